/** Somebody opened a record she does not look after: told by the chain itself, whatever her app says of it. Rule BG3. */
import { endingOf, isOpening } from '../../../shared/membership/break-glass.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import { homePartition } from '../../domain/projections/rows.ts'

/** One a member and person, the newest, with the end another put to it: a year of them does not grow what every screen reads. */
export function openingRows(chain: ChainState): readonly StoredRow[] {
  const { about } = chain
  if (chain.kind !== 'care' || about === null) return []
  const openings = chain.access.filter(isOpening)
  return openings.map(({ at, reason, to: { member }, until }) => {
    const isNewest = openings.findLast(({ to }) => to.member === member)?.at === at
    const ending = isNewest ? endingOf(chain, member) : undefined
    return {
      collection: 'openings',
      partition: homePartition,
      id: `${about}/${member}`,
      order: String(ending?.at ?? at).padStart(12, '0'),
      row: { personId: about, memberId: member, reason, until: ending?.until ?? until },
    }
  })
}
