/** On a record that is open by nothing but one's own word: until when, and a press to end it. */
import { useState } from 'preact/hooks'
import type { AccessProblem, OwnOpening } from '../../engine-api/access-acts.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/opening.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })
const { openingText: words } = text

interface OpenedByMeProps {
  readonly personId: string
  readonly opening: OwnOpening
  readonly onClosed: () => void
}

export function OpenedByMe({ onClosed, opening: { reason, until }, personId }: OpenedByMeProps) {
  const { clock, engine } = useApp()
  const [problem, setProblem] = useState<AccessProblem | null>(null)

  async function end(): Promise<void> {
    const outcome = await engine.accessAct({ type: 'close-record', personId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    if (outcome.type === 'done') onClosed()
  }

  return (
    <div class="inside">
      <div class="strip">
        <Icon name="lock" />
        <p>
          <b>{words.strip}</b> {text.reasonInWords(reason)}.{' '}
          {until === null ? words.forGood : text.closesAt(until, clock.value)}
        </p>
        {until !== null && <Button onPress={() => void end()}>{words.end}</Button>}
      </div>
      {problem !== null && <Problem {...text.wordCloseProblem(problem)} />}
    </div>
  )
}
