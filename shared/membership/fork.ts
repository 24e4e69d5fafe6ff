/**
 * Where a signed entry and a chain cannot both be true: two entries under one
 * number of one chain, or a head named that is not on it. Nobody who was shown
 * one history signs such a thing, so somebody was shown another. Pure; whether
 * the entry is signed, the caller has asked. MB120.
 */
import type { EntryId, GroupId } from '../lib/ids.ts'
import type { Entry } from '../protocol/entry.ts'
import type { ChainState } from './chain.ts'

export interface Contradiction {
  /** The chain that has two histories; the team's own id for the team. */
  readonly group: GroupId
  /** The first number known to differ. */
  readonly seq: number
  readonly known: EntryId
  readonly claimed: EntryId
}

/** `chain` is the entry's own; the team is looked at first, for what differs there concerns everything. Undefined: they do not contradict one another as far as they are known here. */
export function contradictionOf(
  entry: Entry,
  chain: ChainState | undefined,
  team: ChainState | undefined,
): Contradiction | undefined {
  if (entry.type === 'content') {
    const { groupHash, groupSeq, teamHash, teamSeq } = entry.header.heads
    return differs(parentOf(chain, team), teamSeq, teamHash) ?? differs(chain, groupSeq, groupHash)
  }
  const { groupSeq, prev, team: cited } = entry.header
  return (
    differs(parentOf(chain, team), cited.seq, cited.hash) ??
    differs(chain, groupSeq - 1, prev) ??
    differs(chain, groupSeq, entry.id)
  )
}

/** A team's own entries cite no team. */
function parentOf(chain: ChainState | undefined, team: ChainState | undefined): ChainState | undefined {
  return chain?.kind === 'team' ? undefined : team
}

function differs(chain: ChainState | undefined, seq: number, claimed: EntryId): Contradiction | undefined {
  const known = chain?.hashes[seq]
  if (chain === undefined || known === undefined || known === claimed) return undefined
  return { group: chain.group, seq, known, claimed }
}
