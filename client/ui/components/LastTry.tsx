/** What came of the last try to open the device, and how long until the next one, with why. */
import { joiningText } from '../text/en/joining.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: joiningText })

interface LastTryProps {
  readonly problem: string | undefined
  /** Until the next try; 0: at once. */
  readonly seconds: number
}

export function LastTry({ problem, seconds }: LastTryProps) {
  return (
    <>
      <div role="status" class="stack">
        {problem !== undefined && (
          <p class="field-problem">
            <Icon name="warning" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      {seconds > 0 && (
        <p>
          <span class="countdown">{wordWait(seconds)}</span> {text.waitWhy}
        </p>
      )}
    </>
  )
}

function wordWait(seconds: number): string {
  return seconds < 60 ? text.waitSeconds(seconds) : text.waitMinutes(Math.ceil(seconds / 60))
}
