/**
 * Search over notes, messages and medicines, without network (SE rules of
 * SPEC.md). Two steps: an index in memory says which people have the words, then
 * their sealed texts say where.
 */
import { bytesToUtf8 } from '../../../shared/lib/bytes.ts'
import type { SearchKind, SearchView } from '../../engine-api/search.ts'
import type { Attention } from '../lib/attention.ts'
import type { Serial } from '../lib/serial.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { Search, SearchAsked } from './late-search.ts'
import { type SearchMarks, textsPlace as texts } from './marked-pages.ts'
import type { FoundText } from './person-texts.ts'
import { createWordIndex } from './word-index.ts'
import { createWordReading } from './word-reading.ts'
import { foldedText, hasWords, passage, wordsOf } from './words.ts'

export interface SearchDeps {
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly pages: Pick<PageWriter, 'load'>
  readonly marks: SearchMarks
  readonly commitLock: Serial
  readonly attention: Pick<Attention, 'free'>
  /** Nothing is on its way in or out: there is time to read. */
  readonly isQuiet: () => boolean
  readonly onProgress: () => void
}

/** Folded once and not with every key. */
interface FoldedText extends FoundText {
  readonly folded: string
}

const hitsShown = 20
/** People whose texts are looked through for one answer: many words are in one note of nobody. */
const peopleLooked = 60
const textsKept = 60
const nothing = { hits: [], more: false } as const

export function createSearch(deps: SearchDeps): Search {
  const { sealedStore } = deps
  const kept = new Map<string, readonly FoldedText[]>()
  /** Moves when texts on the disk do. */
  let generation = 0
  const index = createWordIndex()
  const reading = createWordReading(deps, index, (people) => {
    // An answer under way may have read the texts as they were.
    for (const person of people) kept.delete(person)
    generation++
  })

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
    const people = index.find(kind, typed).filter((personId) => personOf(personId) !== null)
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

  return {
    start: reading.start,
    kick: reading.kick,
    find: async (asked) => {
      const { text, within } = asked
      const typed = wordsOf(text)
      const isIn = (name: SearchAsked['within']) => typed.join('').length > 1 && (within === 'all' || within === name)
      // What was still being read when this began is not in it, whatever has been read since.
      const before = reading.now()
      const view = {
        text,
        notes: isIn('notes') ? await section('note', typed, asked) : nothing,
        messages: isIn('messages') ? await section('message', typed, asked) : nothing,
        medicines: isIn('medicines') ? await section('medicine', typed, asked) : nothing,
      }
      return { ...view, reading: before ?? reading.now() }
    },
    settle: reading.settle,
  }
}
