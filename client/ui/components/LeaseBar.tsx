/** Soon this device closes for want of signal: until when, and what to do (VA14). */
import type { DeviceState } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { lockText } from '../text/en/lock.ts'
import { atWhen, timeWords } from '../text/en/time-words.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: lockText })

export function LeaseBar({ state }: { readonly state: DeviceState & { readonly type: 'open' } }) {
  const { clock, deviceWord } = useApp()
  const { lease, me } = state
  const here = me.audience === 'public' ? 'phone' : deviceWord
  return (
    <div role="status">
      {lease?.type === 'ending' && (
        <p class="news-bar">{text.leaseEnding(here, atWhen(lease.endsAt, clock.value, timeWords(me.audience)))}</p>
      )}
    </div>
  )
}
