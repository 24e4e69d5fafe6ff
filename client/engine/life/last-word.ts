/**
 * The last word of a removed device: that it has erased itself. By then its keys
 * are gone, so it is signed while the device is open and lies ready, in clear.
 * Rule RM110.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { SpaceId } from '../../../shared/lib/ids.ts'
import { encodeErasedWord, erasedSigningInput } from '../../../shared/protocol/erased.ts'
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import type { DeviceStore } from '../storage/device-store.ts'

const place = { store: 'meta', key: 'last-word' } as const

export async function keepLastWord(store: DeviceStore, space: SpaceId, identity: DeviceIdentity): Promise<void> {
  if ((await readLastWord(store)) !== null) return
  const { device } = identity.keys
  const signature = await identity.sign(erasedSigningInput(space, device))
  // Without it nothing is lost but the news: a full disk stops nobody from working.
  await store.commit([{ ...place, value: encodeErasedWord({ space, device, signature }) }])
}

export async function readLastWord(store: DeviceStore): Promise<Bytes | null> {
  return (await store.get(place.store, place.key)) ?? null
}
