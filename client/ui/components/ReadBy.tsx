/** Who reads what stands on this screen: a lock where it is staff only, an eye where the person is shown some of it. Rule RB281. */
import { readByText } from '../text/en/read-by.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: readByText })

interface ReadByProps {
  readonly words?: string
  readonly isShared?: boolean
}

export function ReadBy({ isShared = false, words = text.staffOnly }: ReadByProps) {
  return (
    <span class={isShared ? 'audience-line' : 'audience-line staff-only'}>
      <Icon name={isShared ? 'eye' : 'lock'} />
      {words}
    </span>
  )
}
