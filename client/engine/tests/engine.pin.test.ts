/** A PIN on a managed device: Lena marks it, Aisha adds one, and it goes with the mark; through the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { BindKey } from '../platform/bind-key.ts'
import { createMemoryBindKey } from '../platform/testing/memory-bind-key.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  type TestDevice,
  viewOf,
} from '../testing/neighbourhood.ts'

const pin = '80425173'
const set = { type: 'set', pin, passphrase } as const
const notManaged = { type: 'failed', problem: { type: 'not-managed' } }

let memory: MemoryRelay
let here: Neighbourhood
let aisha: TestDevice
let bindKey: BindKey
let wire: ReturnType<MemoryRelay['wire']>

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  bindKey = createMemoryBindKey()
  wire = memory.wire()
  aisha = await here.join('Aisha Rahman', 'staff', { network: wire, bindKey: async () => bindKey })
  return () => here.close()
})

const deviceOf = ({ engine }: Pick<TestDevice, 'engine'>) => engine.admin.session()!.device.device

/** The administrator's act, and what each has heard of it. */
async function mark(who: TestDevice, managed = true): Promise<void> {
  const act = { type: 'set-managed', deviceId: deviceOf(who), managed } as const
  expect(await here.robot.teamAct(act)).toEqual({ type: 'done' })
  await sync(here.robot, who.engine)
}

/** The app is closed and started again, with or without signal. */
async function restart(signal: 'signal' | 'none'): Promise<TestDevice & { readonly locked: DeviceState }> {
  await aisha.engine.close()
  wire = memory.wire()
  if (signal === 'none') wire.setFate('request-lost')
  aisha = here.device({ network: wire, store: aisha.store.reopen(), bindKey: async () => bindKey })
  return { ...aisha, locked: await stateOf(aisha.engine, ({ type }) => type === 'locked') }
}

test('TA190 an administrator marks a device as managed and takes the mark away; all staff see by whom; nobody else does it', async () => {
  const own = { type: 'set-managed', deviceId: deviceOf(aisha), managed: true } as const
  expect(await aisha.engine.teamAct(own)).toEqual({ type: 'failed', problem: 'not-allowed' })
  await mark(aisha)
  expect(await openState(aisha.engine)).toMatchObject({ me: { managed: true } })
  const isMarked = (managed: boolean) =>
    viewOf(aisha.engine, 'team-devices', {}, ({ members }) =>
      members.some(({ devices }) => devices.some((each) => each.isThis && (each.managed !== null) === managed)),
    )
  const view = await isMarked(true)
  const found = view.members.flatMap(({ devices }) => devices).filter(({ managed }) => managed !== null)
  expect(found).toMatchObject([{ isThis: true, managed: { at: memory.clock.now() } }])
  const seq = here.robot.admin.session()!.device.chains.team()!.seq
  expect(await here.robot.teamAct(own)).toEqual({ type: 'done' })
  expect(here.robot.admin.session()!.device.chains.team()!.seq).toBe(seq)
  await mark(aisha, false)
  await isMarked(false)
  expect(await openState(aisha.engine)).not.toHaveProperty('me.managed')
})

test('VA190 a PIN is set on a managed device alone, by staff alone, with the passphrase, and not a weak one', async () => {
  expect(await aisha.engine.pinAct(set)).toEqual(notManaged)
  await mark(aisha)
  expect(await aisha.engine.pinAct({ ...set, pin: '123456' })).toEqual({
    type: 'failed',
    problem: { type: 'weak', why: 'run' },
  })
  expect(await aisha.engine.pinAct({ ...set, passphrase: 'a guess' })).toMatchObject({
    problem: { type: 'wrong-passphrase' },
  })
  memory.clock.advance(1_000)
  expect(await aisha.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'none' })
  // Whether it is managed is asked of the chain on this device: no signal is needed.
  wire.setFate('request-lost')
  expect(await aisha.engine.pinAct(set)).toEqual({ type: 'done' })
  expect(await aisha.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'set' })
  const doreens = await here.join('Doreen Ashworth', 'patient', { about: doreen.personId, network: memory.wire() })
  expect(await doreens.engine.pinAct(set)).toEqual(notManaged)
  await aisha.engine.lock()
  expect(await aisha.engine.pinAct(set)).toEqual({ type: 'failed', problem: { type: 'not-open' } })
})

test('VA190 VA194 it opens the device without signal and beside the passphrase; it is nowhere on the disk, open or closed', async () => {
  await mark(aisha)
  await aisha.engine.pinAct(set)
  const { engine, locked } = await restart('none')
  expect(locked).toMatchObject({ pin: { type: 'ready', waitUntil: null } })
  expect(await engine.unlock({ pin: '80425174' })).toMatchObject({ problem: { type: 'wrong-pin', left: 9 } })
  memory.clock.advance(1_000)
  expect(await engine.unlock({ pin })).toEqual({ ok: true })
  const opened = await openState(engine)
  expect(opened).toMatchObject({ me: { managed: true, signature: { name: 'Aisha Rahman' } } })
  expect(await engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'set' })
  const read = () => aisha.store.dump().map(({ key, value }) => `${key} ${Buffer.from(value!).toString('latin1')}`)
  expect(read().some((row) => row.includes(pin) || row.includes('80425174'))).toBe(false)
  await engine.lock()
  expect(read().some((row) => row.includes(pin))).toBe(false)
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  expect(await engine.pinAct({ type: 'take-away' })).toEqual({ type: 'done' })
  await engine.lock()
  expect(await stateOf(engine, ({ type }) => type === 'locked')).not.toHaveProperty('pin')
})

