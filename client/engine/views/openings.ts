/** Records opened by somebody who does not look after their people: to whom it is told. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DirectoryRow, StaffRow } from '../../domain/projections/rows.ts'
import type { OpeningRow } from '../../domain/projections/sharing-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { EndedOpening, OpeningItem, OpeningsView } from '../../engine-api/access-acts.ts'
import { looksForMs } from './sharing.ts'

export interface OpeningsFacts {
  readonly now: Instant
  readonly openings: readonly OpeningRow[]
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly staff: ReadonlyMap<string, StaffRow>
  readonly me: Signature
  readonly isAdmin: boolean
  readonly mayEnd: (personId: string) => boolean
  readonly endedOf: (personId: string, memberId: string) => EndedOpening | null
  readonly complete: boolean
}

export function openingsView(facts: OpeningsFacts): OpeningsView {
  const { complete, isAdmin, now, openings } = facts
  const rows = openings
    .filter(({ until }) => until === null || now - until < looksForMs)
    .map((row) => itemOf(row, facts))
    .filter(({ own, yours }) => isAdmin || own || yours)
    .sort((a, b) => (b.until ?? Number.MAX_SAFE_INTEGER) - (a.until ?? Number.MAX_SAFE_INTEGER))
  return { complete, rows }
}

/** The team's list names the nurse by name alone. */
function itemOf({ memberId, personId, reason, until }: OpeningRow, facts: OpeningsFacts): OpeningItem {
  const { directory, me, now, staff } = facts
  const person = directory.get(personId) ?? null
  const isOpen = until === null || until > now
  const own = memberId === me.memberId
  return {
    personId,
    memberId,
    person,
    who: staff.get(memberId)?.signature ?? null,
    reason,
    until,
    isOpen,
    own,
    yours: person !== null && person.namedNurse === me.name && !own,
    mayEnd: isOpen && !own && facts.mayEnd(personId),
    ended: isOpen ? null : facts.endedOf(personId, memberId),
  }
}
