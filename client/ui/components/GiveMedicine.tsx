/**
 * Given, or not given and why: two presses. One more where something must be
 * looked at first: changes that stand against each other, a dose recorded today
 * already, a record that is old or not whole.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { GivingRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { WarningItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { cautionKey, type GivingCaution, givingCautions, lineKey, type RecordAge } from '../models/giving.ts'
import { conflictText } from '../text/en/conflict.ts'
import { givingText } from '../text/en/giving.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { safetyText } from '../text/en/safety.ts'
import { chooseText } from '../text/text.ts'
import { ApartFacts } from './ApartSides.tsx'
import { Button } from './Button.tsx'
import { GiveStep, type Giving, NotGivenStep } from './GiveSteps.tsx'
import { isTyping } from './is-typing.ts'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: givingText })
const apart = chooseText({ en: conflictText })
const safety = chooseText({ en: safetyText })

interface GiveMedicineProps {
  readonly medicine: MedicineRow
  readonly today: readonly GivingRow[]
  readonly age: RecordAge
  /** Of this medicine. */
  readonly warnings?: readonly WarningItem[]
  /** In words, once the disk has it. */
  readonly onRecorded: (words: string) => void
}

type Step = 'closed' | 'check' | 'give' | 'not-given'

export function GiveMedicine({ age, medicine, onRecorded, today, warnings = [] }: GiveMedicineProps) {
  const { clock, deviceWord, engine, newCommandId, readNow } = useApp()
  const [step, setStep] = useState<Step>('closed')
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const [looked, setLooked] = useState<{ readonly keys: readonly string[]; readonly line: string } | null>(null)
  // What was pressed once is recorded once, and what it brings is nobody else's.
  const [isRecording, setRecording] = useState(false)
  const isPressed = useRef(false)
  const found = givingCautions(medicine, today, { age, now: clock.value, warnings })
  const keys = found.map(cautionKey)
  // What comes while the last step is open is looked at before anything is recorded: the dose on its button above all.
  const isChanged = step === 'give' && looked !== null && looked.line !== lineKey(medicine)
  const hasCome = !isRecording && (isChanged || (step === 'give' && keys.some((key) => !looked?.keys.includes(key))))
  const cautions = isChanged ? [{ type: 'changed', line: medicine } as const, ...found] : found
  const { medicineId, name, personId } = medicine

  async function record(giving: Giving): Promise<void> {
    if (isPressed.current) return
    isPressed.current = true
    setRecording(true)
    const at = readNow()
    const outcome = await engine.run({
      type: 'record-administration',
      commandId: newCommandId(),
      at,
      personId,
      medicineId,
      ...giving,
    })
    isPressed.current = false
    setRecording(false)
    if (!outcome.ok) return setProblem(wordProblem(outcome.problem, deviceWord))
    setStep('closed')
    onRecorded(giving.given ? text.savedGiven(`${giving.name} ${giving.dose}`, at) : text.savedNot(name, at))
  }

  const close = () => {
    setProblem(null)
    setStep('closed')
  }
  const goOn = () => {
    setLooked({ keys, line: lineKey(medicine) })
    setStep('give')
  }
  return (
    <>
      {step === 'closed' ? (
        <>
          <Button icon="pill" about={name} onPress={cautions.length > 0 ? () => setStep('check') : goOn}>
            {cautions.length > 0 ? text.checkFirst : text.given}
          </Button>
          <Button about={name} onPress={() => setStep('not-given')}>
            {text.notGiven}
          </Button>
        </>
      ) : (
        <Panel
          key={hasCome ? 'come' : 'open'}
          title={step === 'not-given' ? text.titleNot(name) : text.title(name)}
          hasCome={hasCome}
        >
          {hasCome && (
            <p role="alert">
              <b>{text.hasCome}</b>
            </p>
          )}
          {(step === 'check' || hasCome) && <Cautions cautions={cautions} onGoOn={goOn} onClose={close} />}
          {step === 'give' && !hasCome && <GiveStep medicine={medicine} onRecord={record} onClose={close} />}
          {step === 'not-given' && <NotGivenStep medicine={medicine} onRecord={record} onClose={close} />}
          {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
        </Panel>
      )}
    </>
  )
}

interface PanelProps {
  readonly title: string
  /** Nobody pressed anything for it. */
  readonly hasCome: boolean
  readonly children: ComponentChildren
}

/** Takes the focus, since the button that opened it has gone; when something comes in, only from nowhere: what had it here has gone too. */
function Panel({ children, hasCome, title }: PanelProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const here = document.activeElement
    if (hasCome ? here === document.body : !isTyping(here)) box.current?.focus()
  }, [])
  return (
    <section class="giving" aria-label={title} tabIndex={-1} ref={box}>
      <p>
        <b>{title}</b>
      </p>
      {children}
    </section>
  )
}

interface CautionsProps {
  readonly cautions: readonly GivingCaution[]
  readonly onGoOn: () => void
  readonly onClose: () => void
}

function Cautions({ cautions, onClose, onGoOn }: CautionsProps) {
  const { clock } = useApp()
  const isAgain = cautions.some(({ type }) => type === 'recorded-today')
  return (
    <>
      <ul class="cautions">
        {cautions.map((caution) => (
          <li key={caution.type === 'warning' ? caution.warning.key : caution.type}>
            {wordCaution(caution, clock.value)}
            {caution.type === 'warning' && <ApartFacts warning={caution.warning} />}
          </li>
        ))}
      </ul>
      <div class="actions">
        <Button onPress={onGoOn}>{isAgain ? text.again : text.checked}</Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </>
  )
}

function wordCaution(caution: GivingCaution, now: Parameters<typeof text.old>[1]): string {
  switch (caution.type) {
    case 'warning': {
      const { answer } = caution.warning
      const said = `${safety.title(caution.warning)} ${safety.now(caution.warning)}`
      return answer === null ? said : `${said} ${safety.answered(answer, now)}: ${safety.answerReason(answer.reason)}`
    }
    case 'changed':
      return text.changed(apart.whole({ ...caution.line, status: 'current', stoppedOn: null }))
    case 'incomplete':
      return text.incomplete
    case 'old':
      return text.old(caution.updatedAt, now)
    case 'conflict':
      return text.conflict(caution.sides.length)
    case 'recorded-today':
      return `${caution.rows.map(text.one).join('. ')}.`
  }
}
