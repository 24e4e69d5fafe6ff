/**
 * Cuts: an epoch states how long the feed of every removed device was, and
 * nothing beyond that length counts any more. Without it a removed device and a
 * dishonest relay together could add entries dated before the removal.
 */
import type { DeviceId } from '../lib/ids.ts'
import type { FeedCut } from '../protocol/control.ts'
import type { ChainState } from './chain.ts'
import { isClinical, needsTeam } from './standing.ts'

/**
 * The removed devices whose feeds the next epoch of `chain` must cut, as of team
 * head `teamSeq`. Whoever left the team before the group began could never cite
 * heads under which they might write in it.
 */
export function missingCuts(
  chain: ChainState,
  team: ChainState | undefined,
  teamSeq: number = team?.seq ?? 0,
): readonly DeviceId[] {
  const own = removedBetween(chain, -1, chain.seq)
  const since = chain.teamSeqs[0] ?? 0
  const lent = chain.kind === 'team' || team === undefined ? [] : removedBetween(team, since, teamSeq).filter(isWriter)
  return [...new Set([...own, ...lent])].filter((device) => chain.cuts[device] === undefined)

  function isWriter(device: DeviceId): boolean {
    const role = team?.devices[device]?.role
    const own = chain.devices[device]
    return (role !== undefined && isClinical(role)) || (own !== undefined && needsTeam(chain.kind, own.role))
  }
}

/** A cut of somebody who is in would silence them. */
export function cutsOnlyRemoved(
  chain: ChainState,
  team: ChainState | undefined,
  teamSeq: number,
  cuts: readonly FeedCut[],
): boolean {
  const isRemoved = (device: DeviceId) => {
    const own = chain.devices[device]
    const lent = chain.kind === 'team' ? undefined : team?.devices[device]
    const ownGone = own === undefined || own.removedAt !== null
    const lentGone = lent === undefined || (lent.removedAt !== null && lent.removedAt <= teamSeq)
    if (own !== undefined && needsTeam(chain.kind, own.role)) return ownGone || lentGone
    return (own !== undefined || lent !== undefined) && ownGone && lentGone
  }
  return cuts.every(({ device }) => isRemoved(device))
}

/** A cut is fixed by the first epoch that states it. */
export function addCuts(known: ChainState['cuts'], cuts: readonly FeedCut[]): ChainState['cuts'] {
  if (cuts.length === 0) return known
  const added: Record<DeviceId, number> = { ...known }
  for (const { device, length } of cuts) added[device] ??= length
  return added
}

function removedBetween(chain: ChainState, after: number, upTo: number): readonly DeviceId[] {
  const devices = Object.values(chain.devices)
  return devices
    .filter(({ removedAt }) => removedAt !== null && removedAt > after && removedAt <= upTo)
    .map(({ keys }) => keys.device)
}
