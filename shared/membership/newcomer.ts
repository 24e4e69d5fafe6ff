/** A device that is let in: with keys that are sound and hash to its id, from this control on. MB12. */
import type { DeviceId } from '../lib/ids.ts'
import type { DeviceKeys, MemberControl } from '../protocol/control.ts'
import { deviceIdOf } from '../protocol/control.ts'
import { acceptDeviceKeys } from '../protocol/device-keys.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import type { ChainDevice, ChainRefusal, ChainState } from './chain.ts'

export function refusalOfKeys(keys: DeviceKeys): ChainRefusal | undefined {
  if (deviceIdOf(keys.signKey, keys.kemKey) !== keys.device) return { type: 'bad-device-id' }
  const accepted = acceptDeviceKeys(keys)
  return accepted.ok ? undefined : accepted.error
}

export function newcomer(
  chain: ChainState,
  { header }: ControlEntry,
  { invite, keys, member, role }: Omit<MemberControl, 'type'>,
  letInBy: DeviceId | null = header.author,
): ChainState {
  const since = header.groupSeq
  const device: ChainDevice = { keys, role, adminSince: null, member, since, removedAt: null, invite, letInBy }
  return { ...chain, devices: { ...chain.devices, [keys.device]: device } }
}
