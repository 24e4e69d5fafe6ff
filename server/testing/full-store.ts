/**
 * A store that holds something of everything a relay keeps, and all that it
 * answers: for copies, which have to answer the same. Everything comes in by a
 * real relay's own calls where there is one.
 */
import { type Bytes, bytesToHex, concatBytes } from '../../shared/lib/bytes.ts'
import { docIdOf } from '../../shared/lib/doc-id.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import type { Arrival, DeviceId, GroupId, Instant, InviteId } from '../../shared/lib/ids.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import { seededBytes, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, type TestSpace, testNow } from '../../shared/testing/test-space.ts'
import type { StoredBlob } from '../blobs/blob-store.ts'
import type { Recipient } from '../entry-store/entry-store.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { bytesOf, createPeopledRelay, createTestRelay, type TestRelay, words } from './test-relay.ts'

/** The first of more than one piece. */
export const attachments = [400_000, 10].map((length, fill) => sealed(length, fill))
/** The last is left undecided. */
export const heldAttachments = [300_000, 20, 300_001].map((length, fill) => sealed(length, fill + 10))
const links = ['used', 'open'].map((name) => bytesToHex(sha256(new TextEncoder().encode(name))))

function sealed(length: number, fill: number) {
  const bytes = new Uint8Array(length).map((_, at) => (at * 31 + fill) % 251) as Bytes
  return { bytes, id: blobIdOf(bytes) }
}

export interface FullStore {
  readonly made: TestSpace
  /** Founded later, with nothing else in it. */
  readonly second: TestSpace
}

export async function fillStore(store: RelayStore, name: string): Promise<FullStore> {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, { store })
  const { board, care, cast, draftContent, person, post, space, team, write } = made
  const notes = [write(cast.nurse, care), write(cast.admin, care), write(cast.patient, board)]
  const doc = docIdOf('person', person)
  const change = write(cast.nurse, care, { kind: 'change', doc })
  const snapshot = write(cast.admin, care, { kind: 'snapshot', doc, refs: [change.id] })
  const view = write(cast.nurse, care, { kind: 'audit' })
  const said = words(await relay.push([...notes, change, snapshot, view]))
  if (said.some((word) => word !== 'stored')) throw new Error(`full store: ${said}`)
  await relay.push([draftContent(cast.patient, board, { seq: 0, prev: notes[2]!.header.prev })])
  for (const { bytes, id } of attachments) await store.putBlob(space, care, id, bytes)
  await pullAll(relay, made, cast.nurse)
  await relay.writeFetchLog()
  const late = [write(cast.nurse, care), write(cast.nurse, team)]
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  await relay.push(late)
  await store.settle(space, [{ group: care, id: late[0]!.id }], cast.admin.id)
  for (const { bytes, id } of heldAttachments)
    await store.holdBlob({ space, group: care, blob: id }, cast.nurse.id, bytes)
  await store.dropHeldBlob({ space, group: care, blob: heldAttachments[0]!.id }, cast.admin.id)
  await store.dropHeldBlob({ space, group: care, blob: blobIdOf(seededBytes('never came', 9)) }, cast.admin.id)
  await store.noteErased(space, cast.nurse.id, seededBytes('last word', 64))
  await store.putJoin({
    ...{ invite: 'ab'.repeat(16) as InviteId, space, group: team, device: cast.stranger.id },
    ...{ request: seededBytes('request', 90), askedAt: testNow },
  })
  for (const hash of links) await store.allowFounding(hash, (testNow + 9) as Instant)
  await store.useFounding(links[0]!, space, testNow)
  await pullAll(relay, made, cast.admin)
  await relay.writeFetchLog()
  const second = createTestSpace(`${name} second`, { peopled: false })
  await relay.grow(second.space, second.controls)
  return { made, second }
}

async function pullAll(relay: TestRelay, { space }: TestSpace, device: TestDevice) {
  return relay.pull(space, await relay.signIn(space, device))
}

async function digest(found: StoredBlob | undefined): Promise<string> {
  if (found === undefined) return 'nothing'
  const pieces: Bytes[] = []
  for await (const piece of found.pieces()) pieces.push(piece)
  return `${found.bytes} ${bytesToHex(sha256(concatBytes(...pieces)))}`
}

