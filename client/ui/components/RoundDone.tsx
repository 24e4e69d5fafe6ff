/** What was just done about who looks after whom, and taking it back. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccessProblem } from '../../engine-api/access-acts.ts'
import type { RoundAct } from '../../engine-api/rounds.ts'
import { useApp } from '../app-context.ts'
import { roundsText, wordRoundProblem } from '../text/en/rounds.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'
import type { DoneRoundAct } from './RoundAsk.tsx'
import { SavedBox } from './SavedBox.tsx'

const text = chooseText({ en: roundsText })

interface RoundDoneProps {
  readonly done: DoneRoundAct
  readonly onUndone: (done: DoneRoundAct) => void
}

export function RoundDone({ done: { undo, words }, onUndone }: RoundDoneProps) {
  const { engine } = useApp()
  const [problem, setProblem] = useState<AccessProblem | null>(null)
  const box = useRef<HTMLDivElement>(null)
  // The control that was pressed has gone.
  useEffect(() => box.current?.focus(), [words])

  async function takeBack(act: RoundAct): Promise<void> {
    const outcome = await engine.accessAct(act)
    if (outcome.type === 'done') onUndone({ words: text.undone, undo: null })
    else setProblem(outcome.problem)
  }

  return (
    <SavedBox hasLeft box={box}>
      <p>
        <b>{words}</b>
        {undo !== null && <Button onPress={() => void takeBack(undo)}>{text.undo}</Button>}
      </p>
      {problem !== null && <Problem {...wordRoundProblem(problem)} />}
    </SavedBox>
  )
}
