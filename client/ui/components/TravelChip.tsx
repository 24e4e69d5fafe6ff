/**
 * How far something has travelled, from "Saved on this tablet" to "Seen 14:05":
 * outline, icon, words, time. Without signal it says as of when. Where it counts
 * several readers it can be pressed, and tells who.
 */
import { useState } from 'preact/hooks'
import type { Travel } from '../../engine-api/travel.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/travel.ts'
import { chooseText } from '../text/text.ts'
import type { IconName } from './Icon.tsx'
import { ReachDialog } from './ReachDialog.tsx'
import { ChipButton, type ChipKind, StateChip } from './StateChip.tsx'

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
  /** What the readers' devices are called by staff: the public have phones, staff tablets. */
  readonly theirs?: 'phone' | 'tablet'
  /** The id of the message or item, where its readers can be asked for. */
  readonly reach?: string
  /** Adds "Will send when there is signal." to what is only saved here. */
  readonly explains?: boolean
}

export function TravelChip({ travel, theirs = 'phone', reach, explains = false }: TravelChipProps) {
  const { clock, deviceWord } = useApp()
  const { me, pill } = useShell()
  const [isOpen, setOpen] = useState(false)
  const sync = pill.sync.value
  const knownAt = sync?.pill.type === 'no-signal' ? sync.lastContactAt : null
  const { kind, icon } = lookByType[travel.type]
  const words = text.travelInWords({
    ...{ travel, now: clock.value, here: deviceWord, theirs },
    ...{ audience: me.audience, knownAt },
  })
  if (reach === undefined || !('of' in travel) || travel.of <= 1) {
    return (
      <StateChip kind={kind} icon={icon}>
        {explains && travel.type === 'saved' ? `${words}. ${text.willSend}` : words}
      </StateChip>
    )
  }
  return (
    <>
      <ChipButton kind={kind} icon={icon} about={text.reach.open} onPress={() => setOpen(true)}>
        {words}
      </ChipButton>
      {isOpen && <ReachDialog id={reach} knownAt={knownAt} onClose={() => setOpen(false)} />}
    </>
  )
}
