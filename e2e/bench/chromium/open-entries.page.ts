/**
 * In the browser: what comes in a catch-up, from the relay's bytes to rows.
 * Parsing, the feeds in their order, signatures, rights, decryption and the
 * records inside are in the time; making the entries, opening the groups' keys
 * and the disk are not.
 */
import { earliest } from '../../../client/domain/hybrid-clock.ts'
import type { RecordId } from '../../../client/domain/ids.ts'
import { writeNote } from '../../../client/domain/records/note.ts'
import { createEntrySealer } from '../../../client/engine/crypto/entry-sealer.ts'
import {
  clock,
  contentFields,
  createWorld,
  type Device,
  member,
  person,
  planOf,
  publish,
  verifier,
  type World,
} from '../../../client/engine/membership/testing/world.ts'
import { createNotices } from '../../../client/engine/notices.ts'
import { createDeviceHybridClock } from '../../../client/engine/platform/hybrid.ts'
import { beginBatch } from '../../../client/engine/receive/batch.ts'
import { openEntries } from '../../../client/engine/receive/open-records.ts'
import { takeContent } from '../../../client/engine/receive/take-content.ts'
import { createMemoryDeviceStore } from '../../../client/engine/storage/device-store.memory.ts'
import { createFrontiers } from '../../../client/engine/sync/frontiers.ts'
import { encodePayload } from '../../../client/engine/writing/record-payload.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type Arrival, type EntryId, type GroupId, type PersonId, zeroHash } from '../../../shared/lib/ids.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { noteAbout } from '../catch-up/work.ts'

export interface OpeningWork {
  readonly groups: number
  readonly entriesEach: number
  readonly runs: number
}

interface Writing {
  readonly group: GroupId
  readonly about: PersonId
  readonly author: { readonly device: Device; readonly digit: number }
}

async function careGroups({ admin, all }: World, count: number) {
  const forAll = [2, 3].map((digit) => ({
    to: { type: 'member', member: member(digit) } as const,
    reason: '',
    until: null,
  }))
  const made = []
  for (let i = 0; i < count; i++) {
    const about = person(100 + i)
    const plan = await planOf(admin.admin.createGroup({ kind: 'care', about, access: forAll }))
    await publish(plan, all)
    made.push({ group: plan.group, about })
  }
  return made
}

async function writeFeed({ about, author, group }: Writing, count: number): Promise<readonly Bytes[]> {
  const { device, digit } = author
  const written: Bytes[] = []
  let prev: EntryId = zeroHash
  for (let seq = 0; seq < count; seq++) {
    const { id, words, found, did, next } = noteAbout(about, `${digit}/${seq}`, 0)
    const signature = { memberId: member(digit), name: device.name, role: 'community nurse', face: '' }
    const base = { id: id as RecordId, at: clock.now(), hlc: earliest, author: signature, about }
    const note = writeNote({ visitId: null, words, found, did, next }, base)
    if (!note.ok) throw new Error(note.error.type)
    const sealed = await device.sealer.seal(
      contentFields(device.chains, group, { seq, prev }),
      encodePayload([note.value]),
    )
    if (!sealed.ok) throw new Error(sealed.error.type)
    prev = sealed.value.id
    written.push(sealed.value.bytes)
  }
  return written
}

/** A device that holds the groups' keys already takes everything in, as if it had none of it. */
async function timeOpening({ admin, space }: World, envelopes: readonly Bytes[]): Promise<number> {
  const store = createMemoryDeviceStore()
  const deps = {
    ...{ space, store, clock, verifier, chains: admin.chains, me: member(1) },
    notices: createNotices(clock.now),
    hybrid: createDeviceHybridClock(store, clock),
    sealer: createEntrySealer(admin),
  }
  const batch = beginBatch(createFrontiers(store).begin())
  const began = performance.now()
  const arrived = envelopes.map((bytes, i) => {
    const entry = parseContentEntry(bytes)
    if (!entry.ok) throw new Error(entry.error.type)
    return { entry: entry.value, arrival: i as Arrival, storedAt: clock.now() }
  })
  const opened = await openEntries(deps, batch, await takeContent(deps, batch, arrived))
  const took = performance.now() - began
  if (opened.records.length !== envelopes.length) throw new Error(`opened ${opened.records.length}`)
  return took
}

export async function openInBrowser({ entriesEach, groups, runs }: OpeningWork): Promise<readonly number[]> {
  const world = await createWorld('opening')
  const authors = [
    { device: world.nurse, digit: 2 },
    { device: world.gp, digit: 3 },
  ]
  const feeds: Bytes[][] = []
  for (const { about, group } of await careGroups(world, groups)) {
    await world.admin.keyring.groupKey(group, 0)
    for (const author of authors) feeds.push([...(await writeFeed({ group, about, author }, entriesEach))])
  }
  const envelopes = feeds.flat()
  const times: number[] = []
  while (times.length < runs) times.push(await timeOpening(world, envelopes))
  return times
}

Object.assign(globalThis, { openInBrowser })
