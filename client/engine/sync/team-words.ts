/**
 * What the team's card says of hours, number, whom to ask and who is on duty:
 * as the team settled it, else as its contact record has it. A number that two
 * people wrote apart is nobody's to pick: the card goes on saying what it said.
 */
import { shortName } from '../../domain/names.ts'
import type { ContactRow, TeamCardRow } from '../../domain/projections/group-rows.ts'
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { SettingKind, SettingRow } from '../../domain/projections/setting-rows.ts'
import type { TeamCardInput } from '../../domain/records/team-card.ts'

export interface TeamWordsFacts {
  readonly settings: readonly SettingRow[]
  readonly contact: ContactRow | undefined
  readonly card: TeamCardRow | undefined
  readonly staff: readonly StaffRow[]
}

export function teamWords({ card, contact, settings, staff }: TeamWordsFacts): Omit<TeamCardInput, 'members' | 'on'> {
  const single = (kind: SettingKind) => settings.find(({ part }) => part.kind === kind)
  const phone = single('phone')
  const saidPhone = phone?.conflict === undefined ? phone?.state.value : card?.phone
  const nameOf = (memberId: string) => staff.find((row) => row.memberId === memberId)?.signature.name ?? ''
  return {
    hours: single('hours')?.state.value || contact?.hours || '',
    phone: saidPhone || contact?.phone || '',
    asks: settings
      .filter(({ isOff, part }) => part.kind === 'ask' && !isOff)
      .map((row) => ({
        about: row.state.about ?? '',
        who: membersIn(row)
          .map((memberId) => shortName(nameOf(memberId)))
          .filter((name) => name !== '')
          .join(' or '),
      }))
      .filter(({ about, who }) => about !== '' && who !== '')
      .sort((a, b) => (a.about === b.about ? (a.who < b.who ? -1 : 1) : a.about < b.about ? -1 : 1)),
  }
}

/** Who is on duty on that day, whatever the hour. */
export function onDuty(settings: readonly SettingRow[], date: string): readonly string[] {
  return settings
    .filter((row) => row.part.kind === 'duty' && !row.isOff && daysOf(row).includes(date))
    .flatMap(membersIn)
}

/** Put on two days apart, somebody is out on both until it is decided: two on duty are the safe mistake. */
function daysOf({ apart, state }: SettingRow): readonly string[] {
  return apart?.day ?? [state.day ?? '']
}

/** All who were put there, where two people put somebody there apart. */
export function membersIn({ apart, state }: SettingRow): readonly string[] {
  return (apart?.memberId ?? [state.memberId ?? '']).filter((memberId) => memberId !== '')
}
