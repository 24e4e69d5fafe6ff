/**
 * The checks of a content entry that need no key, in order: space, author, heads,
 * right, cut. Shape was checked by the parser before, signature and place in the
 * feed are checked for whole runs (feed-run.ts), decryption comes after.
 *
 * 1. What may still come right when more arrives is pending; everything else is
 *    refused for good, with a reason (RX2).
 * 2. An author is judged as of the heads its entry cites (RX3).
 */
import type { SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { checkHeads } from '../../../shared/membership/heads.ts'
import { deviceIn, isActiveAt } from '../../../shared/membership/rights.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'

/** What an entry waits for. */
export type PendingFor = 'chain' | 'earlier-entry' | 'key' | 'newer-app'

export type RefusalReason =
  | 'malformed'
  | 'wrong-space'
  | 'unknown-author'
  | 'bad-signature'
  | 'control-fork'
  | 'team-reference-went-back'
  | 'author-not-active'
  | 'beyond-cut'
  | 'feed-fork'
  | 'previous-mismatch'
  | 'cannot-open'
  | 'bad-padding'
  | 'bad-record'
  | 'wrong-place'
  | 'bad-change'
  | 'bad-snapshot'
  /** Somebody here holds the entries it names, and they are not what it says. */
  | 'false-snapshot'
  | 'unknown-kind'
  | 'not-removed'
  | `chain-${string}`

export type Verdict =
  | { readonly type: 'good'; readonly author: ChainDevice }
  | { readonly type: 'pending'; readonly for: PendingFor }
  | { readonly type: 'refused'; readonly reason: RefusalReason }

export interface CheckFacts {
  readonly space: SpaceId
  readonly chain: ChainState | undefined
  readonly team: ChainState | undefined
}

/** Who the entry says wrote it, as the chains know that device. */
export function checkAuthor(entry: ContentEntry, { chain, space, team }: CheckFacts): Verdict {
  const { author, heads } = entry.header
  if (entry.header.space !== space) return refused('wrong-space')
  if (chain === undefined) return pending('chain')
  const known = deviceIn(chain, teamOf(chain, team), author)
  if (known !== undefined) return { type: 'good', author: known }
  const mayYetBeNamed = heads.groupSeq > chain.seq || heads.teamSeq > (team?.seq ?? -1)
  return mayYetBeNamed ? pending('chain') : refused('unknown-author')
}

/** Whether the author might write this, then and there. `author` comes from `checkAuthor`. */
export function checkRight(entry: ContentEntry, facts: CheckFacts, author: ChainDevice): Verdict {
  const { author: device, seq } = entry.header
  const standing = checkStanding(entry, facts, author)
  const cut = facts.chain?.cuts[device]
  return standing.type === 'good' && cut !== undefined && seq >= cut ? refused('beyond-cut') : standing
}

/** The same but for the cut: what an administrator lets in lies beyond it. */
export function checkStanding(entry: ContentEntry, { chain, team }: CheckFacts, author: ChainDevice): Verdict {
  if (chain === undefined) return pending('chain')
  const { heads } = entry.header
  const parent = teamOf(chain, team)
  const checked = checkHeads(chain, parent, heads)
  if (!checked.ok) {
    const { type } = checked.error
    return type === 'behind-chain' || type === 'behind-team' ? pending('chain') : refused(type)
  }
  if (!isActiveAt(chain, parent, entry.header.author, heads)) return refused('author-not-active')
  if (entry.header.epoch >= chain.epochs.length) return pending('chain')
  return { type: 'good', author }
}

function teamOf(chain: ChainState, team: ChainState | undefined): ChainState | undefined {
  return chain.kind === 'team' ? undefined : team
}

function refused(reason: RefusalReason): Verdict {
  return { type: 'refused', reason }
}

function pending(what: PendingFor): Verdict {
  return { type: 'pending', for: what }
}
