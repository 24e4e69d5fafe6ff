/**
 * Everything a relay keeps of one space, opened with the archive's seed: the
 * chains are run through the reducer and the entries through every check of a
 * device, though no device is left. An archive box that does not give the key
 * the chain names is a false escrow: it is said, and that epoch is opened from
 * a newer one where the back chain reaches. Rules AV3 and AV4.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { archiveOfEpoch } from '../../../shared/membership/archive-key.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { type ContentEntry, type ControlEntry, parseEntry } from '../../../shared/protocol/entry.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { isArchiveBox, openBox } from '../crypto/box.ts'
import { createDeviceIdentity } from '../crypto/device-identity.ts'
import { createEntrySealer } from '../crypto/entry-sealer.ts'
import { openBack } from '../crypto/key-schedule.ts'
import { type ArchiveKit, openArchiveKit } from '../membership/archive-kit.ts'
import { type Chains, createChains } from '../membership/chains.ts'
import { createNotices } from '../notices.ts'
import type { Clock } from '../platform/clock.ts'
import { createDeviceHybridClock } from '../platform/hybrid.ts'
import type { Random } from '../platform/random.ts'
import { type Arrived, beginBatch } from '../receive/batch.ts'
import { openEntries } from '../receive/open-records.ts'
import { takeContent } from '../receive/take-content.ts'
import { takeControls } from '../receive/take-controls.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { createFrontiers } from '../sync/frontiers.ts'

export interface ArchiveDeps {
  /** Empty, and forgotten afterwards. */
  readonly store: DeviceStore
  readonly clock: Clock
  readonly random: Random
}

export interface ArchivedRecord {
  readonly entry: ContentEntry
  readonly chain: ChainState
  readonly record: CareRecord
}

export interface ArchivedChange {
  readonly entry: ContentEntry
  readonly chain: ChainState
  readonly payload: Bytes
  /** When it came to the relay. */
  readonly storedAt: Instant
}

/** What is not in the export, or is to be looked into. */
export interface ArchiveFault {
  readonly what: 'false-escrow' | 'no-key' | 'refused' | 'waits'
  readonly group: GroupId | null
  readonly detail: string
}

export interface OpenedArchive {
  readonly space: SpaceId
  readonly chains: Chains
  readonly records: readonly ArchivedRecord[]
  readonly changes: readonly ArchivedChange[]
  readonly faults: readonly ArchiveFault[]
}

/** other-kit: these sheets are not of the kit that this space was founded with. */
export type ArchiveProblem = 'empty' | 'no-team' | 'other-kit'

export async function openArchive(
  deps: ArchiveDeps,
  items: readonly PullItem[],
  seed: Bytes,
): Promise<Result<OpenedArchive, ArchiveProblem>> {
  const kit = await openArchiveKit(seed)
  const faults: ArchiveFault[] = []
  const read = await openChains(deps, items, faults)
  if (read === undefined) return err('empty')
  const { batch, chains, common, contents } = read
  const { space } = common
  const archive = chains.team()?.archive
  if (archive === undefined || archive === null) return err('no-team')
  if (archive.id !== kit.archive.id) return err('other-kit')
  const groupKey = createArchiveKeys(chains, kit, faults)
  // Every epoch of every group, also those nobody wrote under: escrow that fails is found now, not when it is needed.
  for (const chain of chains.all()) for (const { epoch } of chain.epochs) await groupKey(chain.group, epoch)
  const { identity } = await createDeviceIdentity(deps.random)
  const sealer = createEntrySealer({ identity, keyring: { groupKey }, random: deps.random })
  const verified = await takeContent(common, batch, contents)
  const hybrid = createDeviceHybridClock(deps.store, deps.clock)
  const nobody = '' as MemberId
  const opened = await openEntries({ ...common, me: nobody, sealer, hybrid }, batch, verified)
  for (const { id, reason } of batch.refuse.values())
    faults.push({ what: 'refused', group: null, detail: `${reason} ${id}` })
  for (const { entry, for: reason } of batch.wait.values())
    faults.push({ what: 'waits', group: entry.header.group, detail: `${reason} ${entry.id}` })
  return ok({
    space,
    chains,
    records: opened.records.map(({ item, record }) => ({ ...placeOf(chains, item.entry), record })),
    changes: opened.changes.map(({ item, payload }) => ({
      ...placeOf(chains, item.entry),
      payload,
      storedAt: item.storedAt,
    })),
    faults,
  })
}

