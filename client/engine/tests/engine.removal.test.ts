/** What a removed device does to itself, on the real relay in memory; and what a hostile relay cannot make it do. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { encodeAppendResults, parseAppendResults } from '../../../shared/protocol/append.ts'
import { erasedSigningInput } from '../../../shared/protocol/erased.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { Engine } from '../engine.ts'
import { isTaken } from '../life/is-taken.ts'
import { parsePhase, phaseKey, phaseWrite } from '../life/own-device.ts'
import { shutForGood } from '../life/removal.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { askStanding, isBrokenHere } from '../sync/standing.ts'
import { createMemoryRelay, type Fate, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  intent,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  type TestDevice,
} from '../testing/neighbourhood.ts'

const day = 86_400_000
let memory: MemoryRelay
let here: Neighbourhood
let wire: Wire
let ben: TestDevice
let bens: DeviceId

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  wire = memory.wire()
  ben = here.device({ network: wire })
  await joinWith(ben.engine, await here.invite('Priya Patel', 'staff'))
  await sync(here.robot)
  await openState(ben.engine)
  await sync(ben.engine)
  bens = ben.engine.admin.session()!.device.device
  return () => here.close()
})

async function write(engine: Engine, words: string): Promise<void> {
  const { personId } = doreen
  const note = { words, found: '', did: '', next: '' }
  const { at, ...rest } = intent()
  const more = { visitId: null, startedAt: at, note, observations: null }
  expect(await engine.run({ type: 'write-visit', personId, at, ...rest, ...more })).toMatchObject({ ok: true })
}

async function removeBen(): Promise<void> {
  expect(await here.robot.teamAct({ type: 'remove-device', deviceId: bens })).toEqual({ type: 'done' })
}

async function setAside(): Promise<number> {
  const { chains, own } = here.robot.admin.session()!.device
  const counts = await Promise.all(
    chains.groups().map(async (group) => (await memory.relay.store.quarantined(own.space, group)).length),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

const isErased = (state: DeviceState) => state.type === 'removed' && state.erased === true
const tables = ({ store }: Pick<TestDevice, 'store'>) => store.dump().map(({ key, store: name }) => `${name}/${key}`)

test('RM70 RM72 a locked tablet that comes back sends what waited, erases itself, and says so after every start', async () => {
  wire.setFate('request-lost')
  await write(ben.engine, 'written in the lane')
  await ben.engine.lock()
  await removeBen()
  wire.setFate('delivered')
  await ben.engine.syncNow()
  expect(await stateOf(ben.engine, isErased)).toMatchObject({ audience: 'staff' })
  expect(await setAside()).toBeGreaterThan(0)
  expect(tables(ben)).toEqual([`meta/${phaseKey}`])
  expect(await ben.engine.unlock(passphrase)).toMatchObject({ ok: false })
  const again = here.device({ network: wire, store: ben.store.reopen() })
  await stateOf(again.engine, isErased)
})

test('RM70 an open tablet does the same, and may be let in again afterwards', async () => {
  wire.setFate('request-lost')
  await write(ben.engine, 'written in the lane')
  await removeBen()
  wire.setFate('delivered')
  await ben.engine.syncNow()
  await stateOf(ben.engine, isErased)
  expect(await setAside()).toBeGreaterThan(0)
  expect(tables(ben)).toEqual([`meta/${phaseKey}`])
  await joinWith(ben.engine, await here.invite('Priya Patel', 'staff'))
  await sync(here.robot)
  await openState(ben.engine)
})

test('RM70 a phone of the public that was removed erases itself too', async () => {
  const phone = await here.join('Doreen Ashworth', 'patient', { about: doreen.personId, network: memory.wire() })
  await sync(phone.engine)
  const { device, own } = phone.engine.admin.session()!.device
  const { robot } = here
  const chain = robot.admin.session()!.device.chains.state(own.group)!
  expect(chain.devices[device]).toBeDefined()
  expect(await robot.admin.removeDevice(own.group, device)).toMatchObject({ ok: true })
  await phone.engine.syncNow()
  expect(await stateOf(phone.engine, isErased)).toMatchObject({ audience: 'public' })
  expect(tables(phone)).toEqual([`meta/${phaseKey}`])
})

test('RM71 what wraps the keys goes at once; the rest when its outbox has left, however often it is cut off', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('request-lost', 'reply-lost'), { maxLength: 4 })
  await write(ben.engine, 'the last one')
  await sync(ben.engine)
  wire.setFate('request-lost')
  await write(ben.engine, 'not sent')
  const before = ben.store.dump()
  await ben.engine.close()
  await removeBen()
  await fc.assert(
    fc.asyncProperty(fates, async (cuts) => {
      const { store } = here.device({ network: wire })
      await store.commit(before)
      await shutForGood(store, 'staff', memory.clock.now())
      expect([await store.scan('vault', '', '~'), await store.scan('keys', '', '~')]).toEqual([[], []])
      for (const fate of cuts) {
        wire.setFate(fate)
        const cut = here.device({ network: wire, store: store.reopen() })
        await stateOf(cut.engine, ({ type }) => type === 'removed')
        await cut.engine.settle()
        expect((await cut.store.scan('outbox', '', '~')).length).toBeGreaterThan(0)
        await cut.engine.close()
      }
      wire.setFate('delivered')
      const last = here.device({ network: wire, store: store.reopen() })
      await stateOf(last.engine, isErased)
      expect(tables(last)).toEqual([`meta/${phaseKey}`])
      expect(parsePhase(await last.store.get('meta', phaseKey))).toMatchObject({ erased: true })
    }),
    { numRuns: 5 },
  )
})

test('RM780 a place that was shut is shut once, however often it is asked, and is somebody’s until it has handed over', async () => {
  await write(ben.engine, 'the last one')
  await ben.engine.close()
  const store = ben.store.reopen()
  expect(await isTaken(store)).toBe(true)
  const [first, later] = [1_000, 2_000] as [Instant, Instant]
  const shut = await shutForGood(store, 'staff', first)
  await store.commit([phaseWrite({ ...shut, left: 3, lost: 1 })])
  expect(await shutForGood(store, 'staff', later)).toMatchObject({ at: first, left: 3, lost: 1 })
  expect(await isTaken(store)).toBe(true)
  await store.commit([phaseWrite({ ...shut, erased: true, word: null })])
  expect(await isTaken(store)).toBe(false)
  expect(await isTaken(createMemoryDeviceStore())).toBe(false)
})

test('RM110 a device says that it has erased itself when it has, by its own key, and only then', async () => {
  const { own } = ben.engine.admin.session()!.device
  const told = () => memory.relay.store.erased(own.space)
  const said: string[] = []
  await ben.engine.close()
  await removeBen()
  const isErasure = (url: string) => url.endsWith('/v1/erased')
  let isHeard = false
  const deaf: Wire = {
    ...wire,
    fetch: async (url, init) => {
      if (isErasure(url)) said.push(tables(again).join())
      if (isErasure(url) && !isHeard) throw new TypeError('no way there')
      return wire.fetch(url, init)
    },
  }
  const again = here.device({ network: deaf, store: ben.store.reopen() })
  await stateOf(again.engine, isErased)
  await again.engine.settle()
  expect([await told(), said]).toEqual([[], [`meta/${phaseKey}`]])
  isHeard = true
  await again.engine.syncNow()
  await again.engine.settle()
  const [word] = await told()
  expect(word?.device).toBe(bens)
  const team = here.robot.admin.session()!.device.chains.team()!
  const { signKey } = team.devices[bens]!.keys
  const signed = erasedSigningInput(own.space, bens)
  expect(await createSignatureVerifier().verify(signKey, signed, word!.signature)).toBe(true)
  await again.engine.syncNow()
  await again.engine.settle()
  expect(said.length).toBe(2)
})

test('RM110 let in again before its word got through, it says nothing of what was', async () => {
  const { space } = ben.engine.admin.session()!.device.own
  await removeBen()
  let isMute = true
  const said: string[] = []
  const mute: Wire = {
    ...wire,
    fetch: (url, init) => {
      if (!url.endsWith('/v1/erased')) return wire.fetch(url, init)
      if (isMute) return Promise.reject(new TypeError('no way there'))
      said.push(url)
      return wire.fetch(url, init)
    },
  }
  await ben.engine.close()
  const again = here.device({ network: mute, store: ben.store.reopen() })
  await stateOf(again.engine, isErased)
  await joinWith(again.engine, await here.invite('Priya Patel', 'staff'))
  await sync(here.robot)
  await openState(again.engine)
  isMute = false
  await sync(again.engine, again.engine)
  await again.engine.close()
  const later = here.device({ network: mute, store: again.store.reopen() })
  await stateOf(later.engine, ({ type }) => type === 'locked')
  expect(await later.engine.unlock(passphrase)).toEqual({ ok: true })
  await openState(later.engine)
  await sync(later.engine, later.engine)
  expect([said, await memory.relay.store.erased(space)]).toEqual([[], []])
})

test('RM111 what the relay will not take is not lost with the wipe: it waits and says so, for a fortnight at most', async () => {
  wire.setFate('request-lost')
  await write(ben.engine, 'written in the lane')
  await ben.engine.lock()
  await removeBen()
  wire.setFate('delivered')
  const full: Wire = {
    ...wire,
    fetch: async (url, init) => {
      const answer = await wire.fetch(url, init)
      if (!url.endsWith('/v1/entries') || !isFull) return answer
      const results = parseAppendResults(new Uint8Array(await answer.arrayBuffer()))
      if (!results.ok) throw new Error(results.error.detail)
      const refused = results.value.map(() => ({ type: 'refused', problem: 'over-quota' }) as const)
      return new Response(encodeAppendResults(refused), { headers: answer.headers })
    },
  }
  let isFull = true
  await ben.engine.close()
  const kept = here.device({ network: full, store: ben.store.reopen() })
  const shown = await stateOf(kept.engine, (state) => state.type === 'removed' && state.left !== undefined)
  expect(shown).toMatchObject({ erased: false })
  expect(tables(kept).some((row) => row.startsWith('outbox/'))).toBe(true)
  expect([await kept.store.scan('vault', '', '~'), await kept.store.scan('keys', '', '~')]).toEqual([[], []])
  await kept.engine.close()
  const before = kept.store.dump()
  isFull = false
  const later = here.device({ network: full, store: kept.store.reopen() })
  await stateOf(later.engine, isErased)
  expect(await setAside()).toBeGreaterThan(0)
  await later.engine.close()
  isFull = true
  memory.clock.advance(15 * day)
  const { store } = here.device({ network: full })
  await store.commit(before)
  const last = here.device({ network: full, store: store.reopen() })
  await stateOf(last.engine, ({ type }) => type === 'removed')
  await last.engine.settle()
  expect(tables(last).some((row) => row.startsWith('outbox/'))).toBe(true)
  await fortnight(last.engine)
  expect(await stateOf(last.engine, isErased)).toMatchObject({ gone: expect.any(Number) })
})

/** A day is counted at most between two looks (RM841). */
async function fortnight(engine: Engine): Promise<void> {
  for (let days = 0; days < 14; days++) {
    memory.clock.advance(day)
    await engine.syncNow()
    await engine.settle()
  }
}