/** Every answer of the port, with links tried last: trying one uses it. */
export async function answersOf(store: RelayStore, { made, second }: FullStore): Promise<unknown> {
  const { cast, care, space, team } = made
  const groups: readonly GroupId[] = [team, care, made.private, made.circle, made.board]
  const devices = Object.values(cast).map(({ id }) => id)
  const recipients = new Set<Recipient>([...devices, team])
  const readable = { contents: new Set(groups), chains: new Set(groups), recipients }
  const wide = { items: 1_000, bytes: 1e9 }
  const start = 0 as Arrival
  const ofGroup = async (group: GroupId) => ({
    chain: await store.chainEntries(space, group, 0, 99),
    arrival: await store.controlArrival(space, group, 1),
    feeds: [...(await store.feedHeads(space, group))].sort((one, other) => (one.author < other.author ? -1 : 1)),
    folded: (await store.folded(space, group)).map(({ doc, feeds }) => [doc, [...feeds].sort()]).sort(),
    boxes: [...(await store.boxRecipients(space, group, 0))].sort(),
    forks: await store.forks(space, group),
    quarantined: await store.quarantined(space, group),
    blobs: await Promise.all(attachments.map(async ({ id }) => digest(await store.findBlob(space, group, id)))),
    held: await Promise.all(
      heldAttachments.map(async ({ id }) => digest(await store.findHeldBlob({ space, group, blob: id }))),
    ),
  })
  const tried = async (hash: string, by: DeviceId) => [
    await store.knowsFounding(hash, testNow),
    await store.useFounding(hash, by, testNow),
    await store.useFounding(hash, space as string as DeviceId, testNow),
  ]
  return {
    spaces: await store.spaces(),
    heads: [await store.spaceHead(space), await store.spaceHead(second.space)],
    items: (await store.read(space, start, readable, wide)).items,
    controls: await store.controls(space),
    views: await store.viewsAfter(space, start, 0 as Instant, 99),
    groups: await Promise.all(groups.map(ofGroup)),
    undecided: await store.held(space, undefined, wide),
    heldBlobs: await store.heldBlobs(space, 99),
    // What was decided is not taken again.
    again: await Promise.all(
      heldAttachments.map(({ bytes, id }) => store.holdBlob({ space, group: care, blob: id }, cast.nurse.id, bytes)),
    ),
    erased: await store.erased(space),
    joins: await store.joins(space),
    holder: await store.holderOf('ab'.repeat(16) as InviteId),
    log: await store.fetchPagesAfter(space, 0, { pages: 99, bytes: 1e9 }),
    newest: await store.lastFetchPage(space),
    links: [await tried(links[0]!, cast.admin.id), await tried(links[1]!, cast.admin.id)],
  }
}

/**
 * What each device is served by a relay on this store, and that the relay goes on: the next entry is taken, one that
 * is there already is known, and the attachment comes back.
 */
export async function servedBy(store: RelayStore, { made }: FullStore): Promise<unknown> {
  const { board, care, cast, draftContent, space } = made
  const relay = createTestRelay({ store })
  await relay.load()
  const served: Record<string, unknown> = {}
  for (const [name, device] of Object.entries(cast)) {
    if (device === cast.stranger || device === cast.nurse) continue
    served[name] = await pullAll(relay, made, device)
  }
  const token = await relay.signIn(space, cast.patient)
  const path = `/v1/spaces/${space}/groups/${care}/blobs/${attachments[0]!.id}`
  const byAdmin = await relay.signIn(space, cast.admin)
  const photo = await relay.call(path, { token: byAdmin })
  return {
    served,
    photo: [photo.status, bytesToHex(sha256(await bytesOf(photo)))],
    refused: (await relay.call(path, { token })).status,
    held: bytesToHex(await bytesOf(await relay.call(`/v1/spaces/${space}/held-blobs`, { token: byAdmin }))),
    next: words(await relay.push([draftContent(cast.patient, board)])),
  }
}
