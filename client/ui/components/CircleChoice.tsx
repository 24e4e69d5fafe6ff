/** An act on a circle in two taps: what it does, then yes. Nothing is called done before the relay says so. */
import { useEffect, useState } from 'preact/hooks'
import type { CircleAct, CircleProblem } from '../../engine-api/circle-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/letting-in.ts'
import { sharingText } from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const { no } = chooseText({ en: sharingText })

interface CircleChoiceProps {
  readonly act: CircleAct
  readonly size: 'big' | 'ordinary'
  /** In a line above the button; what it does in full follows the first tap. */
  readonly before?: string
  readonly ask: string
  readonly effect: string
  readonly yes: string
  readonly done: string
  /** What was done stays said when it can be done no more. */
  readonly isOffered?: boolean
}

export function CircleChoice({ act, ask, before, done, effect, isOffered = true, size, yes }: CircleChoiceProps) {
  const { engine } = useApp()
  const [isAsked, setAsked] = useState(false)
  /** As it was said then: what is offered has moved on with the circle. */
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<CircleProblem | null>(null)

  async function perform(): Promise<void> {
    const outcome = await engine.circleAct(act)
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    if (outcome.type === 'done') setSaid(done)
    setAsked(outcome.type !== 'done')
  }

  // Offered anew, what was done before is over.
  useEffect(() => {
    if (isOffered) setSaid(null)
  }, [isOffered])

  if (said !== null) return <p role="status">{said}</p>
  if (!isAsked && !isOffered) return null
  if (!isAsked)
    return (
      <>
        {before !== undefined && <p>{before}</p>}
        <div class="actions">
          <Button size={size} onPress={() => setAsked(true)}>
            {ask}
          </Button>
        </div>
      </>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{ask}</legend>
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      <p role="status">{effect}</p>
      <div class="actions">
        <Button kind="main" size={size} onPress={() => void perform()}>
          {yes}
        </Button>
        <Button size={size} onPress={() => setAsked(false)}>
          {no}
        </Button>
      </div>
    </fieldset>
  )
}
