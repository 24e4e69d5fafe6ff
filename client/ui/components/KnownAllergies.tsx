/** The allergies recorded now, one by one, each with who and when; one that was wrong is taken back with a reason. */
import { useState } from 'preact/hooks'
import { dayOf } from '../../domain/dates.ts'
import type { AllergyFact } from '../../domain/projections/warning-rows.ts'
import { useApp } from '../app-context.ts'
import { routeToPath } from '../router.ts'
import { allergiesText } from '../text/en/allergies.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { ApartAllergy } from './ApartSides.tsx'
import { Button, ButtonLink } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: allergiesText })

interface KnownAllergiesProps {
  readonly personId: string
  readonly allergies: readonly AllergyFact[]
  readonly onSaved: (words: string) => void
}

export function KnownAllergies({ allergies, onSaved, personId }: KnownAllergiesProps) {
  if (allergies.length === 0) return null
  return (
    <section class="card stack" aria-labelledby="known-allergies">
      <h2 id="known-allergies">{text.known}</h2>
      <ul class="stack">
        {allergies.map((allergy) => (
          <Known key={allergy.allergyId} allergy={allergy} personId={personId} onSaved={onSaved} />
        ))}
      </ul>
    </section>
  )
}

interface KnownProps extends Pick<KnownAllergiesProps, 'personId' | 'onSaved'> {
  readonly allergy: AllergyFact
}

function Known({ allergy, onSaved, personId }: KnownProps) {
  const { clock } = useApp()
  const [isEnding, setEnding] = useState(false)
  return (
    <li class="stack">
      <p>
        <b>{text.name(allergy)}</b>{' '}
        <span class="quiet small">
          <WholeFigures>{text.by(allergy, clock.value)}</WholeFigures>
        </span>
        <ApartAllergy allergy={allergy} />
      </p>
      {allergy.sides !== undefined ? (
        <div class="actions">
          <ButtonLink about={allergy.substance} href={routeToPath({ name: 'details', personId })}>
            {text.decide}
          </ButtonLink>
        </div>
      ) : isEnding ? (
        <TakeBack allergy={allergy} personId={personId} onSaved={onSaved} onClose={() => setEnding(false)} />
      ) : (
        <div class="actions">
          <Button about={allergy.substance} onPress={() => setEnding(true)}>
            {text.takeBack}
          </Button>
        </div>
      )}
    </li>
  )
}

function TakeBack({ allergy, onClose, onSaved, personId }: KnownProps & { readonly onClose: () => void }) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const { allergyId, substance } = allergy
  useHold(reason.trim() !== '')

  async function end(): Promise<void> {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    const at = readNow()
    const intent = { commandId: newCommandId(), at }
    const outcome = await engine.run({ type: 'end-allergy', ...intent, personId, allergyId, on: dayOf(at), reason })
    if (outcome.ok) onSaved(text.takenBack(substance))
    else setProblem(wordProblem(outcome.problem, deviceWord))
  }

  return (
    <Form look="stack" onSubmit={() => void end()}>
      <Field
        label={text.takeBackWhy}
        hint={text.takeBackHint}
        lines={2}
        value={reason}
        onType={setReason}
        {...(isMissing && reason.trim() === '' && { problem: text.fault('reason') })}
      />
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions">
        <Button type="submit" kind="stop">
          {text.takeBackYes}
        </Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </Form>
  )
}
