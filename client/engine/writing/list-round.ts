/**
 * The team's list names a round of each person. Who looks after her the chain of
 * her record says; every entry that is written anew takes the round from there,
 * and a handing on writes one where the round is another then. Rule RN485.
 */

import type { GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isForGood } from '../../../shared/membership/looking-after.ts'
import { writeDirectoryEntry } from '../../domain/records/directory-entry.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import type { Writer } from './writer.ts'

/** The round it names, while that one looks after her; else the one she was given to last, or what it named. */
export function listRound(care: ChainState | undefined, named: string): string {
  const given = (care?.access ?? []).filter((access) => isForGood(care!, access))
  const rounds = given.flatMap(({ to }) => (to.type === 'round' ? [to.round as string] : []))
  return rounds.includes(named) ? named : (rounds.at(-1) ?? named)
}

export interface ListRoundDeps {
  readonly chains: Chains
  readonly rows: Pick<Rows, 'find'>
  readonly writer: Pick<Writer, 'inTurn' | 'write'>
  readonly baseOf: (about: PersonId | null, at?: Instant) => RecordBase
}

/** Where the disk does not take it, the next entry about her says it. */
export async function renewListRound(
  { baseOf, chains, rows, writer }: ListRoundDeps,
  personId: PersonId,
): Promise<void> {
  await writer.inTurn(async () => {
    const [row] = await rows.find('directory', { id: personId })
    const roundId = listRound(chains.careChainOf(personId), row?.roundId ?? '')
    if (row === undefined || roundId === row.roundId) return
    const { personId: _, ...input } = row
    const record = writeDirectoryEntry({ ...input, roundId }, baseOf(personId))
    if (!record.ok) return
    const label = { kind: 'person', personId } as const
    const place = {
      kind: 'record',
      group: chains.team()?.group as GroupId,
      priority: 'ordinary',
      doc: zeroDoc,
    } as const
    await writer.write({ entries: [{ ...place, records: [record.value], label }], alongside: [], sealedAlongside: [] })
  })
}