test('VA191 without the mark the PIN goes with the next word from the relay, and the unlock screen says why until it is opened', async () => {
  await mark(aisha)
  await aisha.engine.pinAct(set)
  const away = await restart('none')
  const [marked] = here.robot.admin.session()!.device.chains.team()!.managed
  await here.robot.teamAct({ type: 'set-managed', deviceId: marked!.device, managed: false })
  // Not heard of yet: it opens, and stays as it is.
  expect(await away.engine.unlock({ pin })).toEqual({ ok: true })
  expect(await away.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'set' })
  wire.setFate('delivered')
  await away.engine.syncNow()
  await stateOf(away.engine, (state) => state.type === 'open' && state.me.managed === undefined)
  await away.engine.settle()
  expect(await away.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'taken-away' })
  expect(await away.engine.pinAct(set)).toEqual(notManaged)
  const { engine, locked } = await restart('none')
  expect(locked).toMatchObject({ pin: { type: 'taken-away' } })
  expect(await engine.unlock({ pin })).toEqual({ ok: false, problem: { type: 'pin-closed' } })
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  await engine.settle()
  await engine.lock()
  expect(await stateOf(engine, ({ type }) => type === 'locked')).not.toHaveProperty('pin')
})

test('VA862 a mark that goes while the PIN is being set takes it along', async () => {
  await mark(aisha)
  const { make } = bindKey
  const act = { type: 'set-managed', deviceId: deviceOf(aisha), managed: false } as const
  bindKey = {
    ...bindKey,
    make: async () => {
      expect(await here.robot.teamAct(act)).toEqual({ type: 'done' })
      void aisha.engine.syncNow()
      await stateOf(aisha.engine, (state) => state.type === 'open' && state.me.managed === undefined)
      return make()
    },
  }
  expect(await aisha.engine.pinAct(set)).toEqual(notManaged)
  expect(await aisha.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'taken-away' })
  await aisha.engine.lock()
  expect(await aisha.engine.unlock({ pin })).toEqual({ ok: false, problem: { type: 'pin-closed' } })
})

test('VA191 the app that was killed before it deleted the PIN deletes it when it is opened', async () => {
  await mark(aisha)
  await aisha.engine.pinAct(set)
  const kept = (await aisha.store.get('vault', 'pin'))!
  await mark(aisha, false)
  await aisha.engine.settle()
  await aisha.engine.close()
  const store = aisha.store.reopen()
  await store.commit([{ store: 'vault', key: 'pin', value: kept }])
  await bindKey.make()
  wire = memory.wire()
  wire.setFate('request-lost')
  const { engine } = here.device({ network: wire, store, bindKey: async () => bindKey })
  await stateOf(engine, ({ type }) => type === 'locked')
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  await openState(engine)
  await engine.settle()
  expect(await engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'taken-away' })
})

test('SX258 MB256 put back to an older copy and started anew, a managed tablet is managed still, and its PIN opens it', async () => {
  await mark(aisha)
  await aisha.engine.pinAct(set)
  const say = async ({ engine }: Pick<TestDevice, 'engine'>, name: string) => {
    memory.clock.advance(1_000)
    const threadId = threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)
    const command = { type: 'send-message', commandId: idOf<string>(name), at: memory.clock.now(), threadId } as const
    expect(await engine.run({ ...command, text: name, answers: null })).toEqual({ ok: true })
    await sync(engine)
  }
  const copy = createMemoryDeviceStore()
  await copy.commit(aisha.store.dump())
  await say(aisha, 'newer')
  await aisha.engine.close()
  wire = memory.wire()
  wire.setFate('request-lost')
  const old = here.device({ network: wire, store: copy, bindKey: async () => bindKey })
  expect(await old.engine.unlock({ pin })).toEqual({ ok: true })
  const before = deviceOf(old)
  await say(old, 'on the old copy')
  wire.setFate('delivered')
  await sync(old.engine)
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  expect(await openState(old.engine)).toMatchObject({ me: { managed: true } })
  await sync(old.engine, here.robot, old.engine)
  expect(deviceOf(old)).not.toBe(before)
  const { managed } = here.robot.admin.session()!.device.chains.team()!
  expect(managed.map(({ device }) => device)).toEqual([deviceOf(old)])
  expect(await old.engine.pinAct({ type: 'look' })).toEqual({ type: 'standing', pin: 'set' })
  await old.engine.lock()
  expect(await old.engine.unlock({ pin })).toEqual({ ok: true })
})

test('VA190 on a shared tablet a colleague’s place is her own: the mark and the PIN of one say nothing of the other', async () => {
  const hers = createMemoryBindKey()
  const priya = await here.join('Priya Patel', 'staff', { network: memory.wire(), bindKey: async () => hers })
  await mark(aisha)
  await sync(priya.engine)
  expect(await aisha.engine.pinAct(set)).toEqual({ type: 'done' })
  expect(await priya.engine.pinAct(set)).toEqual(notManaged)
  await mark(priya)
  expect(await priya.engine.pinAct({ ...set, pin: '739105' })).toEqual({ type: 'done' })
  await priya.engine.lock()
  expect(await priya.engine.unlock({ pin })).toMatchObject({ problem: { type: 'wrong-pin' } })
  memory.clock.advance(1_000)
  expect(await priya.engine.unlock({ pin: '739105' })).toEqual({ ok: true })
})
