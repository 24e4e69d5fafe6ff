/** A screen that could not be opened: what is safe and what to do. */
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })

interface ScreenProblemProps {
  readonly onTryAgain: () => void
}

export function ScreenProblem({ onTryAgain }: ScreenProblemProps) {
  return (
    <Problem title={text.screenProblem.title} words={text.screenProblem.words}>
      <Button onPress={onTryAgain}>{text.tryAgain}</Button>
    </Problem>
  )
}
