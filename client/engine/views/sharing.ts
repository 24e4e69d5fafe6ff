/** What a person shares with whom, who else is in her circle, and who looked at her record: on her phone, and to staff. */
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { ViewRow } from '../../domain/projections/sharing-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { FurtherPhone, Look, SharingView, SharingWith } from '../../engine-api/sharing.ts'
import type { FamilyMember } from '../sharing/family.ts'

const dayMs = 24 * 60 * 60_000
export const looksForMs = 30 * dayMs

export interface SharingFacts {
  readonly personId: string
  readonly called: string
  readonly now: Instant
  readonly contact: SharingView['contact']
  readonly family: readonly FamilyMember[]
  /** Herself: the first of her own group. */
  readonly herself: ReadonlySet<string>
  readonly associates: readonly MemberId[]
  readonly outside: SharingView['outside']
  readonly phones: SharingView['phones']
  readonly furtherPhoneOf: (member: MemberId) => FurtherPhone
  readonly nameOf: (member: MemberId) => Signature | undefined
  readonly views: readonly ViewRow[]
  /** When they put themselves on a round by which they look after her; to the public, on any. */
  readonly joinedAt: ReadonlyMap<string, Instant>
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export function sharingView(facts: SharingFacts): SharingView {
  const { called, complete, contact, nameOf, outside, personId, phones, updatedAt } = facts
  return {
    personId,
    called,
    contact,
    family: facts.family.flatMap((one) => sharingWith(one, facts)),
    associates: facts.associates.flatMap((member) => nameOf(member) ?? []),
    outside,
    phones,
    looks: looksOf(facts),
    complete,
    updatedAt,
  }
}

/** Who has not said a name yet cannot be told apart from another: they come with it. */
function sharingWith(one: FamilyMember, { furtherPhoneOf, herself, nameOf }: SharingFacts): readonly SharingWith[] {
  const who = nameOf(one.member)
  if (who === undefined) return []
  // Whoever is out of the circle is shared nothing with, and nobody said so on the day on which it was agreed.
  const holding = one.agreements.filter(({ on }) => one.inCircle || !on)
  const agreements = holding.map(({ at, author, kind, on }) => {
    return { kind, on, by: author, byHerself: herself.has(author.memberId), at }
  })
  return [{ who, inCircle: one.inCircle, furtherPhone: furtherPhoneOf(one.member), agreements }]
}

function looksOf({ joinedAt, now, views }: SharingFacts): readonly Look[] {
  const recent = views.filter(({ at }) => now - at < looksForMs)
  const openedOn = new Set(recent.filter(({ opened }) => opened !== undefined).map(dayAndMember))
  const looks = recent
    .filter((view) => view.opened !== undefined || !openedOn.has(dayAndMember(view)))
    .map(({ at, author, opened }): Look => ({ who: author, at, ...(opened !== undefined && { opened }) }))
    .sort((a, b) => b.at - a.at)
  const told = new Set<string>()
  return looks.map((look) => {
    const { at, opened, who } = look
    const joined = joinedAt.get(who.memberId)
    if (opened !== undefined || joined === undefined || dayOf(at) < dayOf(joined) || told.has(who.memberId)) return look
    told.add(who.memberId)
    return now - joined < looksForMs ? { ...look, joinedAt: joined } : look
  })
}

/** Why she opened it stands for her looking on that day as well. */
function dayAndMember({ at, author }: ViewRow): string {
  return `${author.memberId}/${dayOf(at)}`
}
