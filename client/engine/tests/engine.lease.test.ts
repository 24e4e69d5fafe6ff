/** The lease of a whole device on the real relay, in memory: closed after days without signal, opened again by it. */
import { beforeEach, expect, test } from 'vitest'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
} from '../testing/neighbourhood.ts'

const day = 86_400_000
let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient') {
  const made = here.device({ network: memory.wire() })
  await joinWith(made.engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

test('VA13 VA14 fourteen days without signal close a tablet; signal opens it again, without a key', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  await aisha.engine.close()
  const wire = memory.wire()
  wire.setFate('request-lost')
  const { engine } = here.device({ network: wire, store: aisha.store.reopen() })
  await stateOf(engine, ({ type }) => type === 'locked')
  memory.clock.advance(12 * day)
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  expect(await openState(engine)).toMatchObject({ lease: { type: 'ending' } })
  await engine.lock()
  memory.clock.advance(2 * day)
  expect(await engine.unlock(passphrase)).toEqual({ ok: false, problem: { type: 'lease-over' } })
  expect(await stateOf(engine, ({ type }) => type === 'locked')).toMatchObject({ lease: { type: 'over' } })
  wire.setFate('delivered')
  await engine.syncNow()
  await stateOf(engine, (state) => state.type === 'locked' && state.lease === undefined)
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  expect(await openState(engine)).not.toHaveProperty('lease')
})

test('VA13 a phone that opens by itself stays closed after sixty days, and opens by itself with signal', async () => {
  const patient = await join('Doreen Ashworth', 'patient')
  await patient.engine.close()
  memory.clock.advance(60 * day)
  const wire = memory.wire()
  wire.setFate('request-lost')
  const { engine } = here.device({ network: wire, store: patient.store.reopen() })
  expect(await stateOf(engine, ({ type }) => type === 'locked')).toMatchObject({
    opensWith: 'device',
    lease: { type: 'over' },
  })
  expect(await engine.unlock(null)).toEqual({ ok: false, problem: { type: 'lease-over' } })
  wire.setFate('delivered')
  await engine.syncNow()
  await openState(engine)
})

test('VA14 an open device that hears from the relay is told nothing more', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  memory.clock.advance(12 * day)
  await sync(aisha.engine)
  expect(await openState(aisha.engine)).not.toHaveProperty('lease')
  await aisha.engine.lock()
  memory.clock.advance(10 * day)
  expect(await aisha.engine.unlock(passphrase)).toEqual({ ok: true })
})

test.each(['staff', 'patient'] as const)(
  'VA965 a clock a year ahead closes a device (%s) without signal; put right, it opens without a word from the relay',
  async (role) => {
    const made = await join('Aisha Rahman', role)
    await made.engine.close()
    memory.clock.advance(365 * day)
    const wire = memory.wire()
    wire.setFate('request-lost')
    const { engine } = here.device({ network: wire, store: made.store.reopen() })
    const secret = role === 'staff' ? passphrase : null
    expect(await stateOf(engine, ({ type }) => type === 'locked')).toMatchObject({
      lease: { type: 'over', clockLeapt: true },
    })
    expect(await engine.unlock(secret)).toEqual({ ok: false, problem: { type: 'lease-over' } })
    memory.clock.advance(-365 * day)
    await engine.syncNow()
    if (role === 'staff') {
      await stateOf(engine, (state) => state.type === 'locked' && state.lease === undefined)
      expect(await engine.unlock(secret)).toEqual({ ok: true })
    }
    await openState(engine)
  },
)
