/** Other changes came in while somebody wrote what shall hold: nothing is saved over them unseen. */
import { conflictText } from '../text/en/conflict.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: conflictText })

interface HasComeProps {
  /** What it is about, read out after the words of the button. */
  readonly about: string
  readonly onGoOn: () => void
}

export function HasCome({ about, onGoOn }: HasComeProps) {
  return (
    <Problem title={text.hasCome} words={text.hasComeWords}>
      <Button about={about} onPress={onGoOn}>
        {text.goOn}
      </Button>
    </Problem>
  )
}
