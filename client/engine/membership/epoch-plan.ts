/** A new epoch of a group: a fresh key, what the chain says about it, and a box for everybody who may have it. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainEpoch, ChainState } from '../../../shared/membership/chain.ts'
import { missingCuts } from '../../../shared/membership/cuts.ts'
import { boxRecipients } from '../../../shared/membership/rights.ts'
import type { Box } from '../../../shared/protocol/boxes.ts'
import type { EpochControl } from '../../../shared/protocol/control.ts'
import { nonceLength } from '../crypto/aes-gcm.ts'
import { sealArchiveBox, sealBox } from '../crypto/box.ts'
import { kemPublicBytes } from '../crypto/kem-pair.ts'
import { commitmentOf, groupKemOf, groupKeyLength, sealBack } from '../crypto/key-schedule.ts'
import type { Random } from '../platform/random.ts'

export interface EpochPlanDeps {
  readonly random: Random
  readonly groupKey: (group: GroupId, epoch: number) => Promise<Bytes | undefined>
  /** How many entries of this device's feed in this group have been verified here. */
  readonly feedLength: (group: GroupId, device: DeviceId) => Promise<number>
}

export interface PlannedEpoch {
  readonly control: EpochControl
  readonly key: Bytes
}

/** Undefined when the previous key is not held: without it history would be lost. */
export async function planEpoch(
  { random, groupKey, feedLength }: EpochPlanDeps,
  chain: ChainState,
  team: ChainState | undefined,
): Promise<PlannedEpoch | undefined> {
  const epoch = chain.epochs.length
  const place = { space: chain.space, group: chain.group, epoch }
  const previous = epoch === 0 ? undefined : await groupKey(chain.group, epoch - 1)
  if (epoch > 0 && previous === undefined) return undefined
  const key = random.bytes(groupKeyLength)
  const archive = chain.archive ?? team?.archive ?? null
  const nothing = new Uint8Array(0)
  const [kem, back, archiveBox, cuts] = await Promise.all([
    groupKemOf(place, key),
    previous === undefined ? nothing : sealBack(place, key, previous, random.bytes(nonceLength)),
    archive === null ? nothing : sealArchiveBox(place, key, archive),
    Promise.all(
      missingCuts(chain, team).map(async (device) => ({ device, length: await feedLength(chain.group, device) })),
    ),
  ])
  const control: EpochControl = {
    type: 'epoch',
    epoch,
    commitment: commitmentOf(place, key),
    kemKey: await kemPublicBytes(kem.publicKey),
    back,
    archiveBox: archiveBox ?? nothing,
    teamEpoch: chain.kind === 'team' || team === undefined ? -1 : team.epochs.length - 1,
    cuts,
  }
  return { control, key }
}

/** Boxes of an epoch that is on `chain`; `only` narrows to these recipients. */
export async function sealBoxes(
  chain: ChainState,
  team: ChainState | undefined,
  epoch: ChainEpoch,
  key: Bytes,
  only?: readonly (DeviceId | GroupId)[],
): Promise<readonly Box[]> {
  const place = { space: chain.space, group: chain.group, epoch: epoch.epoch }
  const recipients = boxRecipients(chain, team, epoch).filter(({ recipient }) => only?.includes(recipient) ?? true)
  const boxes = await Promise.all(
    recipients.map(async ({ recipient, kemKey }) => {
      const box = await sealBox(place, key, { id: recipient, kemKey })
      return box === undefined ? undefined : { recipient, box }
    }),
  )
  return boxes.filter((box) => box !== undefined)
}
