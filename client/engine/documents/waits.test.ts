/** DC980, SY981: what waits for an earlier change is bounded here, told, and never lost. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { EntryId, Instant } from '../../../shared/lib/ids.ts'
import { propertyRuns, propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import { clock, createWorld, type Device, type World } from '../membership/testing/world.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createDocStore, type DocPlan, type IncomingChange } from './doc-store.ts'
import { mostHeld } from './waits.ts'
import { toldWaits } from './waits-told.ts'

let world: World
let written: readonly IncomingChange[]

beforeAll(async () => {
  world = await createWorld('waits')
  await initAutomergeInNode()
  written = await chainOfChanges(mostHeld + 30)
}, 60_000)

async function deviceOf({ chains, id }: Device) {
  const store = createMemoryDeviceStore()
  const random = createSeededRandom(`waits of ${id}`)
  const sealedStore = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  /** As its entries lie there once they were taken. */
  const log: IncomingChange[] = []
  let reads = 0
  const fromLog = async () => {
    reads += 1
    return log.map(({ author, bytes, entry, writtenAt }) => ({ author, bytes, entry, writtenAt, arrivedAt: null }))
  }
  const given = { sealedStore, chains, device: id, initAutomerge: initAutomergeInNode, now: clock.now, fromLog }
  const docs = createDocStore(given)
  const commit = async (plan: DocPlan) => expect((await store.commit(plan.writes)).ok).toBe(true)
  return {
    docs,
    store,
    sealedStore,
    reads: () => reads,
    take: async (changes: readonly IncomingChange[]) => {
      const plan = await docs.take(changes)
      await commit(plan)
      log.push(...changes)
      return plan
    },
    heldRows: async () => {
      const { items } = await sealedStore.list('docs', docIdOf('person', world.about))
      return items.filter(({ name }) => name.startsWith('tail/')).length
    },
  }
}

/** Each builds on the one before. */
async function chainOfChanges(count: number): Promise<readonly IncomingChange[]> {
  const { docs, sealedStore, store } = await deviceOf(world.nurse)
  const made: IncomingChange[] = []
  for (let at = 0; at < count; at++) {
    const changed = await docs.change('person', world.about, (doc) => changeDetails(doc, { given: `Doreen ${at}` }))
    if (!changed.ok || changed.value === null) throw new Error('no change')
    const { doc, payload, sealedAlongside } = changed.value
    await store.commit(await sealedStore.seal(sealedAlongside))
    const entry = at.toString(16).padStart(64, '0') as EntryId
    const of = { entry, group: world.groups.care, doc, author: world.nurse.id, role: 'staff' } as const
    made.push({ ...of, writtenAt: clock.now(), bytes: payload })
  }
  return made
}

const rowsOf = ({ rows }: DocPlan) => rows.filter(({ collection }) => collection !== 'listChanges')

test('DC980 whatever comes before what it builds on, so much of it stays here, and the document ends as if it had come in order', {
  timeout: propertyTimeout(120_000),
}, async () => {
  const inOrder = await deviceOf(world.gp)
  await inOrder.docs.start()
  const whole = rowsOf(await inOrder.take(written))
  const [first, ...others] = written as readonly [IncomingChange, ...IncomingChange[]]
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...others], { minLength: others.length }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
      async (shuffled, sizes) => {
        const late = await deviceOf(world.gp)
        await late.docs.start()
        for (let from = 0, turn = 0; from < shuffled.length; turn++) {
          const size = sizes[turn % sizes.length]!
          const plan = await late.take(shuffled.slice(from, from + size))
          from += size
          expect(plan.refused).toEqual([])
          expect(await late.heldRows()).toBeLessThanOrEqual(mostHeld)
        }
        const last = await late.take([first])
        expect(last.refused).toEqual([])
        expect(late.reads()).toBe(1)
        expect(rowsOf(last)).toEqual(whole)
        expect(await late.heldRows()).toBe(0)
        expect(await toldWaits(late.sealedStore, Number.MAX_SAFE_INTEGER as Instant)).toEqual([])
      },
    ),
    propertyRuns({ numRuns: 6, seed: 980 }),
  )
})

test('SY981 what waits is told after ten minutes, with since when, until it is part of its document', async () => {
  const here = await deviceOf(world.gp)
  await here.docs.start()
  const [first, second] = written as readonly [IncomingChange, IncomingChange]
  const since = clock.now()
  await here.take([second])
  const minutes = (count: number) => (since + count * 60_000) as Instant
  expect(await toldWaits(here.sealedStore, minutes(9))).toEqual([])
  const doc = docIdOf('person', world.about)
  expect(await toldWaits(here.sealedStore, minutes(11))).toEqual([
    { id: doc, reason: 'waits-for-earlier', at: expect.any(Number) },
  ])
  await here.take([first])
  expect(await toldWaits(here.sealedStore, minutes(600))).toEqual([])
  expect(here.reads()).toBe(0)
})
