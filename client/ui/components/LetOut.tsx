/** One of the family is taken out of the circle: what it does, then yes. Nothing is called done before the relay says so. */
import { useState } from 'preact/hooks'
import type { CircleProblem } from '../../engine-api/circle-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/letting-in.ts'
import { sharingText } from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const { no } = chooseText({ en: sharingText })
const words = text.lettingInText

interface LetOutProps {
  readonly personId: string | null
  readonly memberId: string
  readonly called: string
}

export function LetOut({ called, memberId, personId }: LetOutProps) {
  const { engine } = useApp()
  const [isAsked, setAsked] = useState(false)
  const [isOut, setOut] = useState(false)
  const [problem, setProblem] = useState<CircleProblem | null>(null)
  const size = personId === null ? 'big' : 'ordinary'

  async function letOut(): Promise<void> {
    const outcome = await engine.circleAct({ type: 'let-out', personId, memberId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    setOut(outcome.type === 'done')
    setAsked(outcome.type !== 'done')
  }

  if (isOut) return <p role="status">{words.isOut(called)}</p>
  if (!isAsked)
    return (
      <div class="actions">
        <Button size={size} onPress={() => setAsked(true)}>
          {words.letOut(called)}
        </Button>
      </div>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{words.letOut(called)}</legend>
      {problem !== null && <Problem {...text.wordCircleProblem(problem)} />}
      <p role="status">{words.letOutEffect(called)}</p>
      <div class="actions">
        <Button kind="main" size={size} onPress={() => void letOut()}>
          {words.letOutYes}
        </Button>
        <Button size={size} onPress={() => setAsked(false)}>
          {no}
        </Button>
      </div>
    </fieldset>
  )
}
