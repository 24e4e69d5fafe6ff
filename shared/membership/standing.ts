/**
 * In what capacity a device acts in a group: named on the group's own chain, or
 * as clinical staff of the team, which stands behind every other group.
 * Associates and information governance are named on the team chain but hold no
 * team key, so the team lends them nothing. An associate of the team who is
 * named in a circle or on the board is in there for as long as in the team.
 */
import type { DeviceId } from '../lib/ids.ts'
import type { GroupKind, Role } from '../protocol/control.ts'
import type { ChainDevice, ChainState } from './chain.ts'

/** How far an author had read the group's chain and the team's. */
export interface SeenHeads {
  readonly groupSeq: number
  readonly teamSeq: number
}

export function isClinical(role: Role): boolean {
  return role === 'admin' || role === 'staff'
}

/** The device, in the role it had then, if this one chain had it in at control number `seq`. */
export function activeOn(chain: ChainState, device: DeviceId, seq: number): ChainDevice | undefined {
  const known = chain.devices[device]
  if (known === undefined || known.since > seq) return undefined
  if (known.removedAt !== null && known.removedAt <= seq) return undefined
  return known.adminSince !== null && known.adminSince > seq ? { ...known, role: 'staff' } : known
}

/** Whether somebody named in a group of this kind as `role` is in only while the team has them too. */
export function needsTeam(kind: GroupKind, role: Role): boolean {
  return role === 'associate' && (kind === 'circle' || kind === 'board')
}

/** The device as the group's own chain names it, if it is in. */
export function namedAt(
  chain: ChainState,
  team: ChainState | undefined,
  device: DeviceId,
  { groupSeq, teamSeq }: SeenHeads,
): ChainDevice | undefined {
  const own = activeOn(chain, device, groupSeq)
  if (own === undefined || !needsTeam(chain.kind, own.role)) return own
  return team !== undefined && activeOn(team, device, teamSeq) !== undefined ? own : undefined
}

export function standingAt(
  chain: ChainState,
  team: ChainState | undefined,
  device: DeviceId,
  heads: SeenHeads,
): ChainDevice | undefined {
  const own = namedAt(chain, team, device, heads)
  if (own !== undefined || chain.kind === 'team' || team === undefined) return own
  const lent = activeOn(team, device, heads.teamSeq)
  return lent !== undefined && isClinical(lent.role) ? lent : undefined
}

/** An administrator's device that is in, now. */
export function isAdmin(team: ChainState, device: DeviceId): boolean {
  return activeOn(team, device, team.seq)?.role === 'admin'
}
