/**
 * Which people have a word in their notes, messages or medicines: MiniSearch
 * with one document a person, so that a caseload of a hundred thousand records
 * takes some megabytes of memory and not hundreds. Loaded after the first
 * screen, in a file of its own.
 */
import MiniSearch from 'minisearch'
import type { SearchKind } from '../../engine-api/search.ts'
import type { PersonWords } from './person-texts.ts'

export interface WordIndex {
  readonly put: (personId: string, words: PersonWords) => void
  /** People with all of these words in what is of the kind, the likeliest first. */
  readonly find: (kind: SearchKind, typed: readonly string[]) => readonly string[]
}

export function createWordIndex(): WordIndex {
  const index = new MiniSearch<PersonWords & { readonly id: string }>({
    fields: ['note', 'message', 'medicine'],
    // The words come folded, each once.
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === '' ? null : term),
  })
  return {
    put: (personId, words) => {
      const document = { id: personId, ...words }
      if (index.has(personId)) index.replace(document)
      else index.add(document)
    },
    find: (kind, typed) =>
      index.search(typed.join(' '), { fields: [kind], prefix: true, combineWith: 'AND' }).map(({ id }) => String(id)),
  }
}
