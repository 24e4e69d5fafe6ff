/** How far something has travelled, from "Saved on this tablet" to "Seen 14:05": outline, icon, words, time. */
import type { Travel } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/travel.ts'
import { chooseText } from '../text/text.ts'
import type { IconName } from './Icon.tsx'
import { type ChipKind, StateChip } from './StateChip.tsx'

const text = chooseText({ en })

const lookByType: Readonly<Record<Travel['type'], { readonly kind: ChipKind; readonly icon: IconName }>> = {
  saved: { kind: 'device', icon: 'clock' },
  sent: { kind: 'sent', icon: 'tick' },
  arrived: { kind: 'there', icon: 'two-ticks' },
  seen: { kind: 'seen', icon: 'seen' },
  'not-sent': { kind: 'fail', icon: 'alert' },
}

interface TravelChipProps {
  readonly travel: Travel
  /** What the readers' devices are called: the public have phones, staff tablets. */
  readonly theirs?: 'phone' | 'tablet'
  readonly forPublic?: boolean
  /** Adds "Will send when there is signal." to what is only saved here. */
  readonly explains?: boolean
}

export function TravelChip({ travel, theirs = 'phone', forPublic = false, explains = false }: TravelChipProps) {
  const { clock, deviceWord } = useApp()
  const { kind, icon } = lookByType[travel.type]
  const words = text.travelInWords({ travel, now: clock.value, here: deviceWord, theirs, forPublic })
  return (
    <StateChip kind={kind} icon={icon}>
      {explains && travel.type === 'saved' ? `${words}. ${text.willSend}` : words}
    </StateChip>
  )
}