test('RM841 where the relay never answers again the fortnight ends all the same, and it says what went unsent', async () => {
  wire.setFate('request-lost')
  await write(ben.engine, 'written in the lane')
  await ben.engine.close()
  const store = ben.store.reopen()
  await shutForGood(store, 'staff', memory.clock.now())
  const alone = here.device({ network: wire, store })
  await stateOf(alone.engine, ({ type }) => type === 'removed')
  await fortnight(alone.engine)
  expect(await stateOf(alone.engine, isErased)).toMatchObject({ gone: expect.any(Number) })
  expect(tables(alone)).toEqual([`meta/${phaseKey}`])
})

test('RM840 where the disk will not delete what wraps the keys it says so, and does it as soon as the disk can', async () => {
  await ben.engine.lock()
  await removeBen()
  ben.store.fail({ type: 'disk', detail: 'refused' })
  await ben.engine.syncNow()
  expect(await stateOf(ben.engine, ({ type }) => type === 'removed')).toMatchObject({ opens: true, erased: false })
  await ben.engine.settle()
  expect(tables(ben)).toContain('vault/header')
  expect(parsePhase(await ben.store.get('meta', phaseKey))).toEqual({ type: 'joined' })
  ben.store.fail(null)
  // What wraps its keys is still there.
  expect(await ben.engine.unlock(passphrase)).toEqual({ ok: false, problem: { type: 'broken', detail: 'removed' } })
  await ben.engine.syncNow()
  const erased = await stateOf(ben.engine, isErased)
  expect(erased).not.toHaveProperty('opens')
  expect(tables(ben)).toEqual([`meta/${phaseKey}`])
})

