/**
 * Search over notes, messages and medicines, without network (SE rules of
 * SPEC.md). Two steps: an index in memory says which people have the words, then
 * their sealed texts say where. What changed is read in quiet moments, from
 * pages; nothing of it runs before the first screen.
 */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { SearchIn, SearchKind, SearchView } from '../../engine-api/search.ts'
import type { Serial } from '../lib/serial.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import { marksPlace, type SearchMarks, textsPlace as texts, wordsPlace as words } from './marked-pages.ts'
import { type FoundText, type PersonWords, personWords, textsOf } from './person-texts.ts'
import type { WordIndex } from './word-index.ts'
import { foldedText, hasWords, passage, wordsOf } from './words.ts'

export interface SearchDeps {
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly pages: Pick<PageWriter, 'load'>
  readonly marks: SearchMarks
  readonly commitLock: Serial
  /** Nothing is on its way in or out: there is time to read. */
  readonly isQuiet: () => boolean
  readonly onProgress: () => void
}

/** Who a hit is about; null when this device may not read about the person now. */
export type PersonOfHit = (personId: string) => Pick<SearchView['notes']['hits'][number], 'name' | 'face'> | null

export interface SearchAsked {
  readonly text: string
  readonly within: SearchIn
  readonly personOf: PersonOfHit
  /** Once false, the rest is not looked for: what is typed next must not wait for it. */
  readonly isWanted: () => boolean
}

export interface Search {
  /** After the first screen. */
  readonly start: () => void
  /** Reads what was marked, when it is quiet. */
  readonly kick: () => void
  readonly find: (asked: SearchAsked) => Promise<SearchView>
  readonly settle: () => Promise<void>
}

/** Folded once and not with every key. */
interface FoldedText extends FoundText {
  readonly folded: string
}

const hitsShown = 20
/** People whose texts are looked through for one answer: many words are in one note of nobody. */
const peopleLooked = 60
const peopleAtOnce = 10
/** Every view is made again when something is told. */
const progressEvery = 100
const textsKept = 60

export function createSearch(deps: SearchDeps): Search {
  const { commitLock, marks, onProgress, pages, sealedStore, store } = deps
  const kept = new Map<string, readonly FoldedText[]>()
  let index: WordIndex | null = null
  let loading: Promise<void> | null = null
  let reading: { readonly done: number; readonly of: number } | null = null
  let work: Promise<void> = Promise.resolve()
  let isRunning = false
  /** Moves when texts on the disk do. */
  let generation = 0

  async function load(): Promise<void> {
    const { createWordIndex } = await import('./word-index.ts')
    const made = createWordIndex()
    const { items } = await sealedStore.list(words.store, words.scope)
    for (const { name, value } of items) made.put(name, JSON.parse(bytesToUtf8(value)) as PersonWords)
    index = made
    onProgress()
  }

  async function readMarked(into: WordIndex): Promise<void> {
    const taken = marks.take()
    const people = [...new Set([...taken.values()].flat())]
    for (let start = 0; start < people.length; start += peopleAtOnce) {
      reading = { done: start, of: people.length }
      if (start % progressEvery === 0) onProgress()
      const some = people.slice(start, start + peopleAtOnce)
      const items: SealedItem[] = []
      for (const person of some) items.push(...(await readPerson(into, person)))
      const isLast = start + peopleAtOnce >= people.length
      // The marks go last: a kill before that reads these people once more.
      const done = isLast ? [...taken.keys()].map((name) => ({ ...marksPlace, name, value: null })) : []
      const writes = await sealedStore.seal([...items, ...done])
      const saved = await commitLock(() => store.commit(writes))
      // Not before: an answer under way may have read the texts as they were.
      for (const person of some) kept.delete(person)
      generation++
      if (!saved.ok) break
    }
    reading = null
    onProgress()
  }

  async function readPerson(into: WordIndex, person: string): Promise<readonly SealedItem[]> {
    const found = textsOf((await pages.load(person)).rows)
    const of = personWords(found)
    into.put(person, of)
    const value = (json: unknown) => utf8ToBytes(JSON.stringify(json))
    return [
      { ...words, name: person, value: value(of) },
      { ...texts, name: person, value: value(found) },
    ]
  }

  function kick(): void {
    if (isRunning || index === null || marks.count() === 0 || !deps.isQuiet()) return
    isRunning = true
    work = readMarked(index).finally(() => {
      isRunning = false
    })
  }

  async function textsOfPerson(person: string): Promise<readonly FoldedText[]> {
    const known = kept.get(person)
    if (known !== undefined) return known
    const asOf = generation
    const row = await sealedStore.get(texts.store, texts.scope, person)
    const read = row.ok && row.value !== undefined ? (JSON.parse(bytesToUtf8(row.value)) as readonly FoundText[]) : []
    const found = read.map((each) => ({ ...each, folded: foldedText(each.text) }))
    if (asOf === generation) kept.set(person, found)
    for (const oldest of kept.keys()) {
      if (kept.size <= textsKept) break
      kept.delete(oldest)
    }
    return found
  }

  async function section(
    kind: SearchKind,
    typed: readonly string[],
    { isWanted, personOf }: SearchAsked,
  ): Promise<SearchView['notes']> {
    const people = (index?.find(kind, typed) ?? []).filter((personId) => personOf(personId) !== null)
    const hits: SearchView['notes']['hits'][number][] = []
    let looked = 0
    for (const personId of people.slice(0, peopleLooked)) {
      if (hits.length > hitsShown || !isWanted()) break
      looked++
      const person = personOf(personId)!
      for (const { at, author, folded, id, kind: itsKind, text, threadId } of await textsOfPerson(personId)) {
        if (itsKind !== kind || !hasWords(folded, typed)) continue
        hits.push({ id, kind, personId, ...person, threadId, author, at, parts: passage(text, typed) })
      }
    }
    hits.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    return { hits: hits.slice(0, hitsShown), more: hits.length > hitsShown || looked < people.length }
  }

  function start(): void {
    loading ??= marks.load().then(load).then(kick)
  }

  function readingNow(): SearchView['reading'] {
    const waiting = marks.count()
    return reading ?? (index === null || waiting > 0 ? { done: 0, of: waiting } : null)
  }

  const nothing = { hits: [], more: false } as const

  return {
    start,
    kick,
    find: async (asked) => {
      const { text, within } = asked
      start()
      const typed = wordsOf(text)
      const isIn = (name: SearchIn) => typed.join('').length > 1 && (within === 'all' || within === name)
      // What was still being read when this began is not in it, whatever has been read since.
      const before = readingNow()
      const view = {
        text,
        notes: isIn('notes') ? await section('note', typed, asked) : nothing,
        messages: isIn('messages') ? await section('message', typed, asked) : nothing,
        medicines: isIn('medicines') ? await section('medicine', typed, asked) : nothing,
      }
      return { ...view, reading: before ?? readingNow() }
    },
    settle: async () => {
      await loading
      kick()
      await work
    },
  }
}
