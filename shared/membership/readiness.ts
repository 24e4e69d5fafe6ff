/** Whether a team may begin anybody's record: not before losing one device, or one person, would lose it. MB80. */
import type { ChainState } from './chain.ts'
import { activeOn } from './standing.ts'

export const fewestAdmins = 2

/** People, not devices: two tablets of one person are lost together. */
export function adminCount(team: ChainState, seq: number): number {
  const admins = Object.values(team.devices).filter(({ keys }) => activeOn(team, keys.device, seq)?.role === 'admin')
  return new Set(admins.map(({ member }) => member)).size
}

export function isKitKept({ kitKeptAt, root }: ChainState, seq: number): boolean {
  return root === null || (kitKeptAt !== null && kitKeptAt <= seq)
}

export function isReadyForPeople(team: ChainState, seq: number): boolean {
  return team.root === null || (isKitKept(team, seq) && adminCount(team, seq) >= fewestAdmins)
}
