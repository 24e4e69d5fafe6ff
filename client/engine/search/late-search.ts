/** Search, from a file of its own: with the first look into it, or once the first screen has stood for a while. */
import type { SearchIn, SearchView } from '../../engine-api/search.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { SearchDeps } from './search.ts'

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
  /** From what is read so far; it says what is not. */
  readonly find: (asked: SearchAsked) => Promise<SearchView>
  readonly settle: () => Promise<void>
}

const nothing = { hits: [], more: false } as const
const allToRead = { notes: nothing, messages: nothing, medicines: nothing, reading: { done: 0, of: 0 } } as const

export function createLateSearch(deps: SearchDeps): Search {
  let search: Search | undefined
  let begun: Promise<Search | undefined> | undefined
  const load = loadOnce(async () => {
    const { createSearch } = await import('./search.ts')
    search = createSearch(deps)
    search.start()
    return search
  })

  /** Without its file what is asked is not found yet. */
  function begin(): Promise<Search | undefined> {
    begun = load().catch(() => undefined)
    return begun
  }

  return {
    start: () => void begin(),
    kick: () => search?.kick(),
    find: async (asked) => (await begin())?.find(asked) ?? { text: asked.text, ...allToRead },
    settle: async () => void (await (await begun)?.settle()),
  }
}