test('RM111 an entry that is broken on the disk keeps back nothing of what follows it', async () => {
  wire.setFate('request-lost')
  await write(ben.engine, 'the first')
  await write(ben.engine, 'the second')
  await ben.engine.lock()
  await removeBen()
  const [first] = await ben.store.scan('outbox', '', '~')
  const [group, seq] = first!.key.split('/')
  const [logged] = await ben.store.scan('log', `${group}/${bens}/${seq}`, `${group}/${bens}/${seq}~`)
  const spoilt = Uint8Array.from(logged!.value) as Bytes
  spoilt[spoilt.length - 1]! ^= 1
  await ben.store.commit([{ store: 'log', key: logged!.key, value: spoilt }])
  // What is whole is never taken for broken, though a relay that knows nothing of this device says the same of both.
  const here = { store: ben.store, verifier: createSignatureVerifier() }
  const isBroken = (at: number) => isBrokenHere(here, { group: group as GroupId, seq: Number(seq) + at })
  expect([await isBroken(0), await isBroken(1)]).toEqual([true, false])
  const waiting = (await ben.store.scan('outbox', '', '~')).length
  wire.setFate('delivered')
  await ben.engine.syncNow()
  await stateOf(ben.engine, isErased)
  expect(await setAside()).toBe(waiting - 1)
})

