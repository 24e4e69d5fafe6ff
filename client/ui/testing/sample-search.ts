/** What the samples find: two notes and a medicine for "pills", nothing for anything else. */
import type { SearchHit, SearchView } from '../../engine-api/search.ts'
import { at, people } from './sample-cast.ts'

const nothing = { hits: [], more: false } as const
const [first] = people

const hit = (id: string, kind: SearchHit['kind'], before: string, marked: string, after: string): SearchHit => ({
  id,
  kind,
  personId: first!.personId,
  name: first!.name,
  face: first!.face,
  threadId: kind === 'message' ? 't-doreen' : null,
  author: kind === 'medicine' ? '' : 'Ben Okafor',
  at: kind === 'medicine' ? null : at('15:10', 3),
  parts: [
    { text: before, hit: false },
    { text: marked, hit: true },
    { text: after, hit: false },
  ],
})

export function sampleSearch(text: string): SearchView {
  if (text !== 'pills') return { text, notes: nothing, messages: nothing, medicines: nothing, reading: null }
  return {
    text,
    notes: {
      hits: [hit('n-1', 'note', '… asked about the water ', 'pills', '. Ankles less puffy than last week.')],
      more: true,
    },
    messages: { hits: [hit('m-1', 'message', 'Are the white ', 'pills', ' the ones for the morning?')], more: false },
    medicines: nothing,
    reading: { done: 1_200, of: 3_400 },
  }
}
