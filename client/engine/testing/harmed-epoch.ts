/**
 * A new epoch by a device that does its work badly: those named in the group get
 * no box, or one that holds another key; or the archive's box opens nothing.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { sealBox } from '../crypto/box.ts'
import { signControl } from '../crypto/entry-sealer.ts'
import type { Engine } from '../engine.ts'
import type { OpenDevice } from '../open-device.ts'
import type { Clock } from '../platform/clock.ts'
import { createSystemRandom } from '../platform/random.ts'
import { must } from './neighbourhood.ts'

export type Harm = 'missing' | 'false' | 'false-escrow'

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
    if (harm === 'false-escrow') return { control: await withoutEscrow(device, entry), boxes }
    const given = harm === 'false' ? await Promise.all(wrong) : []
    return { control: entry.bytes, boxes: [...boxes.filter((box) => !isNamed(box)), ...given] }
  })
  must(await by.admin.relay().appendControl(space, await Promise.all(harmed)))
}

async function withoutEscrow({ identity }: OpenDevice, { control, header }: ControlEntry): Promise<Bytes> {
  if (control.type !== 'epoch') throw new Error(control.type)
  const archiveBox = control.archiveBox.map((byte) => byte ^ 1)
  return (await signControl(identity, { ...control, archiveBox }, header)).bytes
}
