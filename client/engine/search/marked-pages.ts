/**
 * Remembers whose words changed: the commit that writes rows also writes, sealed,
 * the names of the people they are about, so that a kill before they are read
 * for the search loses none of them (SE4). A batch seals at most one such row.
 */
import { bytesToHex, bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { type Collection, homePartition } from '../../domain/projections/rows.ts'
import type { Random } from '../platform/random.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { SealedStore } from '../storage/sealed-store.ts'

export const marksPlace = { store: 'pages', scope: 'search/marks' } as const
/** What the search has read, a row a person. */
export const wordsPlace = { store: 'pages', scope: 'search/words' } as const
export const textsPlace = { store: 'pages', scope: 'search/texts' } as const

export interface SearchMarks {
  readonly load: () => Promise<void>
  /** What is marked now; what is marked from here on is marked anew. */
  readonly take: () => ReadonlyMap<string, readonly string[]>
  readonly count: () => number
}

export interface MarkedPages {
  readonly pages: PageWriter
  readonly marks: SearchMarks
}

const searched: ReadonlySet<Collection> = new Set(['story', 'messages', 'medicines'])

export function createMarkedPages(pages: PageWriter, sealedStore: SealedStore, random: Random): MarkedPages {
  /** By the name of their row. */
  const waiting = new Map<string, readonly string[]>()
  let marked = new Set<string>()

  return {
    pages: {
      ...pages,
      plan: async (rows, drops, mayWait) => {
        const plan = await pages.plan(rows, drops, mayWait)
        const touched = [...plan.rows, ...plan.removed, ...plan.later].filter(
          ({ collection, partition }) => searched.has(collection) && partition !== homePartition,
        )
        const people = [...new Set(touched.map(({ partition }) => partition))].filter((person) => !marked.has(person))
        if (people.length === 0) return plan
        const name = bytesToHex(random.bytes(8))
        for (const person of people) marked.add(person)
        waiting.set(name, people)
        const mark = await sealedStore.seal([{ ...marksPlace, name, value: utf8ToBytes(people.join(' ')) }])
        return { ...plan, writes: [...plan.writes, ...mark] }
      },
      forget: () => {
        // The commit failed, and its mark with it: the next rows write another.
        marked = new Set()
        pages.forget()
      },
    },
    marks: {
      load: async () => {
        const { items } = await sealedStore.list(marksPlace.store, marksPlace.scope)
        for (const { name, value } of items) waiting.set(name, bytesToUtf8(value).split(' '))
        marked = new Set([...waiting.values()].flat())
      },
      take: () => {
        const taken = new Map(waiting)
        waiting.clear()
        marked = new Set()
        return taken
      },
      count: () => new Set([...waiting.values()].flat()).size,
    },
  }
}
