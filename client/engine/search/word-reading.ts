/**
 * What the index has: the words read earlier, from the disk, and then what was
 * marked since, from pages. A few people at a time, and not while somebody waits
 * for an answer (SE1040, SE1041).
 */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { SearchView } from '../../engine-api/search.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import { marksPlace, textsPlace as texts, wordsPlace as words } from './marked-pages.ts'
import { type PersonWords, personWords, textsOf } from './person-texts.ts'
import type { SearchDeps } from './search.ts'
import type { WordIndex } from './word-index.ts'

export interface WordReading {
  readonly start: () => void
  readonly kick: () => void
  /** Null when all is read. */
  readonly now: () => SearchView['reading']
  readonly settle: () => Promise<void>
}

/** Read from pages, in one commit. */
const peopleAtOnce = 10
/** Whose words go from the disk into the index without a break. */
const putAtOnce = 12
/** Every view is made again when something is told. */
const progressEvery = 100

/** `onRead`: the texts of these people on the disk are others now. */
export function createWordReading(
  deps: SearchDeps,
  index: WordIndex,
  onRead: (people: readonly string[]) => void,
): WordReading {
  const { attention, commitLock, marks, onProgress, pages, sealedStore, store } = deps
  let loading: Promise<void> | null = null
  let isLoaded = false
  let reading: SearchView['reading'] = null
  let work: Promise<void> = Promise.resolve()
  let isRunning = false

  async function load(): Promise<void> {
    await marks.load()
    const { items } = await sealedStore.list(words.store, words.scope)
    for (const [done, { name, value }] of items.entries()) {
      reading = { done, of: items.length }
      if (done % putAtOnce === 0) await attention.free()
      index.put(name, JSON.parse(bytesToUtf8(value)) as PersonWords)
    }
    reading = null
    isLoaded = true
    onProgress()
  }

  async function readMarked(): Promise<void> {
    const taken = marks.take()
    const people = [...new Set([...taken.values()].flat())]
    for (let start = 0; start < people.length; start += peopleAtOnce) {
      reading = { done: start, of: people.length }
      if (start % progressEvery === 0) onProgress()
      const some = people.slice(start, start + peopleAtOnce)
      const items: SealedItem[] = []
      for (const person of some) {
        await attention.free()
        items.push(...(await readPerson(person)))
      }
      const isLast = start + peopleAtOnce >= people.length
      // The marks go last: a kill before that reads these people once more.
      const done = isLast ? [...taken.keys()].map((name) => ({ ...marksPlace, name, value: null })) : []
      const writes = await sealedStore.seal([...items, ...done])
      const saved = await commitLock(() => store.commit(writes))
      onRead(some)
      if (!saved.ok) break
    }
    reading = null
    onProgress()
  }

  async function readPerson(person: string): Promise<readonly SealedItem[]> {
    const found = textsOf((await pages.load(person)).rows)
    const of = personWords(found)
    index.put(person, of)
    const value = (json: unknown) => utf8ToBytes(JSON.stringify(json))
    return [
      { ...words, name: person, value: value(of) },
      { ...texts, name: person, value: value(found) },
    ]
  }

  function kick(): void {
    if (isRunning || !isLoaded || marks.count() === 0 || !deps.isQuiet()) return
    isRunning = true
    work = readMarked().finally(() => {
      isRunning = false
    })
  }

  return {
    start: () => {
      loading ??= load().then(kick)
    },
    kick,
    now: () => {
      const waiting = marks.count()
      return reading ?? (!isLoaded || waiting > 0 ? { done: 0, of: waiting } : null)
    },
    settle: async () => {
      await loading
      kick()
      await work
    },
  }
}
