/** An administrator marks a device as managed, or takes the mark away: what it means, then yes. Not done before the relay says so. */
import { useState } from 'preact/hooks'
import type { TeamDevice, TeamProblem } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import { managedText } from '../text/en/managed.ts'
import * as en from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: managedText })
const { wordTeamProblem } = chooseText({ en })

interface ManageDeviceProps {
  readonly device: TeamDevice
  readonly name: string
  readonly onDone: (words: string) => void
}

export function ManageDevice({ device: { deviceId, managed, mark }, name, onDone }: ManageDeviceProps) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<TeamProblem | null>(null)
  const isManaged = managed !== null
  const words = isManaged ? text.unmark(mark) : text.mark(mark)

  async function say(): Promise<void> {
    setStep('going')
    const outcome = await engine.teamAct({ type: 'set-managed', deviceId, managed: !isManaged })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep(outcome.type === 'done' ? 'closed' : 'asked')
    if (outcome.type === 'done') onDone(isManaged ? text.unmarked(mark, name) : text.marked(mark, name))
  }

  if (step === 'closed')
    return (
      <div class="actions">
        <Button about={name} onPress={() => setStep('asked')}>
          {words}
        </Button>
      </div>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words}</legend>
      {problem !== null && <Problem {...wordTeamProblem(problem)} />}
      <p role="status">{isManaged ? text.unmarkEffect(name) : text.markEffect(name)}</p>
      {!isManaged && <p>{text.shared}</p>}
      <div class="actions">
        <Button kind={isManaged ? 'stop' : 'main'} unavailable={step === 'going'} onPress={() => void say()}>
          {isManaged ? text.unmarkYes : text.markYes}
        </Button>
        <Button onPress={() => setStep('closed')}>{isManaged ? text.unmarkNo : text.markNo}</Button>
      </div>
    </fieldset>
  )
}
