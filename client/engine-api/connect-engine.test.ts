/** The boundary over a real message channel: EB1 to EB4 and EB268 of client/engine-api/SPEC.md. */
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../shared/lib/ids.ts'
import type { Command } from './commands.ts'
import { connectEngine } from './connect-engine.ts'
import type { DeviceState } from './device-state.ts'
import type { EngineApi } from './engine-api.ts'
import { exposeEngine } from './expose-engine.ts'
import type { TodayView } from './queries.ts'
import type { AnyView } from './remote-engine.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

const fullDay: TodayView = { date: '2026-11-24', complete: true, visits: [], readyAt: null, readyCount: 12 }
const emptyDay: TodayView = { date: '2026-11-24', complete: true, visits: [], readyAt: null, readyCount: 0 }

/** As small as an engine can be: one view, one device state, and what it was asked. */
function createTinyEngine() {
  const commands: Command[] = []
  const asked: string[] = []
  const watchers = new Set<(view: AnyView) => void>()
  const deviceListeners = new Set<(state: DeviceState) => void>()
  const api: EngineApi = {
    watchDevice: (listener) => {
      deviceListeners.add(listener)
      listener({ type: 'starting' })
      return () => deviceListeners.delete(listener)
    },
    watch: (name, _params, listener) => {
      asked.push(name)
      const send = (view: AnyView) => listener(view as never)
      watchers.add(send)
      send(fullDay)
      return () => watchers.delete(send)
    },
    run: async (command) => {
      commands.push(command)
      return { ok: true }
    },
    accessAct: async () => ({ type: 'done', told: true }),
    circleAct: async () => ({ type: 'done' }),
    readSpoken: async () => ({ type: 'unknown' }),
    inPersonAct: async () => ({ type: 'how-far', step: 'in' }),
    teamAct: async () => ({ type: 'done' }),
    heldAct: async () => ({ type: 'done', isSent: true }),
    photoAct: async () => ({ type: 'discarded' }),
    anewAct: async () => ({ type: 'begun' }),
    readInvite: async () => ({ type: 'broken' }),
    join: async () => ({ ok: true }),
    found: async () => ({ ok: true }),
    recover: async () => ({ ok: true }),
    kitAct: async () => ({ type: 'kept' }),
    readAuditLog: async () => ({ type: 'failed', problem: 'not-open' }),
    unlock: async () => ({ ok: true }),
    lock: async () => {},
    forkProof: async () => null,
    takeOver: async () => {},
    syncNow: async () => {},
    setPasskey: async () => true,
    hasPasskey: async () => false,
    pinAct: async () => ({ type: 'done' }),
    peopleHere: async () => [],
    notice: () => {},
  }
  return {
    api,
    asked,
    commands,
    watchers,
    show: (view: TodayView) => {
      for (const send of watchers) send(view)
    },
    setDevice: (state: DeviceState) => {
      for (const listener of deviceListeners) listener(state)
    },
  }
}

function connect() {
  const { port1, port2 } = new MessageChannel()
  const engine = createTinyEngine()
  exposeEngine(engine.api, port1)
  open.push(() => port1.close())
  return { page: connectEngine(port2), engine }
}

/** Collects what a listener hears; `next` waits for the answer number `count`. */
function createListener<Value>() {
  const heard: Value[] = []
  let wake = () => {}
  return {
    heard,
    listen: (value: Value) => {
      heard.push(value)
      wake()
    },
    next: async (count: number) => {
      while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return heard[count - 1]
    },
  }
}

/** A call that has come back: everything sent before it has arrived too. */
async function roundTrip(page: EngineApi): Promise<void> {
  await page.syncNow()
}

test('EB1 a listener hears what is known at once and every change after', async () => {
  const { page, engine } = connect()
  const today = createListener<TodayView>()
  page.watch('today', { date: '2026-11-24' }, today.listen)
  expect(await today.next(1)).toEqual(fullDay)
  engine.show(emptyDay)
  expect(await today.next(2)).toEqual(emptyDay)
})

test('EB1 the device state is watched the same way', async () => {
  const { page, engine } = connect()
  const device = createListener<DeviceState>()
  page.watchDevice(device.listen)
  await device.next(1)
  engine.setDevice({ type: 'elsewhere' })
  expect(await device.next(2)).toEqual({ type: 'elsewhere' })
})

test('EB2 after stop nothing is heard, not even what was on its way', async () => {
  const { page, engine } = connect()
  const today = createListener<TodayView>()
  const stop = page.watch('today', { date: '2026-11-24' }, today.listen)
  await today.next(1)
  engine.show(emptyDay)
  stop()
  stop()
  await roundTrip(page)
  expect(today.heard).toHaveLength(1)
})

test('EB3 the engine forgets a watcher that stopped, also one that stopped before the first answer', async () => {
  const { page, engine } = connect()
  const stop = page.watch('today', { date: '2026-11-24' }, () => {})
  stop()
  for (let turn = 0; turn < 5 && engine.watchers.size > 0; turn++) await roundTrip(page)
  expect(engine.watchers.size).toBe(0)
})

test('EB268 what a screen asks for in one go is asked from within: its list before its frame', async () => {
  const { page, engine } = connect()
  for (const name of ['sync', 'counts', 'today'] as const) page.watch(name, { date: '2026-11-24' } as never, () => {})
  await roundTrip(page)
  page.watch('sync', {}, () => {})
  await roundTrip(page)
  await roundTrip(page)
  expect(engine.asked).toEqual(['today', 'counts', 'sync', 'sync'])
})

test('EB4 commands and their outcomes cross unchanged', async () => {
  const { page, engine } = connect()
  const command = { type: 'save-draft', commandId: '0'.repeat(32), at: 1 as Instant, key: 'k', value: 'v' } as const
  expect(await page.run(command)).toEqual({ ok: true })
  expect(engine.commands).toEqual([command])
  expect(await page.readInvite('x')).toEqual({ type: 'broken' })
})
