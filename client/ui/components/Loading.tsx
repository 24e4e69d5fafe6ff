/** Words for the moment before the store answers; they appear only after 300 ms, so mostly never. */
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })

interface LoadingProps {
  readonly words?: string
}

export function Loading({ words = text.loading }: LoadingProps) {
  return (
    <p class="waiting-words late" aria-busy="true">
      {words}
    </p>
  )
}
