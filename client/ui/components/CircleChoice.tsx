/** An act on a circle in two taps: what it does, then yes. Nothing is called done before the relay says so. */
import { useEffect, useRef, useState } from 'preact/hooks'
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

  /** What the circle offers now. */
  const offer = isOffered ? act.type : null
  const offerNow = useRef(offer)
  const offered = useRef({ offer, done })
  offerNow.current = offer

  async function perform(): Promise<void> {
    const outcome = await engine.circleAct(act)
    if (outcome.type === 'done') setSaid(done)
    // Its answer may have been lost, and the circle tells that it was done all the same.
    if (offerNow.current !== offer) return
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setAsked(outcome.type !== 'done')
  }

  // What was asked for is not offered any more: it was done, here or by somebody else. Nobody is asked for its opposite.
  useEffect(() => {
    const was = offered.current
    offered.current = { offer, done }
    if (was.offer === offer) return
    // Offered anew, what was done before is over.
    if (was.offer === null) setSaid(null)
    if (!isAsked) return
    setAsked(false)
    setProblem(null)
    setSaid(was.done)
  }, [offer])

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
