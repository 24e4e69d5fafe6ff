/** Membership acts of an open device: made where one is done, since most days none is. */
import { createGroupAdmin, type GroupAdmin } from '../membership/group-admin.ts'
import type { OpenDevice } from '../open-device.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'

export function groupAdminOf(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  device: OpenDevice,
): GroupAdmin {
  return createGroupAdmin({ ...device, clock, random })
}
