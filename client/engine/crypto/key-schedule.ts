/**
 * Everything one epoch's group key gives, each by HKDF-SHA256 with the place of
 * the epoch as salt and the purpose as info. The group key itself encrypts
 * nothing. AES-GCM does not commit to its key, so a commitment stands on the
 * chain and every box and back link is held against it.
 */
import { type Bytes, concatBytes, equalBytes, hexToBytes, u32ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { aesGcmOpen, aesGcmSeal, importAesKey, nonceLength } from './aes-gcm.ts'
import { hkdfOutputsOf, hkdfSha256 } from './hkdf.ts'
import { deriveKemKeyPair } from './kem-pair.ts'

export interface EpochPlace {
  readonly space: SpaceId
  readonly group: GroupId
  readonly epoch: number
}

export const groupKeyLength = 32
/** Nonce, group key, tag. */
export const backLength = 60

export function saltOf({ space, group, epoch }: EpochPlace): Bytes {
  return concatBytes(hexToBytes(space), hexToBytes(group), u32ToBytes(epoch))
}

export function commitmentOf(place: EpochPlace, groupKey: Bytes): Bytes {
  return sha256(purpose('kc'), saltOf(place), groupKey)
}

export function isCommitted(place: EpochPlace, groupKey: Bytes, commitment: Uint8Array): boolean {
  return equalBytes(commitmentOf(place, groupKey), commitment)
}

/** One key an author: their random nonces never meet, and a copied device cannot reuse a counter. */
export function entryKeysOf(place: EpochPlace, groupKey: Bytes): (author: DeviceId) => Promise<CryptoKey> {
  const outputOf = hkdfOutputsOf(groupKey, saltOf(place))
  return (author) => importAesKey(outputOf(concatBytes(purpose('entry'), hexToBytes(author))))
}

/** Others can seal to the whole group: the public half stands on the chain. */
export async function groupKemOf(place: EpochPlace, groupKey: Bytes): Promise<CryptoKeyPair> {
  return deriveKemKeyPair(await hkdfSha256(groupKey, saltOf(place), purpose('gkem')))
}

/** Derived, so that every holder of the group key can make the archive's box again and compare. */
export function archiveEphemeralOf(place: EpochPlace, groupKey: Bytes, archive: DeviceId): Promise<Bytes> {
  return hkdfSha256(groupKey, saltOf(place), concatBytes(purpose('arch-eph'), hexToBytes(archive)))
}

async function backKeyOf(place: EpochPlace, groupKey: Bytes): Promise<CryptoKey> {
  return importAesKey(await hkdfSha256(groupKey, saltOf(place), purpose('back')))
}

/** The previous group key under the new one, never the reverse: a newcomer reads history, a leaver no future. */
export async function sealBack(place: EpochPlace, groupKey: Bytes, previous: Bytes, nonce: Bytes): Promise<Bytes> {
  const key = await backKeyOf(place, groupKey)
  return concatBytes(nonce, await aesGcmSeal(key, nonce, saltOf(place), previous))
}

/** `place` and `groupKey` of the newer epoch; the answer is held against the older epoch's commitment. */
export async function openBack(
  place: EpochPlace,
  groupKey: Bytes,
  back: Bytes,
  previousCommitment: Uint8Array,
): Promise<Bytes | undefined> {
  const key = await backKeyOf(place, groupKey)
  const previous = await aesGcmOpen(key, back.slice(0, nonceLength), saltOf(place), back.slice(nonceLength))
  if (previous === undefined) return undefined
  return isCommitted({ ...place, epoch: place.epoch - 1 }, previous, previousCommitment) ? previous : undefined
}
