/**
 * Another one ended what this device's member had opened: the person reads until
 * when it was open in truth. Whoever ended it may hold no key of the record, so
 * the device says it that had opened it, with the words it was opened with, before
 * they are deleted here. Rule BG202.
 */
import type { Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { endingOf } from '../../../shared/membership/break-glass.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import { openingDrafts } from '../writing/opening-drafts.ts'
import type { Writer } from '../writing/writer.ts'

export interface TellEndedDeps {
  readonly chains: Chains
  readonly rows: Rows
  readonly writer: Writer
  readonly member: MemberId
  readonly baseOf: (about: PersonId | null, at?: Instant) => RecordBase
}

export function createTellEnded(deps: TellEndedDeps): () => Promise<void> {
  const { chains, member, rows, writer } = deps
  /** By record: the end that was told, or that there is nothing here to tell it with. */
  const settled = new Map<string, Instant>()

  async function tell(personId: PersonId): Promise<void> {
    const care = chains.careChainOf(personId)
    const endedAt = care === undefined ? undefined : endingOf(care, member)?.until
    if (care === undefined || endedAt == null || settled.get(personId) === endedAt) return
    const views = await rows.find('views', { partition: personId })
    const said = views
      .filter(({ author, opened }) => author.memberId === member && opened !== undefined && opened.until > endedAt)
      .sort((a, b) => b.at - a.at)[0]
    if (said?.opened !== undefined) {
      const entries = openingDrafts(deps, care.group, { ...said.opened, at: said.at, until: endedAt })
      const written = await writer.inTurn(() => writer.write({ entries, alongside: [], sealedAlongside: [] }))
      if (!written.ok) return
    }
    settled.set(personId, endedAt)
  }

  return async () => {
    const openings = await rows.find('openings')
    for (const { memberId, personId } of openings) if (memberId === member) await tell(personId as PersonId)
  }
}
