/**
 * The heads an entry cites, held against the chains this side knows. A head that
 * is not on my chain means that somebody shows us different histories.
 */
import { err, ok, type Result } from '../lib/result.ts'
import type { Heads } from '../protocol/entry.ts'
import type { ChainState } from './chain.ts'

export type HeadsRefusal =
  | { readonly type: 'behind-chain' }
  | { readonly type: 'behind-team' }
  | { readonly type: 'control-fork' }
  | { readonly type: 'team-reference-went-back' }

/** The behind ones are cured by pulling the chain; the others are alarms. The team chain cites no team. */
export function checkHeads(chain: ChainState, team: ChainState | undefined, heads: Heads): Result<void, HeadsRefusal> {
  if (heads.groupSeq > chain.seq) return err({ type: 'behind-chain' })
  if (chain.hashes[heads.groupSeq] !== heads.groupHash) return err({ type: 'control-fork' })
  if (chain.kind === 'team') return ok(undefined)
  if (team === undefined || heads.teamSeq > team.seq) return err({ type: 'behind-team' })
  if (team.hashes[heads.teamSeq] !== heads.teamHash) return err({ type: 'control-fork' })
  // Whoever has read the group's chain so far has read the team's at least as far as that cites it.
  const least = chain.teamSeqs[heads.groupSeq] ?? 0
  return heads.teamSeq < least ? err({ type: 'team-reference-went-back' }) : ok(undefined)
}
