/** A device is taken out of the team: what it does, then yes. Nothing is called done before the relay says so. */
import { useState } from 'preact/hooks'
import type { TeamDevice, TeamProblem } from '../../engine-api/team-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/team-devices.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const words = text.teamDevicesText

interface RemoveDeviceProps {
  readonly device: TeamDevice
  readonly name: string
  /** What follows from it besides; empty for nothing. */
  readonly alsoSay: string
  readonly onRemoved: () => void
}

export function RemoveDevice({ alsoSay, device: { deviceId, mark }, name, onRemoved }: RemoveDeviceProps) {
  const { engine } = useApp()
  const [step, setStep] = useState<'closed' | 'asked' | 'going'>('closed')
  const [problem, setProblem] = useState<TeamProblem | null>(null)

  async function remove(): Promise<void> {
    setStep('going')
    const outcome = await engine.teamAct({ type: 'remove-device', deviceId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setStep('asked')
    if (outcome.type === 'done') onRemoved()
  }

  if (step === 'closed')
    return (
      <div class="actions">
        <Button about={name} onPress={() => setStep('asked')}>
          {words.remove(mark)}
        </Button>
      </div>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words.remove(mark)}</legend>
      {problem !== null && (
        <Problem {...(problem === 'no-signal' ? words.removeNoSignal : text.wordTeamProblem(problem))} />
      )}
      <p role="status">
        {words.removeEffect(name)} {alsoSay}
      </p>
      <div class="actions">
        <Button kind="stop" unavailable={step === 'going'} onPress={() => void remove()}>
          {words.removeYes}
        </Button>
        <Button onPress={() => setStep('closed')}>{words.removeNo}</Button>
      </div>
    </fieldset>
  )
}
