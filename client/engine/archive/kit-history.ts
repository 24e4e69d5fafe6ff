/**
 * Every recovery kit a team has had, read off the signed chains of a copy of the
 * relay's file: no sheet is needed for it. A kit is the team's from the founding,
 * or from the second administrator's yes, until that yes for the next one; the
 * next one has signed that it is kept. Rule AV480.
 */
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import type { Chains } from '../membership/chains.ts'
import { type ArchiveDeps, openChains } from './open-archive.ts'

export interface PastKit {
  /** The public signing key, in hex. */
  readonly key: string
  /** Null: since the team was founded. */
  readonly from: Instant | null
  /** Null: it holds. */
  readonly until: Instant | null
}

export interface KitHistory {
  /** Oldest first; the last one holds. */
  readonly kits: readonly PastKit[]
  /** When two administrators agreed that everything of this person is exported. */
  readonly agreedAt: (person: PersonId) => readonly Instant[]
}

export type KitHistoryProblem = 'empty' | 'no-kit'

export async function readKitHistory(
  deps: ArchiveDeps,
  items: readonly PullItem[],
): Promise<Result<KitHistory, KitHistoryProblem>> {
  const opened = await openChains(deps, items, [])
  const team = opened?.chains.team()
  if (opened === undefined || team === undefined) return err('empty')
  // The root the team was founded with: the chain's state knows the newest alone.
  const founded = opened.controls.find(({ entry: { header } }) => header.group === team.group && header.groupSeq === 0)
  const control = founded?.entry.control
  if (control?.type !== 'genesis' || control.root === null || team.root === null) return err('no-kit')
  return ok({
    kits: kitsOf(bytesToHex(control.root), team),
    agreedAt: (person) => agreedIn(opened.chains, team, person),
  })
}

function kitsOf(first: string, { proposals }: ChainState): readonly PastKit[] {
  const later = proposals
    .flatMap(({ act, decided }) => (act.type === 'new-kit' && decided?.isApproved === true ? [{ act, decided }] : []))
    .sort((a, b) => a.decided.at - b.decided.at)
  const begun = [
    { key: first, from: null },
    ...later.map(({ act, decided }) => ({ key: bytesToHex(act.root), from: decided.writtenAt })),
  ]
  return begun.map((kit, at) => ({ ...kit, until: begun[at + 1]?.from ?? null }))
}

function agreedIn(chains: Chains, { proposals }: ChainState, person: PersonId): readonly Instant[] {
  const care = new Set<GroupId>(chains.about(person).flatMap(({ group, kind }) => (kind === 'care' ? [group] : [])))
  return proposals.flatMap(({ act, decided }) =>
    act.type === 'archive-use' && care.has(act.group) && decided?.isApproved === true ? [decided.writtenAt] : [],
  )
}
