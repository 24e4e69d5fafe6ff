/** SX1063: a relay that is filled again and a disk, each of which says no in the middle. A real device on the real relay, in memory. */
import { expect, test } from 'vitest'
import { ok } from '../../../shared/lib/result.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { createRefill } from '../sync/refill.ts'
import type { RefillDeps } from '../sync/refill-port.ts'
import { doreen, sync } from '../testing/neighbourhood.ts'
import { startTwoColleagues } from '../testing/two-colleagues.ts'

const busy = (_: unknown, index: number): AppendResult => ({
  type: 'refused',
  problem: index === 0 ? 'too-many-requests' : 'not-tried',
})

/** The commit of that number comes to nothing. */
function failingAt(store: DeviceStore, number: number): DeviceStore {
  let commits = 0
  return {
    ...store,
    commit: async (writes) =>
      commits++ === number ? { ok: false, error: { type: 'no-space' } } : store.commit(writes),
  }
}

test('SX1063 a relay that asks for time or is not heard, and a full disk, end it there: it stays due, and the next one does all of it', async () => {
  const two = await startTwoColleagues()
  const { engine } = two.aisha
  const words = { words: '', found: 'Before', did: '', next: '' }
  const what = two.intent()
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  expect(await two.priya.engine.run({ ...visit, ...what, startedAt: what.at, note: words })).toEqual({ ok: true })
  await sync(two.priya.engine, engine)
  const { access, device } = engine.admin.session()!
  const [store, relay] = [engine.admin.store(), engine.admin.relay()]
  let offered = 0
  const deps: RefillDeps = {
    ...{ ...device, space: device.own.space, store, relay, clock: two.memory.clock, mayRead: access.mayRead },
    onOffered: () => {
      offered += 1
    },
  }
  const noSignal = async () => ({ ok: false, error: { type: 'no-signal' } }) as const
  const hindered: readonly (readonly [string, string, Partial<RefillDeps>])[] = [
    ['chains not heard', 'no-signal', { relay: { ...relay, appendControl: noSignal } }],
    ['chains busy', 'refused', { relay: { ...relay, appendControl: async (_, items) => ok(items.map(busy)) } }],
    ['entries not heard', 'no-signal', { relay: { ...relay, append: noSignal } }],
    ['entries busy', 'refused', { relay: { ...relay, append: async (entries) => ok(entries.map(busy)) } }],
    ...[0, 1].map((number) => [`commit ${number}`, 'refused', { store: failingAt(store, number) }] as const),
  ]
  for (const [name, type, over] of hindered) {
    const refill = createRefill({ ...deps, ...over }, { isDue: true, isCertain: true, left: null, refilledAt: null })
    expect(await refill.run(), name).toEqual({ type })
    expect([refill.isDue(), offered], name).toEqual([true, 0])
  }
  const asked: string[] = []
  const counting: RefillDeps['relay'] = {
    append: (entries) => {
      asked.push('entries')
      return relay.append(entries)
    },
    appendControl: (space, items) => {
      asked.push('chains')
      return relay.appendControl(space, items)
    },
  }
  const kept = { isDue: true, isCertain: true, left: null, refilledAt: null }
  const refill = createRefill({ ...deps, relay: counting }, kept)
  expect(await refill.run()).toEqual({ type: 'ok' })
  expect([refill.isDue(), offered, asked]).toEqual([false, 1, ['chains', 'entries']])
  await two.here.close()
})
