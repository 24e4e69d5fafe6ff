/**
 * Everything that exists only while the vault is open: made at unlock, dropped
 * at lock. The table of contents of an open device.
 */

import { bytesToHex } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, PersonId } from '../../shared/lib/ids.ts'
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import { dayOf } from '../domain/dates.ts'
import type { RecordId } from '../domain/ids.ts'
import type { Frontier } from '../domain/records/receipt.ts'
import type { RecordBase } from '../domain/records/record-base.ts'
import { createBlobMarks } from './blobs/blob-marks.ts'
import type { DeviceIdentity } from './crypto/device-identity.ts'
import { createEntrySealer } from './crypto/entry-sealer.ts'
import { createAttention } from './lib/attention.ts'
import { createSerial } from './lib/serial.ts'
import type { OwnDevice } from './life/own-device.ts'
import { createChains } from './membership/chains.ts'
import { createForks } from './membership/forks.ts'
import { createKeyring } from './membership/keyring.ts'
import { createNotices } from './notices.ts'
import type { Clock } from './platform/clock.ts'
import { createDeviceHybridClock } from './platform/hybrid.ts'
import type { Random } from './platform/random.ts'
import { createPageWriter } from './read-model/page-writer.ts'
import { createPartitions } from './read-model/partitions.ts'
import type { ReadModel } from './read-model/read-model.ts'
import { createRows } from './read-model/rows.ts'
import { createLateGaps } from './receive/late-gaps.ts'
import { createParked } from './receive/parked.ts'
import { RowsNotMade, rowsVersion, rowsVersionWrite } from './remake/rows-version.ts'
import { createMarkedPages } from './search/marked-pages.ts'
import type { DeviceStore } from './storage/device-store.ts'
import type { SealedStore } from './storage/sealed-store.ts'
import { createUnsent } from './succession/unsent.ts'
import { openControlLog } from './sync/control-log.ts'
import { readBackfills, readCursor, readEvicted } from './sync/cursor.ts'
import { createFrontiers } from './sync/frontiers.ts'
import { readLastSeen } from './sync/last-seen.ts'
import { createOutboxLabels } from './sync/outbox-labels.ts'
import { createOwnFeeds } from './sync/own-feeds.ts'
import { createReceiptBook, storedFrontier } from './writing/receipts.ts'

export interface OpenDeviceDeps {
  readonly store: DeviceStore
  readonly clock: Clock
  readonly random: Random
  readonly readModel: ReadModel
  readonly verifier: SignatureVerifier
}

export type OpenDevice = Awaited<ReturnType<typeof openDevice>>

export interface OpenWith {
  readonly own: OwnDevice
  readonly identity: DeviceIdentity
  readonly sealedStore: SealedStore
  /** Of the rows on this disk. */
  readonly rowsVersion: string | undefined
}

