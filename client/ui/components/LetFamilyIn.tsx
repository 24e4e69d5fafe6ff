/** Somebody of the family is let in: a name, a link to hand over, six digits to compare, yes. On her phone and to staff. */
import { useState } from 'preact/hooks'
import type { LettingInModel } from '../models/letting-in-model.ts'
import * as en from '../text/en/letting-in.ts'
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
  readonly door: LettingInModel
  /** Null: on the person's own phone. */
  readonly personId: string | null
  /** Whose further phones are let in on cards of their own. */
  readonly onCards?: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

export function LetFamilyIn({ door, onCards = none, personId }: LetFamilyInProps) {
  const isHere = (again: string | null) => again === null || !onCards.has(again)
  const isSaid = isHere(door.whose.value)
  const problem = isSaid ? door.problem.value : null
  const step = door.step.value.type === 'link' && !isHere(door.step.value.again) ? closed : door.step.value
  const size = personId === null ? 'big' : 'ordinary'
  return (
    <div class="stack">
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      {isSaid && door.isIn.value && <p role="status">{words.isIn}</p>}
      <DoorWaiting
        size={size}
        isTurnedAway={isSaid && door.isTurnedAway.value}
        waiting={door.waiting.value.filter(({ again }) => isHere(again))}
        compare={() => (step.type === 'link' ? words.compare(step.name) : words.compareAnybody)}
        onLetIn={(waiting) => void door.letIn(waiting)}
        onTurnAway={door.turnAway}
      />
      {step.type === 'closed' && (
        <div class="actions">
          <Button icon="plus" size={size} onPress={door.begin}>
            {words.begin}
          </Button>
        </div>
      )}
      {step.type === 'closed' && personId === null && <p class="hint">{words.orAsk}</p>}
      {step.type === 'form' && <InviteForm door={door} size={size} isStaff={personId !== null} />}
      {step.type === 'link' && (
        <DoorLink
          size={size}
          link={step.link}
          isCut={door.isCut.value}
          title={words.linkTitle(step.name)}
          hint={words.linkHint(step.name)}
          waitHint={words.waitHint(step.name)}
        />
      )}
    </div>
  )
}

const closed = { type: 'closed' } as const

interface FormProps {
  readonly door: LettingInModel
  readonly size: 'big' | 'ordinary'
  readonly isStaff: boolean
}

function InviteForm({ door, isStaff, size }: FormProps) {
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  useHold(name.trim() !== '' || relation.trim() !== '')
  return (
    <Form look="fields card" onSubmit={() => void door.invite({ name, relation })}>
      <p>{isStaff ? words.staffKnown : words.known}</p>
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
        <Button size={size} onPress={door.cancel}>
          {words.cancel}
        </Button>
      </div>
    </Form>
  )
}
