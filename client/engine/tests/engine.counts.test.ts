/** CM265, QV266, QV586: what a save and the first screen ask the disk for, counted, and what comes first: neither grows with what there is. */
import { expect, test, vi } from 'vitest'
import type { PersonId } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Engine, EngineOptions } from '../engine.ts'
import type { DeviceStore, StoreName } from '../storage/device-store.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  intent,
  memoryRelayPlace,
  type Neighbourhood,
  passphrase,
  startNeighbourhood,
  stateOf,
  viewOf,
} from '../testing/neighbourhood.ts'

const ok = { ok: true }

interface Asked {
  /** Rows that were read, by the store they lie in. */
  readonly rows: Map<StoreName, number>
  readonly looks: StoreName[]
  commits: number
  /** While it is under way no look is answered. */
  held: Promise<void>
}

function counted(store: DeviceStore): { readonly store: DeviceStore; readonly asked: Asked } {
  const asked: Asked = { rows: new Map(), looks: [], commits: 0, held: Promise.resolve() }
  const look = <Found>(name: StoreName, found: readonly Found[]): readonly Found[] => {
    asked.looks.push(name)
    const rows = found.filter((row) => row !== undefined).length
    asked.rows.set(name, (asked.rows.get(name) ?? 0) + rows)
    return found
  }
  return {
    asked,
    store: {
      ...store,
      get: async (name, key) => look(name, [await store.get(name, key)])[0],
      // Nothing to look for is no look.
      getMany: async (name, keys) => {
        if (keys.length === 0) return []
        await asked.held
        return look(name, await store.getMany(name, keys))
      },
      scan: async (name, from, to) => look(name, await store.scan(name, from, to)),
      commit: (writes) => {
        asked.commits += 1
        return store.commit(writes)
      },
      commitUnless: (there, writes) => {
        asked.commits += 1
        return store.commitUnless(there, writes)
      },
    },
  }
}

interface Aisha {
  readonly here: Neighbourhood
  readonly engine: Engine
  readonly asked: Asked
  readonly today: string
}

/** Her tablet as the app starts it the next morning, without signal; `plan` runs the evening before. */
async function startAgain(
  people: readonly (typeof doreen)[],
  plan: (engine: Engine, today: string) => Promise<void>,
  options: Pick<EngineOptions, 'drawn'> = {},
): Promise<Aisha> {
  const memory = createMemoryRelay()
  const today = dayOf(memory.clock.now())
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory), people })
  const { engine: before, store } = await here.join('Aisha Rahman', 'staff', { network: memory.wire() })
  await before.syncNow()
  await before.settle()
  await plan(before, today)
  await before.settle()
  await before.close()
  const disk = counted(store.reopen())
  const wire = memory.wire()
  wire.setFate('request-lost')
  const { engine } = here.device({ network: wire, store: disk.store as never, headless: false, ...options })
  await stateOf(engine, ({ type }) => type === 'locked')
  expect(await engine.unlock(passphrase)).toEqual(ok)
  return { here, engine, asked: disk.asked, today }
}

const note = { words: '', found: 'Wound clean', did: '', next: 'Again on Thursday' }

function draftOf(personId: PersonId) {
  return {
    type: 'save-draft',
    ...intent(),
    key: `visit/${personId}/unplanned`,
    value: '{"found":"Wound clean"}',
  } as const
}

async function finishVisit(engine: Engine, personId: PersonId) {
  const said = intent()
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note } as const
  return engine.run({ ...visit, ...said, startedAt: said.at })
}

test('CM265 what a save takes was fetched while it was typed: the tap asks the disk for one commit and nothing else', async () => {
  const { here, engine, asked } = await startAgain([doreen], async (evening) => {
    for (let visits = 0; visits < 3; visits++) expect(await finishVisit(evening, doreen.personId)).toEqual(ok)
  })
  expect(await engine.run(draftOf(doreen.personId))).toEqual(ok)
  // The answer came before; nobody's turn waits for what is fetched ahead.
  await engine.settle()
  const imported = vi.spyOn(crypto.subtle, 'importKey')
  const signed = vi.spyOn(crypto.subtle, 'sign')
  asked.looks.length = asked.commits = 0
  expect(await finishVisit(engine, doreen.personId)).toEqual(ok)
  // Of crypto one signature for the record and one for her own group.
  expect([asked.looks, asked.commits]).toEqual([[], 1])
  expect([imported.mock.calls.length, signed.mock.calls.length]).toEqual([0, 2])
  vi.restoreAllMocks()
  await here.close()
})

