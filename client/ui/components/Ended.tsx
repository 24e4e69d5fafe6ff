/** Told kindly to one of the family: what is not shared any more, what stays, and with whom to talk. */
import type { HomeView } from '../../engine-api/home-views.ts'
import * as en from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })

export function Ended({ called, told }: { readonly called: string; readonly told: HomeView['told'] }) {
  if (told === undefined || told.ended.length === 0) return null
  return (
    <div class="ended" role="note">
      <Icon name="people" />
      <p>
        <b>{text.hasEnded(told.ended, called)}</b> {text.endedHint(called)}
      </p>
    </div>
  )
}
