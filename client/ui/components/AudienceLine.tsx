/** Who can read what is written here, touching the box: brass with an eye when family or the person can, damson with a lock for staff only. */
import type { Audience } from '../../engine-api/queries.ts'
import { messagesText } from '../text/en/messages.ts'
import * as enThreads from '../text/en/threads.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: messagesText })
const threads = chooseText({ en: enThreads })

export function AudienceLine({ audience }: { readonly audience: Audience }) {
  const isStaff = audience.type === 'staff-only'
  return (
    <p class={isStaff ? 'audience staff-only' : 'audience'}>
      <Icon name={isStaff ? 'lock' : 'eye'} />
      <span class="grow">{isStaff ? text.staffOnlyLong : text.canRead(threads.knownReaders(audience))}</span>
      {!isStaff && <span class="too">{text.staffToo}</span>}
    </p>
  )
}
