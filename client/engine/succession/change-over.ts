/**
 * The new identity takes the device over. First one commit: the vault holds its
 * keys instead of the old ones, and what the old one had not sent lies beside,
 * as it was sealed and signed. Then what was fetched for the old one goes, and
 * is fetched anew: of its own feed the relay has another history than this disk.
 * Drafts, found keys, what was asked of this device and what it noticed of the relay stay. Cut off anywhere it
 * goes on at the next start. Rule SX181.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { openDeviceIdentity } from '../crypto/device-identity.ts'
import type { OpenDevice } from '../open-device.ts'
import { RowsNotMade } from '../remake/rows-version.ts'
import type { DeviceStore, StoreName, Write } from '../storage/device-store.ts'
import type { Vault } from '../storage/vault-port.ts'
import { readLog } from '../sync/entry-log.ts'
import { authorWrite } from '../sync/outbox.ts'
import { secretPlace } from './start-anew.ts'
import { successorWrite } from './successor.ts'
import { keptWrite, unsentKey } from './unsent.ts'

interface ChangeOverDeps {
  readonly store: DeviceStore
  readonly vault: Pick<Vault, 'identityWrite'>
}

/** The secret of the identity that is here now and whole; null where the disk did not take it, or not all of it. */
export async function changeOver({ store, vault }: ChangeOverDeps, device: OpenDevice): Promise<Bytes | null> {
  const { sealedStore } = device
  const row = await sealedStore.get(secretPlace.store, secretPlace.scope, secretPlace.name)
  const secret = row.ok ? row.value : undefined
  const identity = secret === undefined ? undefined : await openDeviceIdentity(secret)
  if (secret === undefined || identity?.ok !== true) return null
  const next = identity.value.keys.device
  const [kept, gone] = await Promise.all([unsentWrites(store, device), rowsOf(store, ['outbox', 'feeds'])])
  const saved = await store.commit([
    ...kept,
    ...gone,
    await vault.identityWrite(secret),
    ...(await sealedStore.seal([{ ...secretPlace, value: null }])),
    successorWrite({ device: next, home: device.own.group, isHere: true }),
    authorWrite(next),
    { store: 'meta', key: 'last-word', value: null },
  ])
  if (!saved.ok) return null
  return (await cleared(store)) ? secret : null
}

/** As far as the disk takes it now; the rest is cleared when the device is opened next. */
async function cleared(store: DeviceStore): Promise<boolean> {
  try {
    await clearPast(store)
    return true
  } catch (failure) {
    if (!(failure instanceof RowsNotMade)) throw failure
    return false
  }
}

async function unsentWrites(store: DeviceStore, { device, feeds }: OpenDevice): Promise<readonly Write[]> {
  const writes: Write[] = []
  for (const { group, seq } of feeds.marks()) {
    const [logged] = await readLog(store, { author: device, group, from: seq, to: seq + 1 })
    const entry = logged === undefined ? undefined : parseContentEntry(logged.bytes)
    if (entry?.ok === true) writes.push(keptWrite(unsentKey(entry.value.header), entry.value.bytes))
  }
  return writes
}

/** All of it comes again with the stream. */
const fetched: readonly StoreName[] = ['log', 'frontiers', 'chains', 'boxes', 'docs', 'pages', 'parked']
const places = ['cursor', 'last-seen', 'control-rows', 'refill', 'refill-left', 'rows-version'] as const
const prefixes = ['backfill/', 'evicted/'] as const
/** Of one commit: small enough for a phone. */
const atOnce = 500

/** Throws where the disk does not do it: half of the past would be taken for the whole. */
export async function clearPast(store: DeviceStore): Promise<void> {
  const inMeta = (await Promise.all(prefixes.map((prefix) => store.scan('meta', prefix, `${prefix}~`)))).flat()
  const gone = [
    ...(await rowsOf(store, fetched)),
    ...[...places, ...inMeta.map(({ key }) => key)].map((key): Write => ({ store: 'meta', key, value: null })),
  ]
  for (let from = 0; from < gone.length; from += atOnce) {
    await commitOrThrow(store, gone.slice(from, from + atOnce))
  }
  // While this stands, the next start clears once more: also what was written since.
  await commitOrThrow(store, [successorWrite(null)])
}

async function commitOrThrow(store: DeviceStore, writes: readonly Write[]): Promise<void> {
  const saved = await store.commit(writes)
  if (!saved.ok) throw new RowsNotMade(saved.error)
}

async function rowsOf(store: DeviceStore, names: readonly StoreName[]): Promise<readonly Write[]> {
  const rows = await Promise.all(
    names.map(async (name) =>
      (await store.scan(name, '', '\uffff')).map(({ key }) => ({ store: name, key, value: null })),
    ),
  )
  return rows.flat()
}
