/** Who could read a record, who opened it without looking after its person, and who looked: off the chains and the record. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { isEnding, openingsOf } from '../../../shared/membership/break-glass.ts'
import type { ChainAccess, ChainState } from '../../../shared/membership/chain.ts'
import { isTakenBackBy, takesBack } from '../../../shared/membership/taking-back.ts'
import { dayAndTime, dayOf, formatDay } from '../../domain/dates.ts'
import { isOpeningReason, openingReasonWords } from '../../domain/records/opening.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { OpenedArchive } from './open-archive.ts'

/** Rounds have no names on the chain; who was on them is named. */
export function accessLines(
  { chains }: OpenedArchive,
  care: ChainState | undefined,
  members: ReadonlyMap<string, string>,
): readonly string[] {
  if (care === undefined) return ['Nobody: there is no record.']
  const name = (member: string) => members.get(member) ?? 'a member whose name is not kept'
  const until = (at: Instant | null) => (at === null ? '' : `, until ${dayAndTime(at)}`)
  const rounds = chains.team()?.rounds ?? {}
  const openings = openingsOf(care)
  const given = care.access.filter((access) => !takesBack(access))
  const end = (access: ChainAccess) => {
    const back = care.access.find((later) => isTakenBackBy(access, later))
    return back === undefined ? until(access.until) : `, until that was taken back ${dayAndTime(back.writtenAt)}`
  }
  return [
    ...given.flatMap((access) =>
      access.to.type === 'round'
        ? [`Those on the round now: ${(rounds[access.to.round] ?? []).map(name).join('; ') || 'nobody'}${end(access)}.`]
        : [],
    ),
    ...given.flatMap((access) =>
      access.to.type === 'member' && !isEnding(access) && !openings.some(({ at }) => at === access.at)
        ? [`${name(access.to.member)} (${access.reason})${end(access)}.`]
        : [],
    ),
    ...openings.map(
      ({ reason, to, until: over }) =>
        `Opened by ${name(to.member)} though not on the round: ${isOpeningReason(reason) ? openingReasonWords[reason] : reason}${until(over)}.`,
    ),
    ...care.access.filter(isEnding).map(({ by, to, until: over }) => {
      const member = chains.team()?.devices[by]?.member ?? ''
      return `What ${name(to.member)} had opened was ended by ${name(member)}${over === null ? '' : `, ${dayAndTime(over)}`}.`
    }),
  ]
}

/** A line a day, newest first; each of staff once. A device says it in the record and again to the person. */
export function lookedLines(records: readonly CareRecord[]): readonly string[] {
  const days = new Map<string, Set<string>>()
  for (const { at, author, type } of records) {
    if (type !== 'view') continue
    const day = dayOf(at)
    days.set(day, (days.get(day) ?? new Set()).add(`${author.name}, ${author.role}`))
  }
  const lines = [...days].sort(([a], [b]) => (a < b ? 1 : -1))
  if (lines.length === 0) return ['That anybody looked is not in what is kept.']
  return lines.map(([day, who]) => `${formatDay(dayOfText(day))}: ${[...who].join('; ')}`)
}

const dayOfText = (day: string) => day as ReturnType<typeof dayOf>
