/**
 * SX120 to SX122: a relay that shows two histories. The real relay on two copies
 * of one SQLite file, and devices that are led from one to the other.
 */
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { verifyForkProof } from '../../../shared/membership/fork-proof.ts'
import {
  type ContentHeader,
  encodeContentHeader,
  encodeEnvelope,
  entryIdOf,
  parseContentEntry,
  signingInputOf,
} from '../../../shared/protocol/entry.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Command, Outcome } from '../../engine-api/commands.ts'
import type { SyncView } from '../../engine-api/sync-views.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFileRelays, type FileRelays, ledNetwork } from '../testing/file-relays.ts'
import type { MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Device {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  /** From now on it speaks with this relay. */
  readonly speakWith: (relay: MemoryRelay) => void
}

const verifier = createSignatureVerifier()

let relays: FileRelays
let one: MemoryRelay
let here: Neighbourhood
let aisha: Device
let priya: Device
let count = 0

beforeEach(async () => {
  relays = await createFileRelays()
  one = relays.first
  here = await startNeighbourhood({ relay: memoryRelayPlace(one) })
  aisha = await joined('Aisha Rahman')
  priya = await joined('Priya Patel')
  await sync(here.robot, aisha.engine, priya.engine)
  return async () => {
    await here.close()
    await relays.close()
  }
})

async function joined(name: string): Promise<Device> {
  const { network, speakWith } = ledNetwork(one)
  const made = here.device({ network })
  await joinWith(made.engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine, here.robot, made.engine)
  return { ...made, speakWith }
}

const care = () => here.robot.admin.careGroup(doreen.personId)!
const team = () => here.robot.admin.space() as string as GroupId
const deviceOf = ({ engine }: Device) => engine.admin.session()!.device

function run({ engine }: Pick<Device, 'engine'>, command: object): Promise<Outcome> {
  count += 1
  const at = one.clock.now()
  return engine.run({ commandId: idOf(`forked ${count}`), at, ...command } as Command)
}

function note(device: Device, found: string): Promise<Outcome> {
  const text = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  return run(device, { ...visit, startedAt: one.clock.now(), note: text })
}

async function notesAt({ engine }: Device): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: doreen.personId })
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

async function forksAt({ engine }: Device): Promise<SyncView['forks']> {
  return (await viewOf(engine, 'sync', {})).forks
}

/** The app is closed and opened again on its disk. */
async function reopened(device: Device): Promise<Device> {
  await device.engine.close()
  const { network, speakWith } = ledNetwork(one)
  const made = here.device({ network, store: device.store.reopen() })
  await made.engine.unlock(passphrase)
  return { ...made, speakWith }
}

/** Aisha begins the group's next epoch at one relay and the robot at the other, to which she is then led. */
async function ledAstray(group: GroupId): Promise<void> {
  aisha.speakWith(await relays.copy())
  must(await aisha.engine.admin.newEpoch(group))
  await sync(aisha.engine)
  must(await here.robot.admin.newEpoch(group))
  aisha.speakWith(one)
  await sync(aisha.engine)
}

function message({ engine }: Pick<Device, 'engine'>, text: string): Promise<Outcome> {
  const threadId = threadIdOf(engine.admin.privateGroup(doreen.personId)!)
  return run({ engine }, { type: 'send-message', threadId, text, answers: null })
}

const refusedFork = { ok: false, problem: { type: 'forked' } }

test('SX121 SX123 two histories of one record: noticed in a relay that has as much as was read, nothing more is written there, all else goes on, after a restart too', async () => {
  expect(await note(aisha, 'before')).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  expect(await forksAt(aisha)).toEqual([])
  await ledAstray(care())
  for (let restarts = 0; restarts < 2; restarts++) {
    expect(await forksAt(aisha)).toMatchObject([{ type: 'group', groupKind: 'care', initials: 'D.A.' }])
    expect(await note(aisha, 'after')).toEqual(refusedFork)
    expect(await message(aisha, 'elsewhere')).toEqual({ ok: true })
    const control = await aisha.engine.admin.newEpoch(care())
    expect(control).toEqual({ ok: false, error: { type: 'refused', detail: 'forked' } })
    expect(await notesAt(aisha)).toEqual(['before'])
    aisha = await reopened(aisha)
  }
  expect(await forksAt(priya)).toEqual([])
  expect(await note(priya, 'hers')).toEqual({ ok: true })
})

