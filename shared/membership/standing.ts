/**
 * In what capacity a device acts in a group: named on the group's own chain, or
 * as clinical staff of the team, which stands behind every care and private
 * group. Associates and information governance are named on the team chain but
 * hold no team key, so the team lends them nothing.
 */
import type { DeviceId } from '../lib/ids.ts'
import type { Role } from '../protocol/control.ts'
import type { ChainDevice, ChainState } from './chain.ts'

/** How far an author had read the group's chain and the team's. */
export interface SeenHeads {
  readonly groupSeq: number
  readonly teamSeq: number
}

export function isClinical(role: Role): boolean {
  return role === 'admin' || role === 'staff'
}

/** The device, if this one chain had it in at control number `seq`. */
export function activeOn(chain: ChainState, device: DeviceId, seq: number): ChainDevice | undefined {
  const known = chain.devices[device]
  if (known === undefined || known.since > seq) return undefined
  return known.removedAt === null || known.removedAt > seq ? known : undefined
}

export function standingAt(
  chain: ChainState,
  team: ChainState | undefined,
  device: DeviceId,
  heads: SeenHeads,
): ChainDevice | undefined {
  const own = activeOn(chain, device, heads.groupSeq)
  if (own !== undefined || chain.kind === 'team' || team === undefined) return own
  const lent = activeOn(team, device, heads.teamSeq)
  return lent !== undefined && isClinical(lent.role) ? lent : undefined
}
