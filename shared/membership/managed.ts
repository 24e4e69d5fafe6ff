/**
 * Devices an administrator has marked as managed: the organisation encrypts the
 * disk and can wipe it. On those alone a PIN may open what is stored (MB190, MB191).
 */
import type { DeviceId } from '../lib/ids.ts'
import { err, ok } from '../lib/result.ts'
import type { ManageControl } from '../protocol/control.ts'
import type { ChainState } from './chain.ts'
import { activeOn } from './standing.ts'
import type { Step, Stepped } from './steps.ts'

export function manage({ author, chain, entry }: Step, { device, managed }: ManageControl): Stepped {
  if (author.role !== 'admin') return err({ type: 'role' })
  if (activeOn(chain, device, chain.seq) === undefined) return err({ type: 'not-a-member' })
  const others = chain.managed.filter((each) => each.device !== device)
  const { author: by, writtenAt } = entry.header
  return ok({ ...chain, managed: managed ? [...others, { device, by, writtenAt }] : others })
}

/** The mark goes with the device it was set on, whose identity alone is another now. MB256. */
export function markOfSuccessor(
  managed: ChainState['managed'],
  former: DeviceId,
  successor: DeviceId,
): ChainState['managed'] {
  return managed.map((mark) => (mark.device === former ? { ...mark, device: successor } : mark))
}

/** The mark of a device that is in; undefined for every other. */
export function markOfManaged(team: ChainState, device: DeviceId): ChainState['managed'][number] | undefined {
  return activeOn(team, device, team.seq) && team.managed.find((each) => each.device === device)
}

export function isManaged(team: ChainState | undefined, device: DeviceId): boolean {
  return team !== undefined && markOfManaged(team, device) !== undefined
}