export async function openDevice(deps: OpenDeviceDeps, openWith: OpenWith) {
  const { identity, own, sealedStore } = openWith
  const { clock, random, readModel, store, verifier } = deps
  const device = identity.keys.device
  const commitLock = createSerial()
  const notices = createNotices(clock.now)
  const hybrid = createDeviceHybridClock(store, clock)
  const frontiers = createFrontiers(store)
  const gaps = createLateGaps(store)
  const feeds = createOwnFeeds(store)
  const labels = createOutboxLabels(sealedStore)
  const parked = createParked(sealedStore)
  const book = createReceiptBook(sealedStore)
  const unsent = createUnsent(store)
  const blobMarks = createBlobMarks(store)
  const { marks, pages } = createMarkedPages(createPageWriter(sealedStore), sealedStore, random)
  const partitions = createPartitions({ pageWriter: pages, readModel })
  const rows = createRows(readModel, partitions)
  // One look at the disk after another would be most of what opening takes: all at once.
  const isOfThisForm = openWith.rowsVersion === rowsVersion
  const openHome = () => rows.openHome(dayOf(clock.now()))
  const [chains, cursor, backfills, evicted, controlLog, lastSeen] = await Promise.all([
    createChains({ store, verifier, space: own.space, pin: own.team }),
    readCursor(store),
    readBackfills(store),
    readEvicted(store),
    openControlLog(store),
    readLastSeen(store),
    isOfThisForm ? openHome() : undefined,
    ...[hybrid, feeds, labels, parked, book, unsent, blobMarks].map((part) => part.load()),
  ])
  const forks = createForks({ space: own.space, device, parked, chains })
  const keyring = createKeyring({ store, sealedStore, identity, chains })
  const sealer = createEntrySealer({ identity, keyring, random })
  if (!isOfThisForm) {
    await makeRowsAgain()
    await openHome()
  }
  if (blobMarks.unsent().length > 0) {
    const { signMarks } = await import('./blobs/sign-word.ts')
    await signMarks({ blobMarks, commitLock, identity, own, store })
  }
  const feedLength = async (group: GroupId, author: DeviceId) => {
    if (author === device) return feeds.of(group).next
    await frontiers.load()
    return frontiers.of(group, author).next
  }

  /** Where this member's devices are named: staff on the team's chain, the public in few groups. */
  const ownChains = () => (own.audience === 'staff' ? chains.byKind('team') : chains.all())

  /** The devices of this member: their messages need no receipt of ours. */
  const isOwn = (author: DeviceId): boolean =>
    author === device || ownChains().some((chain) => chain.devices[author]?.member === own.member)

  /** Of frontiers that are loaded. */
  function storedIn(group: GroupId): Frontier {
    return storedFrontier(group, { frontiers, gaps, parked, isOwn })
  }

  /** In the form of this app; throws where the disk does not take them: half of them would look like the whole. */
  async function makeRowsAgain(): Promise<void> {
    const isNew = cursor.caughtUpAt === null && cursor.cursor === 0 && feeds.all().length === 0
    if (isNew) return void (await store.commit([rowsVersionWrite(rowsVersion)]))
    const { remakeRows } = await import('./remake/remake-rows.ts')
    const made = await remakeRows({
      ...{ store, sealedStore, chains, sealer, pages, rows, book, verifier },
      space: own.space,
      device,
      me: own.member,
      evicted,
    })
    if (!made.ok) throw new RowsNotMade(made.error)
  }

  /** A record written now by this device's member. */
  function baseOf(about: PersonId | null, at: Instant = clock.now(), id = newId()): RecordBase {
    return { id: id as RecordId, at, hlc: hybrid.tick(), author: own.signature, about }
  }

  function newId(): string {
    return bytesToHex(random.bytes(16))
  }

  /** Let in is not yet able to read: the box with the key may still be on its way. */
  let hasKeys = false
  async function findKeys(): Promise<boolean> {
    const chain = chains.state(own.group)
    const epochs = chain?.epochs ?? []
    // Associates and information governance are let in by the team and hold no key of it.
    const role = chain?.kind === 'team' ? chain.devices[device]?.role : undefined
    if (role === 'associate' || role === 'ig') hasKeys = true
    hasKeys ||= epochs.length > 0 && (await keyring.groupKey(own.group, epochs.length - 1)) !== undefined
    return hasKeys
  }

  return {
    own,
    store,
    findKeys,
    holdsKeys: () => hasKeys,
    device,
    identity,
    sealedStore,
    commitLock,
    attention: createAttention(),
    notices,
    hybrid,
    chains,
    controlLog,
    forks,
    keyring,
    sealer,
    frontiers,
    gaps,
    feeds,
    labels,
    parked,
    book,
    unsent,
    blobMarks,
    pages,
    marks,
    partitions,
    rows,
    feedLength,
    storedIn,
    baseOf,
    newId,
    cursor,
    lastSeen,
    backfills,
    evicted,
  }
}
