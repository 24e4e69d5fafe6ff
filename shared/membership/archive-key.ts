/** Which archive key was in use when: the team's own, or one that a later kit has replaced. Rule MB134. */
import type { ArchiveKey } from '../protocol/control.ts'
import type { ChainState } from './chain.ts'

/** The archive key that an epoch begun under this team head was sealed to. */
export function archiveAt({ archive, pastArchives }: ChainState, seq: number): ArchiveKey | null {
  return pastArchives.find(({ replacedAt }) => seq < replacedAt)?.archive ?? archive
}

/** Of any group: the archive key its epoch was to be sealed to. */
export function archiveOfEpoch(chain: ChainState, team: ChainState | undefined, at: number): ArchiveKey | null {
  if (chain.kind === 'team') return archiveAt(chain, at)
  return team === undefined ? null : archiveAt(team, chain.teamSeqs[at] ?? 0)
}
