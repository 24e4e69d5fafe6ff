/**
 * What somebody who has one device, and the whole relay besides, could open: all
 * chains, and every box that was ever left, whoever it was sealed for.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import { type ContentEntry, parseEntry } from '../../../shared/protocol/entry.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createEntrySealer } from '../crypto/entry-sealer.ts'
import type { Engine } from '../engine.ts'
import { createChains } from '../membership/chains.ts'
import { createKeyring } from '../membership/keyring.ts'
import type { OpenDevice } from '../open-device.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { MemoryRelay } from './memory-relay.ts'

/** All that opens of everything at the relay, as one text: words are looked for in it. */
export async function readWithStolenRelay(
  device: OpenDevice,
  { knowing, relay }: { readonly knowing: Engine; readonly relay: MemoryRelay },
): Promise<string> {
  const groupKey = await keysWithStolenRelay(device, { knowing, relay })
  const sealer = createEntrySealer({ identity: device.identity, keyring: { groupKey }, random: createSystemRandom() })
  const words: string[] = []
  for (const entry of await contentAt(relay, knowing)) {
    const opened = await sealer.open(entry)
    if (opened.ok) words.push(new TextDecoder().decode(opened.value))
  }
  return words.join('\n')
}

async function contentAt({ relay }: MemoryRelay, knowing: Engine): Promise<readonly ContentEntry[]> {
  const { chains, own } = knowing.admin.session()!.device
  const groups = new Set(chains.groups())
  const readable = { contents: groups, chains: groups, recipients: new Set<DeviceId | GroupId>() }
  const { items } = await relay.store.read(own.space, 0 as Arrival, readable, { items: 1e6, bytes: 1e9 })
  return items.flatMap((item) => {
    const entry = item.type === 'entry' ? parseEntry(item.bytes) : undefined
    return entry?.ok === true && entry.value.type === 'content' ? [entry.value] : []
  })
}

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