test('RM72 no relay can have a device erase itself that nobody removed', async () => {
  const verifier = createSignatureVerifier()
  const { own } = ben.engine.admin.session()!.device
  const group = own.group
  const controls = await memory.relay.store.chainEntries(own.space, group, 0, 1_000)
  await removeBen()
  const [truth] = await memory.relay.store.chainEntries(own.space, group, controls.length, controls.length)
  const store = ben.store
  const says = (proof: readonly Bytes[]) =>
    askStanding({ store, verifier, relay: { deviceStatus: async () => ok({ standing: 'removed', controls: proof }) } })
  expect(await says([])).toEqual({ type: 'unheard' })
  expect(await says(controls)).toEqual({ type: 'unheard' })
  await fc.assert(
    fc.asyncProperty(fc.nat(truth!.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const forged = truth!.slice() as Bytes
      forged[at] = forged[at]! ^ flip
      expect(await says([forged])).toEqual({ type: 'unheard' })
    }),
    { numRuns: 60 },
  )
  expect(await says([truth!])).toEqual({ type: 'removed', audience: 'staff' })
})

test('RM72 the relay alone shutting a device out deletes nothing', async () => {
  await ben.engine.close()
  const lying = here.device({
    store: ben.store.reopen(),
    network: {
      ...wire,
      fetch: (url, init) =>
        url.endsWith('/v1/session') || url.includes('/status')
          ? wire.fetch(url.replace(/\/v1\/.*$/, '/v1/nowhere'), init)
          : wire.fetch(url, init),
    },
  })
  await stateOf(lying.engine, ({ type }) => type === 'locked')
  await lying.engine.unlock(passphrase)
  await lying.engine.syncNow()
  await lying.engine.settle()
  expect(tables(lying)).toContain('vault/header')
})

test('VA13 a removed device gets no longer lease, however much the relay answers', async () => {
  await ben.engine.close()
  await removeBen()
  const deaf = here.device({
    store: ben.store.reopen(),
    network: {
      ...wire,
      fetch: (url, init) =>
        url.includes('/status') ? Promise.reject(new TypeError('kept back')) : wire.fetch(url, init),
    },
  })
  memory.clock.advance(15 * day)
  await stateOf(deaf.engine, ({ type }) => type === 'locked')
  await deaf.engine.syncNow()
  await deaf.engine.settle()
  expect(await deaf.engine.unlock(passphrase)).toEqual({ ok: false, problem: { type: 'lease-over' } })
})
