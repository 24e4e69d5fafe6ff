/**
 * A box: one epoch's group key sealed to one recipient (a device, the team, or
 * the archive). 80 bytes, bound to space, group, epoch, recipient and the key
 * commitment. The archive's box is deterministic, so a false escrow shows.
 */
import { type Bytes, concatBytes, equalBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'
import { archiveEphemeralOf, commitmentOf, type EpochPlace, isCommitted, saltOf } from './key-schedule.ts'

export const boxLength = 80

export interface BoxRecipient {
  readonly id: DeviceId | GroupId
  readonly kemKey: Bytes
}

export type BoxFailure =
  | { readonly type: 'cannot-open' }
  /** It opened, to a key that the chain does not name. */
  | { readonly type: 'wrong-key' }

function boxInfo(place: EpochPlace, recipient: DeviceId | GroupId): Bytes {
  return concatBytes(purpose('box'), saltOf(place), hexToBytes(recipient))
}

function seal(place: EpochPlace, groupKey: Bytes, to: BoxRecipient, ephemeral?: Bytes): Promise<Bytes | undefined> {
  return hpkeSeal({
    recipientKey: to.kemKey,
    info: boxInfo(place, to.id),
    associated: commitmentOf(place, groupKey),
    plaintext: groupKey,
    ...(ephemeral === undefined ? {} : { ephemeral }),
  })
}

/** Undefined when the recipient's key is unusable. */
export function sealBox(place: EpochPlace, groupKey: Bytes, to: BoxRecipient): Promise<Bytes | undefined> {
  return seal(place, groupKey, to)
}

/**
 * Encrypt-with-hash: safe because the group key is uniform and secret, so what
 * is derived from it is as good as fresh randomness to everybody without it.
 */
export async function sealArchiveBox(
  place: EpochPlace,
  groupKey: Bytes,
  archive: { readonly id: DeviceId; readonly kemKey: Bytes },
): Promise<Bytes | undefined> {
  return seal(place, groupKey, archive, await archiveEphemeralOf(place, groupKey, archive.id))
}

export async function isArchiveBox(
  place: EpochPlace,
  groupKey: Bytes,
  archive: { readonly id: DeviceId; readonly kemKey: Bytes },
  box: Uint8Array,
): Promise<boolean> {
  const expected = await sealArchiveBox(place, groupKey, archive)
  return expected !== undefined && equalBytes(expected, box)
}

export interface BoxToOpen {
  readonly box: Bytes
  readonly recipient: DeviceId | GroupId
  readonly keys: CryptoKeyPair
  readonly commitment: Bytes
}

export async function openBox(
  place: EpochPlace,
  { box, recipient, keys, commitment }: BoxToOpen,
): Promise<Result<Bytes, BoxFailure>> {
  if (box.length !== boxLength) return err({ type: 'cannot-open' })
  const groupKey = await hpkeOpen({ keys, info: boxInfo(place, recipient), associated: commitment, box })
  if (groupKey === undefined) return err({ type: 'cannot-open' })
  return isCommitted(place, groupKey, commitment) ? ok(groupKey) : err({ type: 'wrong-key' })
}
