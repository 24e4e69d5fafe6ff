/** Pokes: only for what one may read, few, and never waiting for a slow reader. */
import { expect, test } from 'vitest'
import { parsePoke } from '../../shared/protocol/poke.ts'
import type { TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, type TestSpace } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, type TestRelay } from '../testing/test-relay.ts'
import type { LiveLine } from './hub.ts'

interface FakeSocket {
  readonly pokes: number[]
  readonly events: string[]
  buffered: number
  line: LiveLine | undefined
}

function connect(relay: TestRelay, { space }: TestSpace, device: TestDevice): FakeSocket {
  const socket: FakeSocket = { pokes: [], events: [], buffered: 0, line: undefined }
  socket.line = relay.hub.open(space, device.id, {
    send: (bytes) => {
      const poke = parsePoke(bytes)
      socket.pokes.push(poke.ok && poke.value.space === space ? poke.value.arrival : -1)
    },
    buffered: () => socket.buffered,
    ping: () => socket.events.push('ping'),
    close: (code) => socket.events.push(`close ${code}`),
    terminate: () => socket.events.push('terminate'),
  })
  return socket
}

async function open(name: string) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made)
  relay.advance(0)
  return { ...made, made, relay }
}

test('RT41 a device is poked for what it may read and for nothing else', async () => {
  const { care, cast, made, private: own, relay, team, write } = await open('readers')
  const nurse = connect(relay, made, cast.nurse)
  const patient = connect(relay, made, cast.patient)
  const head = (await relay.store.spaceHead(made.space))!.head
  await relay.push([write(cast.nurse, care)])
  relay.advance(0)
  expect([nurse.pokes, patient.pokes]).toEqual([[head + 1], []])
  await relay.push([write(cast.nurse, own)])
  relay.advance(0)
  expect([nurse.pokes, patient.pokes]).toEqual([[head + 1, head + 2], [head + 2]])
  await relay.push([write(cast.nurse, team)])
  relay.advance(0)
  expect(patient.pokes).toEqual([head + 2])
})

test('RT42 everything of one turn is one poke, with the newest number the device may read', async () => {
  const { care, cast, made, private: own, relay, write } = await open('coalesced')
  const nurse = connect(relay, made, cast.nurse)
  const patient = connect(relay, made, cast.patient)
  const head = (await relay.store.spaceHead(made.space))!.head
  await relay.push([write(cast.nurse, own), write(cast.nurse, care), write(cast.nurse, care)])
  await relay.push([write(cast.pharmacist, care)])
  relay.advance(0)
  expect([nurse.pokes, patient.pokes]).toEqual([[head + 4], [head + 1]])
})

test('RT41 what is refused or quarantined pokes nobody', async () => {
  const { care, cast, draftContent, made, post, relay, space, team } = await open('quiet')
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })])
  relay.advance(0)
  const nurse = connect(relay, made, cast.nurse)
  await relay.push([draftContent(cast.nurse, care, { seq: 4 }), draftContent(cast.pharmacist, care)])
  relay.advance(0)
  expect(nurse.pokes).toEqual([])
})

test('RT200 what is held back of a removed device pokes administrators at once, and nobody else', async () => {
  const { care, cast, draftContent, made, post, relay, space, team } = await open('held back')
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })])
  relay.advance(0)
  const [admin, nurse, patient] = [cast.admin, cast.nurse, cast.patient].map((who) => connect(relay, made, who))
  const { head } = (await relay.store.spaceHead(space))!
  await relay.push([draftContent(cast.pharmacist, care)])
  await expect.poll(() => admin!.pokes).toEqual([head])
  expect([nurse!.pokes, patient!.pokes]).toEqual([[], []])
})

test('RT43 a device has five sockets; a closed one makes room', async () => {
  const { cast, made, relay } = await open('five')
  const sockets = Array.from({ length: 6 }, () => connect(relay, made, cast.nurse))
  expect(sockets.map(({ line }) => line !== undefined)).toEqual([true, true, true, true, true, false])
  expect(connect(relay, made, cast.pharmacist).line).toBeDefined()
  sockets[0]!.line?.closed()
  expect(connect(relay, made, cast.nurse).line).toBeDefined()
})

test('RT44 a socket that does not take what it is sent is cut, and the others are served', async () => {
  const { care, cast, made, relay, write } = await open('slow')
  const [slow, quick] = [connect(relay, made, cast.nurse), connect(relay, made, cast.nurse)]
  slow.buffered = 20_000
  await relay.push([write(cast.nurse, care)])
  relay.advance(0)
  expect([slow.events, slow.pokes.length]).toEqual([['terminate'], 0])
  expect([quick.events, quick.pokes.length]).toEqual([[], 1])
})

test('RT45 the sockets of a removed device are closed at once, the others stay', async () => {
  const { cast, made, post, relay, space, team } = await open('dropped')
  const [nurse, pharmacist] = [connect(relay, made, cast.nurse), connect(relay, made, cast.pharmacist)]
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect([nurse.events, pharmacist.events]).toEqual([['close 4401'], []])
})

test('RT46 a socket that answers no ping is ended at the next one', async () => {
  const { cast, made, relay } = await open('silent')
  const [silent, alive] = [connect(relay, made, cast.nurse), connect(relay, made, cast.nurse)]
  relay.hub.tick()
  alive.line?.heard()
  relay.hub.tick()
  expect([silent.events, alive.events]).toEqual([
    ['ping', 'terminate'],
    ['ping', 'ping'],
  ])
})

test('RT47 a nudge reaches only those who want it', async () => {
  const { cast, made, relay, space } = await open('nudge')
  const [admin, nurse] = [connect(relay, made, cast.admin), connect(relay, made, cast.nurse)]
  const head = (await relay.store.spaceHead(space))!.head
  relay.hub.nudge(space, head, (device) => device === cast.admin.id)
  expect([admin.pokes, nurse.pokes]).toEqual([[head], []])
})
