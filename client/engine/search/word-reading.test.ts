/** SE1040 SE1041: what is asked while words are still read is answered from those that are, and before any more of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SearchView } from '../../engine-api/search.ts'
import { createAttention } from '../lib/attention.ts'
import { createSerial } from '../lib/serial.ts'
import { pause } from '../platform/pause.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createPageWriter } from '../read-model/page-writer.ts'
import { rowOf } from '../read-model/read-model.contract.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createLateSearch } from './late-search.ts'
import { createMarkedPages } from './marked-pages.ts'

/** Of whom each has one message, with one word that all have. */
async function setup(people: number) {
  const random = createSeededRandom('reading')
  const store = createMemoryDeviceStore()
  const sealedStore = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  const messages = Array.from({ length: people }, (_, nth) =>
    rowOf('messages', `m${nth}`, { at: nth, author: null, text: 'Wound clean', threadId: 't' }, `p${nth}`),
  )
  const { pages } = createMarkedPages(createPageWriter(sealedStore), sealedStore, random)
  await store.commit((await pages.plan(messages)).writes)

  /** As after a start. */
  function open() {
    const attention = createAttention()
    const marked = createMarkedPages(createPageWriter(sealedStore), sealedStore, random)
    const rest = { isQuiet: () => true, onProgress: () => {} }
    const search = createLateSearch({ store, sealedStore, attention, commitLock: createSerial(), ...marked, ...rest })
    const person = { name: { given: 'Doreen', family: 'Ashworth', title: '', preferred: '' }, face: '' }
    const asked = { text: 'wou', within: 'messages', personOf: () => person, isWanted: () => true } as const
    const find = () => attention.whileAsked(() => search.find(asked))
    return { attention, find, search }
  }
  return { open }
}

type Opened = ReturnType<Awaited<ReturnType<typeof setup>>['open']>

async function findUntil({ find }: Opened, isEnough: (view: SearchView) => boolean): Promise<readonly SearchView[]> {
  const views = [await find()]
  while (!isEnough(views.at(-1)!)) {
    await pause()
    views.push(await find())
  }
  return views
}

const shownAtMost = 20
const isWhole = ({ reading }: SearchView) => reading === null
const isPart = ({ reading }: SearchView) => reading !== null && reading.done > 0

test('SE1040 an answer has whoever is read so far and says how many are not, read from pages or read before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 25, max: 60 }), async (people) => {
      const { open } = await setup(people)
      for (const opened of [open(), open()]) {
        const views = await findUntil(opened, isWhole)
        expect(views.some(isPart)).toBe(true)
        for (const { messages, reading } of views) {
          expect(messages.hits.length).toBeGreaterThanOrEqual(Math.min(reading?.done ?? people, shownAtMost))
          expect(reading?.of ?? people).toBeLessThanOrEqual(people)
        }
        await opened.search.settle()
      }
    }),
    { numRuns: 5 },
  )
})

test('SE1041 while somebody waits for an answer nobody is read, and all are afterwards', async () => {
  const { open } = await setup(40)
  for (const { attention, find, search } of [open(), open()]) {
    await findUntil({ attention, find, search }, isPart)
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = attention.whileAsked(() => promise)
    // Who was begun with may be read to the end.
    for (let turn = 0; turn < 50; turn++) await pause()
    const held = await find()
    for (let turn = 0; turn < 50; turn++) await pause()
    expect((await find()).reading).toEqual(held.reading)
    expect(held.reading).not.toBeNull()
    resolve()
    await waiting
    await search.settle()
    expect((await find()).reading).toBeNull()
  }
})