test('CM350 what a draft has fetched ahead holds up nobody: the disk answers no look, and what is written next is saved', async () => {
  const { here, engine, asked } = await startAgain([doreen], async () => {})
  let release = () => {}
  asked.held = new Promise((resolve) => {
    release = resolve
  })
  expect(await engine.run(draftOf(doreen.personId))).toEqual(ok)
  expect(await engine.run({ ...draftOf(doreen.personId), value: '{"found":"Wound clean, dry"}' })).toEqual(ok)
  release()
  await engine.settle()
  await here.close()
})

test('CM351 a tap is answered before anything else hears of it, and drawn: no draft, no row, no view', async () => {
  const order: string[] = []
  let draw = () => {}
  const drawn = () =>
    new Promise<void>((resolve) => {
      draw = () => {
        order.push('drawn')
        resolve()
      }
    })
  const { here, engine } = await startAgain([doreen], async () => {}, { drawn })
  const saved = engine.run(draftOf(doreen.personId))
  expect(await saved).toEqual(ok)
  await engine.settle()
  const session = engine.admin.session()!
  for (const part of [session, session.drafts, session.rows]) part.changed(() => order.push('told'))
  expect(await finishVisit(engine, doreen.personId)).toEqual(ok)
  order.push('answered')
  draw()
  await session.settle()
  expect(order.slice(0, 2)).toEqual(['answered', 'drawn'])
  expect(order).toContain('told')
  await here.close()
})

test('QV266 the first screen of a large neighbourhood reads what that of a small one does', async () => {
  const visited = [doreen, { ...doreen, personId: idOf<PersonId>('Frank Ashworth') }]
  const others = Array.from({ length: 70 }, (_, number) => ({
    ...doreen,
    personId: idOf<PersonId>(`other ${number}`),
  }))
  const [small, large] = [await rowsForToday(visited, []), await rowsForToday(visited, others)]
  for (const [store, rows] of small) {
    const more = (large.get(store) ?? 0) - rows
    // The list of people has more pages by then: whoever is visited may lie on one of her own.
    const most = store === 'pages' ? visited.length : 0
    // A chain is a row of its own: none of the others is more than read.
    if (store !== 'chains') expect(more, store).toBeLessThanOrEqual(most)
  }
})

test('QV586 the day is told before what stands beside it, which was asked for first', async () => {
  const { here, engine, today } = await startAgain([doreen], async () => {})
  const told: string[] = []
  const beside = ['counts', 'decisions', 'handed', 'openings', 'sync', 'team-settings'] as const
  for (const name of beside) engine.watch(name, {}, () => told.push(name))
  engine.watch('today', { date: today }, () => told.push('today'))
  await engine.settle()
  expect(told[0]).toBe('today')
  expect(new Set(told)).toEqual(new Set(['today', ...beside]))
  await here.close()
})

async function rowsForToday(visited: readonly (typeof doreen)[], others: readonly (typeof doreen)[]) {
  const { here, engine, asked, today } = await startAgain([...visited, ...others], async (evening, date) => {
    const { member: memberId } = evening.admin.session()!.device.own
    for (const { personId } of visited) {
      const visit = { date, personId, memberId, window: null, from: '10:00', to: null, reason: 'Dressing' } as const
      expect(await evening.run({ type: 'plan-visit', ...visit, ...intent() })).toEqual(ok)
    }
  })
  await viewOf(engine, 'today', { date: today }, ({ visits }) => visits.length === visited.length)
  const rows = new Map(asked.rows)
  await here.close()
  return rows
}
