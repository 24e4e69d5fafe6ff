/** QV918: what stands beside a screen waits for its first answer, and for no more of it. A real session on the relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import { dayOf } from '../../domain/dates.ts'
import type { Engine } from '../engine.ts'
import { pause } from '../platform/pause.ts'
import { createQueryHandler, type QueryHandler } from '../query-handler.ts'
import type { Session } from '../session.ts'
import { createMemoryRelay, stillTimer } from '../testing/memory-relay.ts'
import { doreen, intent, memoryRelayPlace, startNeighbourhood } from '../testing/neighbourhood.ts'

const beside = ['counts', 'decisions', 'handed', 'openings', 'sync', 'team-settings'] as const

let engine: Engine
let session: Session
/** What was saved is shown then. */
let drawn: Promise<void>
let queries: QueryHandler
let told: string[]
let today: string

beforeEach(async () => {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  drawn = Promise.resolve()
  const aisha = await here.join('Aisha Rahman', 'staff', { network: memory.wire(), drawn: () => drawn })
  engine = aisha.engine
  await engine.settle()
  session = engine.admin.session()!
  today = dayOf(memory.clock.now())
  told = []
  const { clock } = memory
  queries = createQueryHandler({
    store: aisha.store,
    clock,
    timer: stillTimer,
    storagePromised: () => null,
    onTold: () => {},
  })
  return async () => {
    queries.use(null)
    await here.close()
  }
})

/** The day, asked for `asks` each time it is worked out. */
function watchToday(asks: () => void): void {
  const params = {
    get date() {
      asks()
      return today
    },
  }
  queries.watch('today', params, () => told.push('today'))
}

/** Something was saved and is being shown: the screen waits for that, and all else for the screen. `show` ends it. */
async function useWhileShown(): Promise<{ readonly show: () => void }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  drawn = promise
  const note = { words: '', found: 'Wound clean', did: '', next: '' }
  const [said, { personId }] = [intent(), doreen]
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note, startedAt: said.at } as const
  expect(await engine.run({ ...visit, ...said })).toEqual({ ok: true })
  queries.use(session)
  return { show: resolve }
}

test('QV918 a screen that cannot be answered takes nothing with it that stands beside it', async () => {
  let count = 0
  watchToday(() => {
    count += 1
    if (count === 1) throw new Error('a fault of this screen')
  })
  for (const name of beside) queries.watch(name, {}, () => told.push(name))
  const { show } = await useWhileShown()
  const fault = expect(queries.settle()).rejects.toThrow('a fault of this screen')
  await pause()
  expect(told).toEqual([])
  show()
  await fault
  await queries.settle()
  expect(told).toEqual(expect.arrayContaining([...beside]))
})

test('QV918 what stands beside a screen is told after its first answer, also where more changes with each', async () => {
  const toldBy: number[] = []
  let count = 0
  watchToday(() => {
    count += 1
    if (count < 30) session.noted()
  })
  for (const name of beside) {
    queries.watch(name, {}, () => {
      told.push(name)
      toldBy.push(count)
    })
  }
  const { show } = await useWhileShown()
  await pause()
  show()
  await queries.settle()
  expect(count).toBeGreaterThanOrEqual(30)
  expect(told[0]).toBe('today')
  expect(new Set(told)).toEqual(new Set(['today', ...beside]))
  expect(toldBy[0]).toBeLessThan(30)
})
