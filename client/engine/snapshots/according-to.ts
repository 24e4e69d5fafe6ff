/**
 * By whose snapshots a document is shown, while what these fold is not here entry
 * by entry: until then it is their word who changed what. Loaded where something
 * of a record is missing. Rule QV560.
 */
import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import type { MemberId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { documentOf } from '../../../shared/membership/documents.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { OpenDevice } from '../open-device.ts'
import type { Gaps } from '../receive/gaps.ts'
import { readLog } from '../sync/entry-log.ts'
import { readDue } from './due.ts'

/** Each once; null for a device that no chain here names. */
export async function writersOfSnapshots(
  { chains, store }: Pick<OpenDevice, 'chains' | 'store'>,
  gaps: Gaps,
  chain: ChainState,
  kind: DocumentKind,
): Promise<readonly (MemberId | null)[]> {
  const { group } = chain
  const used = new Set([...gaps.inGroup(group).values()].flatMap(({ named }) => named.map(({ by }) => by)))
  const writers = new Set<MemberId | null>()
  for (const { author, seq } of (await readDue(store)).filter((place) => place.group === group)) {
    const [logged] = await readLog(store, { author, group, from: seq, to: seq + 1 })
    const entry = logged === undefined ? undefined : parseContentEntry(logged.bytes)
    if (entry?.ok !== true || !used.has(entry.value.id)) continue
    const { doc, writtenAt } = entry.value.header
    if (documentOf(chain, doc, writtenAt)?.kind === kind)
      writers.add(deviceIn(chain, chains.team(), author)?.member ?? null)
  }
  return [...writers]
}
