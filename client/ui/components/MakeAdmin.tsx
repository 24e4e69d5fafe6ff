/** A colleague is made an administrator, or proposed as one: what it means, then yes. */
import { useState } from 'preact/hooks'
import type { TeamProblem } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { proposalsText } from '../text/en/proposals.ts'
import { wordTeamProblem } from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const words = chooseText({ en: proposalsText })

interface MakeAdminProps {
  readonly memberId: string
  readonly name: string
  readonly needsSecond: boolean
  readonly onDone: (words: string) => void
}

export function MakeAdmin({ memberId, name, needsSecond, onDone }: MakeAdminProps) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<TeamProblem | null>(null)

  async function propose(): Promise<void> {
    setStep('going')
    const outcome = await engine.teamAct({ type: 'make-admin', memberId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep('asked')
    if (outcome.type === 'proposed') onDone(words.proposed(name))
    if (outcome.type === 'done') onDone(words.isAdmin(name))
  }

  if (step === 'closed')
    return (
      <div class="actions">
        <Button about={name} onPress={() => setStep('asked')}>
          {words.makeAdmin}
        </Button>
      </div>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words.makeAdmin}</legend>
      {problem !== null && <Problem {...wordTeamProblem(problem)} />}
      <p role="status">
        {words.makeAdminWords(name)} {needsSecond && words.makeAdminSecond}
      </p>
      <div class="actions">
        <Button kind="main" unavailable={step === 'going'} onPress={() => void propose()}>
          {needsSecond ? words.makeAdminYes : words.makeAdminAlone}
        </Button>
        <Button onPress={() => setStep('closed')}>{words.makeAdminNo}</Button>
      </div>
    </fieldset>
  )
}
