/** Somebody of the family is let in: a name, a link to hand over, six digits to compare, yes. On her phone and to staff. */
import { useState } from 'preact/hooks'
import type { Signature } from '../../domain/records/signature.ts'
import { useApp } from '../app-context.ts'
import { createLettingInModel, type LettingInModel } from '../models/letting-in-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/letting-in.ts'
import { shortName } from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DoorLink, DoorWaiting } from './Door.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en })
const words = text.lettingInText

interface LetFamilyInProps {
  /** Null: on the person's own phone. */
  readonly personId: string | null
  /** Family whose phones were removed: let in again they are the same member. */
  readonly again?: readonly Signature[]
}

export function LetFamilyIn({ again = [], personId }: LetFamilyInProps) {
  const app = useApp()
  const model = useModel(() => createLettingInModel(app, personId), [app.engine, personId])
  const step = model.step.value
  const problem = model.problem.value
  const size = personId === null ? 'big' : 'ordinary'
  return (
    <div class="stack">
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      {model.isIn.value && <p role="status">{words.isIn}</p>}
      <DoorWaiting
        size={size}
        isTurnedAway={model.isTurnedAway.value}
        waiting={model.waiting.value}
        compare={() => (step.type === 'link' ? words.compare(step.name) : words.compareAnybody)}
        onLetIn={(waiting) => void model.letIn(waiting)}
        onTurnAway={model.turnAway}
      />
      {step.type === 'closed' && (
        <div class="actions">
          <Button icon="plus" size={size} onPress={model.begin}>
            {words.begin}
          </Button>
          {again.map(({ memberId, name, role }) => (
            <Button key={memberId} size={size} onPress={() => void model.invite({ name, relation: role, memberId })}>
              {words.again(shortName(name))}
            </Button>
          ))}
        </div>
      )}
      {step.type === 'closed' && personId === null && <p class="hint">{words.orAsk}</p>}
      {step.type === 'form' && <InviteForm model={model} size={size} isStaff={personId !== null} />}
      {step.type === 'link' && (
        <DoorLink
          size={size}
          link={step.link}
          isCut={model.isCut.value}
          title={words.linkTitle(step.name)}
          hint={words.linkHint(step.name)}
          waitHint={words.waitHint(step.name)}
        />
      )}
    </div>
  )
}

interface PartProps {
  readonly model: LettingInModel
  readonly size: 'big' | 'ordinary'
}

function InviteForm({ isStaff, model, size }: PartProps & { readonly isStaff: boolean }) {
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  useHold(name.trim() !== '' || relation.trim() !== '')
  return (
    <Form look="fields card" onSubmit={() => void model.invite({ name, relation })}>
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
    </Form>
  )
}