/** The chains of a copy, checked entry by entry as a device checks them; undefined where there are none. Needs no seed. */
export async function openChains(deps: ArchiveDeps, items: readonly PullItem[], faults: ArchiveFault[]) {
  const { contents, controls } = sort(items, faults)
  const space = controls[0]?.entry.header.space
  if (space === undefined) return undefined
  const verifier = createSignatureVerifier()
  const chains = await createChains({ store: deps.store, verifier, space, pin: null })
  const frontiers = createFrontiers(deps.store)
  await frontiers.load()
  const batch = beginBatch(frontiers.begin())
  const common = { ...deps, space, chains, verifier, notices: createNotices(deps.clock.now) }
  await takeControls(common, batch, controls)
  return { batch, chains, common, contents, controls }
}

function placeOf(chains: Chains, entry: ContentEntry): Pick<ArchivedRecord, 'chain' | 'entry'> {
  return { entry, chain: chains.state(entry.header.group)! }
}

function sort(items: readonly PullItem[], faults: ArchiveFault[]) {
  const controls: Arrived<ControlEntry>[] = []
  const contents: Arrived<ContentEntry>[] = []
  for (const item of items) {
    if (item.type !== 'entry') continue
    const { arrival, bytes, storedAt } = item
    const parsed = parseEntry(bytes)
    if (!parsed.ok) faults.push({ what: 'refused', group: null, detail: `malformed, arrival ${arrival as Arrival}` })
    else if (parsed.value.type === 'control') controls.push({ entry: parsed.value, arrival, storedAt })
    else contents.push({ entry: parsed.value, arrival, storedAt })
  }
  return { contents, controls }
}

/** Each epoch by its own archive box; where that is false, out of the newer epoch. */
function createArchiveKeys(chains: Chains, { archive, keys }: ArchiveKit, faults: ArchiveFault[]) {
  const found = new Map<string, Promise<Bytes | undefined>>()

  async function find(group: GroupId, epoch: number): Promise<Bytes | undefined> {
    const chain = chains.state(group)
    const stated = chain?.epochs[epoch]
    if (chain === undefined || stated === undefined) return undefined
    const place = { space: chain.space, group, epoch }
    const { archiveBox: box, commitment } = stated
    // What was sealed to a kit that was replaced since is opened out of the newer epoch.
    if (archiveOfEpoch(chain, chains.team(), stated.at)?.id === archive.id) {
      const opened = await openBox(place, { box, recipient: archive.id, keys, commitment })
      if (opened.ok && (await isArchiveBox(place, opened.value, archive, box))) return opened.value
      faults.push({ what: 'false-escrow', group, detail: `epoch ${epoch}` })
      if (opened.ok) return opened.value
    }
    const newer = chain.epochs[epoch + 1]
    const key = newer === undefined ? undefined : await groupKey(group, newer.epoch)
    const back =
      key === undefined ? undefined : await openBack({ ...place, epoch: epoch + 1 }, key, newer!.back, commitment)
    if (back === undefined) faults.push({ what: 'no-key', group, detail: `epoch ${epoch}` })
    return back
  }

  function groupKey(group: GroupId, epoch: number): Promise<Bytes | undefined> {
    const name = `${group}/${epoch}`
    const known = found.get(name) ?? find(group, epoch)
    found.set(name, known)
    return known
  }

  return groupKey
}
