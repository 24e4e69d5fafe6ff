/** What the samples find: a note and a message for "pills", medicines with something to decide for "furos", nothing for anything else. */
import type { SearchHit, SearchView } from '../../engine-api/search.ts'
import { at, ben, people } from './sample-cast.ts'
import { twoDoses } from './sample-medicines.ts'
import { allergyWarning } from './sample-safety.ts'

const nothing = { hits: [], more: false } as const
const [first] = people

const hit = (id: string, kind: SearchHit['kind'], before: string, marked: string, after: string): SearchHit => ({
  id,
  kind,
  personId: first!.personId,
  name: first!.name,
  face: first!.face,
  threadId: kind === 'message' ? 't-doreen' : null,
  author: kind === 'medicine' ? null : ben,
  at: kind === 'medicine' ? null : at('15:10', 3),
  parts: [
    { text: before, hit: false },
    { text: marked, hit: true },
    { text: after, hit: false },
  ],
})

const sides = twoDoses.medicines.flatMap(({ conflict = [] }) => conflict)

const inDoubt: SearchView['medicines'] = {
  hits: [
    {
      ...hit('furosemide', 'medicine', '', 'furosemide', ' tablet 20 mg or 80 mg once a day, morning'),
      conflict: sides,
    },
    {
      ...hit('amoxicillin', 'medicine', '', 'amoxicillin', ' capsule 500 mg three times a day'),
      warning: allergyWarning,
    },
  ],
  more: false,
}

export function sampleSearch(text: string): SearchView {
  if (text === 'furos') return { text, notes: nothing, messages: nothing, medicines: inDoubt, reading: null }
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
