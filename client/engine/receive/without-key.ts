/**
 * Who shows that a key never reached them. A device that is given no box, or a
 * false one, goes on writing under the key it has, and its entries say how far it
 * has read the chain: an older epoch than the newest it knows of is a device
 * that waits for its box. Whoever holds the key hears that and seals another.
 * Rule KR23.
 */
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { Chains } from '../membership/chains.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Waiting } from './parked.ts'

export interface WithoutKey {
  readonly group: GroupId
  /** Who a box is sealed for: the device, or the team it reads the group with. */
  readonly recipient: DeviceId | GroupId
}

export function withoutKey(
  entries: readonly ContentEntry[],
  chains: Pick<Chains, 'state' | 'team'>,
): readonly WithoutKey[] {
  const found = new Map<string, WithoutKey>()
  for (const { header } of entries) {
    const { author, group } = header
    const chain = chains.state(group)
    const team = chains.team()
    if (chain === undefined || team === undefined || !isBehindWhatItKnows(chain, header)) continue
    const recipient = chain.devices[author] === undefined ? team.group : author
    found.set(`${group}/${recipient}`, { group, recipient })
  }
  return [...found.values()]
}

/** Its newest key of the epochs it knows is missing; what came after that is another matter. */
function isBehindWhatItKnows(chain: ChainState, { epoch, heads }: ContentEntry['header']): boolean {
  const known = chain.epochs.filter(({ at }) => at <= heads.groupSeq).length - 1
  return epoch < known && known === chain.epochs.length - 1
}

/** Groups of which something lies here unopened because the box for it held another key than the chain names. */
export function groupsWithBadBox(waiting: Iterable<Waiting>, keyring: Pick<Keyring, 'badBoxes'>): readonly GroupId[] {
  const bad = new Set(keyring.badBoxes().map(({ epoch, group }) => `${group}/${epoch}`))
  if (bad.size === 0) return []
  const groups = new Set<GroupId>()
  for (const { entry, for: what } of waiting) {
    if (what !== 'key' || entry.type !== 'content') continue
    if (bad.has(`${entry.header.group}/${entry.header.epoch}`)) groups.add(entry.header.group)
  }
  return [...groups]
}
