/**
 * What somebody who has one device, and the whole relay besides, could open: all
 * chains, and every box that was ever left, whoever it was sealed for.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { Engine } from '../engine.ts'
import { createChains } from '../membership/chains.ts'
import { createKeyring } from '../membership/keyring.ts'
import type { OpenDevice } from '../open-device.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { MemoryRelay } from './memory-relay.ts'

/** Keys this device finds there, or has found before. `knowing` knows every chain. */
export async function keysWithStolenRelay(
  device: OpenDevice,
  { knowing, relay: { relay } }: { readonly knowing: Engine; readonly relay: MemoryRelay },
): Promise<(group: GroupId, epoch: number) => Promise<Bytes | undefined>> {
  const store = createMemoryDeviceStore()
  const space = device.own.space
  const rows = await knowing.admin.store().scan('chains', '', '\uffff')
  await store.commit(rows.map((row) => ({ store: 'chains', ...row })))
  const chains = await createChains({ store, verifier: createSignatureVerifier(), space, pin: null })
  const everybody = chains.all().flatMap((chain) => Object.keys(chain.devices) as DeviceId[])
  const groups = new Set(chains.groups())
  const readable = { contents: groups, chains: groups, recipients: new Set([...everybody, ...groups]) }
  const { items } = await relay.store.read(space, 0 as Arrival, readable, { items: 1e6, bytes: 1e9 })
  const keyring = createKeyring({ store, sealedStore: device.sealedStore, identity: device.identity, chains })
  for (const item of items) if (item.type === 'box') keyring.addBox(item)
  return async (group, epoch) => (await keyring.groupKey(group, epoch)) ?? (await device.keyring.groupKey(group, epoch))
}
