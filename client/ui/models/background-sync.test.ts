import { expect, test } from 'vitest'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { meAisha } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { hasBackgroundSync, keepBackgroundSync } from './background-sync.ts'

const locked = (unsentCount: number): DeviceState => ({
  type: 'locked',
  name: 'Aisha',
  unsentCount,
  opensWith: 'passphrase',
  waitUntil: null,
})

function start(device: DeviceState) {
  const engine = createSampleEngine({ device })
  const bench = { asked: 0, hide: () => {}, loseSignal: () => {} }
  keepBackgroundSync({
    engine,
    onHide: (task) => {
      bench.hide = task
      return () => {}
    },
    onOffline: (task) => {
      bench.loseSignal = task
    },
    register: async () => {
      bench.asked += 1
    },
  })
  return { engine, bench }
}

test('BS1 leaving the view and losing the network each ask once', () => {
  const { bench } = start({ type: 'open', me: meAisha })
  expect(bench.asked).toBe(0)
  bench.hide()
  bench.loseSignal()
  expect(bench.asked).toBe(2)
})

test('BS1 a locked device asks for what waits, again only when more waits', () => {
  const { bench, engine } = start(locked(2))
  expect(bench.asked).toBe(1)
  engine.setDevice(locked(1))
  expect(bench.asked).toBe(1)
  engine.setDevice({ type: 'open', me: meAisha })
  engine.setDevice(locked(1))
  expect(bench.asked).toBe(2)
})

test.each<DeviceState>([{ type: 'empty' }, { type: 'elsewhere' }, { type: 'starting' }])(
  'BS2 a window that has no outbox asks for nothing: %o',
  (device) => {
    const { bench } = start(device)
    bench.hide()
    bench.loseSignal()
    expect(bench.asked).toBe(0)
  },
)

test('BS2 a browser without Background Sync is left alone', () => {
  expect(hasBackgroundSync({})).toBe(false)
  expect(hasBackgroundSync({ sync: { register: async () => {} } })).toBe(true)
})
