/** One act on who looks after whom: what it does in words, then yes. Nothing is called done before the relay says so. Rules RN241 and RN242. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { AccessProblem } from '../../engine-api/access-acts.ts'
import type { RoundAct } from '../../engine-api/rounds.ts'
import { useApp } from '../app-context.ts'
import { roundsText, wordRoundProblem } from '../text/en/rounds.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: roundsText })

export interface DoneRoundAct {
  readonly words: string
  readonly undo: RoundAct | null
}

interface RoundAskProps {
  readonly label: string
  /** Whom or what it is about, where the label stands more than once. */
  readonly about: string
  readonly act: RoundAct
  readonly effect: string
  /** The rest of what it does, where one sentence is not all. */
  readonly children?: ComponentChildren
  readonly yes: string
  readonly no?: string
  readonly kind: 'main' | 'stop'
  /** What is true once it is done, and how it is taken back; null where it cannot be from here. */
  readonly done: DoneRoundAct
  readonly onDone: (done: DoneRoundAct) => void
}

export function RoundAsk({
  about,
  act,
  children,
  done,
  effect,
  kind,
  label,
  no = text.no,
  onDone,
  yes,
}: RoundAskProps) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<AccessProblem | null>(null)

  async function go(): Promise<void> {
    setStep('going')
    const outcome = await engine.accessAct(act)
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep(outcome.type === 'failed' ? 'asked' : 'closed')
    if (outcome.type === 'done') onDone(done)
  }

  if (step === 'closed')
    return (
      <Button about={about} onPress={() => setStep('asked')}>
        {label}
      </Button>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{label}</legend>
      {problem !== null && <Problem {...wordRoundProblem(problem)} />}
      <p role="status">{effect}</p>
      {children}
      <div class="actions">
        <Button kind={kind} unavailable={step === 'going'} onPress={() => void go()}>
          {step === 'going' ? text.going : yes}
        </Button>
        <Button onPress={() => setStep('closed')}>{no}</Button>
      </div>
    </fieldset>
  )
}
