/** A new epoch by a device that does its work badly: those named in the group get no box, or one that holds another key. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { sealBox } from '../crypto/box.ts'
import type { Engine } from '../engine.ts'
import type { Clock } from '../platform/clock.ts'
import { createSystemRandom } from '../platform/random.ts'
import { must } from './neighbourhood.ts'

export type Harm = 'missing' | 'false'

export async function postHarmedEpoch(by: Engine, group: GroupId, harm: Harm, clock: Clock): Promise<void> {
  const { device } = by.admin.session()!
  const random = createSystemRandom()
  const { controls, space } = must(await groupAdminOf({ clock, random }, device).newEpoch(group))
  const chain = device.chains.state(group)!
  const epoch = chain.epochs.length
  const isNamed = ({ recipient }: { readonly recipient: string }) => recipient in chain.devices
  const harmed = controls.map(async ({ boxes, entry }) => {
    const wrong = boxes.filter(isNamed).map(async ({ recipient }) => {
      const { kemKey } = chain.devices[recipient as keyof typeof chain.devices]!.keys
      const box = await sealBox({ space, group, epoch }, random.bytes(32), { id: recipient, kemKey })
      return { recipient, box: box! }
    })
    const given = harm === 'false' ? await Promise.all(wrong) : []
    return { control: entry.bytes, boxes: [...boxes.filter((box) => !isNamed(box)), ...given] }
  })
  must(await by.admin.relay().appendControl(space, await Promise.all(harmed)))
}
