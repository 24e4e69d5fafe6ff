/** Somebody of the family is let in: a name, a link to hand over, six digits to compare, yes. On her phone and to staff. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { createLettingInModel, type LettingIn, type LettingInModel } from '../models/letting-in-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/letting-in.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en })
const words = text.lettingInText

interface LetFamilyInProps {
  /** Null: on the person's own phone. */
  readonly personId: string | null
}

export function LetFamilyIn({ personId }: LetFamilyInProps) {
  const app = useApp()
  const model = useModel(() => createLettingInModel(app, personId), [app.engine, personId])
  const step = model.step.value
  const problem = model.problem.value
  const size = personId === null ? 'big' : 'ordinary'
  return (
    <div class="stack">
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      {model.isIn.value && <p role="status">{words.isIn}</p>}
      <Waiting model={model} size={size} />
      {step.type === 'closed' && (
        <div class="actions">
          <Button icon="plus" size={size} onPress={model.begin}>
            {words.begin}
          </Button>
        </div>
      )}
      {step.type === 'form' && <Form model={model} size={size} isStaff={personId !== null} />}
      {step.type === 'link' && <Link step={step} size={size} />}
    </div>
  )
}

interface PartProps {
  readonly model: LettingInModel
  readonly size: 'big' | 'ordinary'
}

function Form({ isStaff, model, size }: PartProps & { readonly isStaff: boolean }) {
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  useHold(name.trim() !== '' || relation.trim() !== '')
  return (
    <form
      class="fields card"
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void model.invite(name, relation)
      }}
    >
      <Field label={words.name} value={name} onType={setName} />
      <Field
        label={isStaff ? words.staffRelation : words.relation}
        hint={words.relationHint}
        value={relation}
        onType={setRelation}
      />
      <div class="actions">
        <Button kind="main" type="submit" size={size}>
          {words.makeLink}
        </Button>
        <Button size={size} onPress={model.cancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}

interface LinkProps extends Pick<PartProps, 'size'> {
  readonly step: Extract<LettingIn, { type: 'link' }>
}

function Link({ size, step: { link, name } }: LinkProps) {
  const { copyText } = useApp()
  const [copied, setCopied] = useState<boolean | null>(null)
  const address = `${window.location.origin}/${link}`
  return (
    <div class="card stack">
      <h3>{words.linkTitle(name)}</h3>
      <p>{words.linkHint(name)}</p>
      <p class="letting-link" dir="ltr">
        {address}
      </p>
      <div class="actions">
        <Button icon="copy" size={size} onPress={() => void copyText(address).then(setCopied)}>
          {words.copy}
        </Button>
      </div>
      {copied !== null && <p role="status">{copied ? words.copied : words.notCopied}</p>}
      <p>{words.waitHint(name)}</p>
    </div>
  )
}

function Waiting({ model, size }: PartProps) {
  const step = model.step.value
  return (
    <>
      {model.waiting.value.map(({ code, inviteId }) => (
        <div class="card stack" key={inviteId} role="status">
          <p>{step.type === 'link' ? words.compare(step.name) : words.compareAnybody}</p>
          <p class="join-code">{code}</p>
          <div class="actions">
            <Button kind="main" size={size} onPress={() => void model.letIn(inviteId)}>
              {words.letIn}
            </Button>
            <Button size={size} onPress={() => model.turnAway(inviteId)}>
              {words.notThese}
            </Button>
          </div>
        </div>
      ))}
    </>
  )
}