test('SX121 two histories of the team: nothing more is written on the device, and all that is here is read', async () => {
  expect(await note(aisha, 'before')).toEqual({ ok: true })
  await ledAstray(team())
  expect(await forksAt(aisha)).toMatchObject([{ type: 'team', groupKind: 'team', initials: '' }])
  expect(await note(aisha, 'after')).toEqual(refusedFork)
  expect(await message(aisha, 'after')).toEqual(refusedFork)
  expect(await notesAt(aisha)).toEqual(['before'])
  expect((await viewOf(aisha.engine, 'sync', {})).needsYou).toEqual([])
})

test('SX120 SX122 the proof of what was noticed is verified by somebody who has nothing but the file', async () => {
  await ledAstray(care())
  const [fork] = await forksAt(aisha)
  const proof = await aisha.engine.forkProof(fork!.id)
  const { device } = here.robot.admin.session()!.device
  const seq = deviceOf(aisha).chains.state(care())!.seq
  expect(await verifyForkProof(proof!, verifier)).toMatchObject({
    ok: true,
    value: { type: 'two-histories', group: care(), seq, signer: device },
  })
  aisha = await reopened(aisha)
  expect(await aisha.engine.forkProof(fork!.id)).toEqual(proof)
  expect(await aisha.engine.forkProof('no such alarm')).toBeNull()
})

test('SX122 a note that cites the other history gives it away at first contact, and proves it', async () => {
  aisha.speakWith(await relays.copy())
  must(await aisha.engine.admin.newEpoch(team()))
  await sync(aisha.engine)
  await note(aisha, 'written there')
  must(await here.robot.admin.newEpoch(team()))
  await sync(here.robot, priya.engine)
  const { device } = deviceOf(aisha)
  const [row] = await aisha.store.scan('log', `${care()}/${device}/`, `${care()}/${device}/~`)
  // A relay of either history would not take it; one that colludes brings it.
  const item = { type: 'entry', arrival: 1_000 as Arrival, storedAt: 1 as Instant, bytes: row!.value } as const
  await priya.engine.admin.session()!.receiver.take([item], [])
  const [fork] = await forksAt(priya)
  expect(fork).toMatchObject({ type: 'team', signer: { name: 'Aisha Rahman' } })
  expect(await notesAt(priya)).toEqual([])
  expect(await note(priya, 'after')).toEqual(refusedFork)
  const verified = await verifyForkProof((await priya.engine.forkProof(fork!.id))!, verifier)
  expect(verified).toMatchObject({ ok: true, value: { type: 'two-histories', group: team(), signer: device } })
})

test('SX121 SX122 two entries under one number of a colleague stop nothing, are told, and are proven', async () => {
  await note(aisha, 'one')
  await sync(aisha.engine, priya.engine)
  const { device, identity } = deviceOf(aisha)
  const [row] = await aisha.store.scan('log', `${care()}/${device}/`, `${care()}/${device}/~`)
  const { body, header } = must(parseContentEntry(row!.value))
  const bytes = await signedAnew(identity.sign, { ...header, nonce: new Uint8Array(12) }, body)
  const item = { type: 'entry', arrival: 1_000 as Arrival, storedAt: 1 as Instant, bytes } as const
  await priya.engine.admin.session()!.receiver.take([item], [])
  const [fork] = await forksAt(priya)
  expect(fork).toMatchObject({ type: 'feed', signer: { name: 'Aisha Rahman' } })
  expect(await notesAt(priya)).toEqual(['one'])
  expect(await note(priya, 'hers')).toEqual({ ok: true })
  const verified = await verifyForkProof((await priya.engine.forkProof(fork!.id))!, verifier)
  expect(verified).toMatchObject({ ok: true, value: { type: 'two-entries', signer: device, seq: header.seq } })
})

async function signedAnew(
  sign: (message: Bytes) => Promise<Bytes>,
  header: ContentHeader,
  body: Bytes,
): Promise<Bytes> {
  const headerBytes = encodeContentHeader(header)
  return encodeEnvelope(headerBytes, body, await sign(signingInputOf(entryIdOf(headerBytes, body))))
}
