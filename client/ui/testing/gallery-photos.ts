/** A photo with a visit note and in the record, in every state it can be in. */
import type { PhotoAct, PhotoActOutcome, PhotoItem, PhotoTravel } from '../../engine-api/photo-acts.ts'
import type { GalleryState } from './gallery-states.ts'
import { at, meAisha } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'
import { offlineSync } from './sample-sync.ts'
import { draftOf, kitchenForm } from './sample-writing.ts'

/** A grey field with a darker spot, as large as a photo: what one shows is no business of a gallery. */
const drawn =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><path fill="#999" d="M0 0h1200v900H0z"/><circle cx="600" cy="450" r="200" fill="#777"/></svg>'
const bytes = new TextEncoder().encode(drawn)
const picture: PhotoActOutcome = { type: 'picture', bytes, mediaType: 'image/svg+xml' }
const draft = { blob: 'b1', bytes: 240_000, width: 1_200, height: 900 }

const staff = { type: 'open', me: meAisha } as const
const visit = { path: '/visit/doreen/v-doreen', device: staff } as const
const person = { path: '/person/doreen', device: staff } as const
const kept = { blob: 'b1', words: 'Left shin, wound with a clean edge', consent: 'agreed' } as const

/** In the newest note. */
function record(travel: PhotoTravel | null) {
  const photo: PhotoItem = { ...kept, id: 'photo-1', width: 1_200, height: 900, bytes: 240_000, travel }
  const story = samplePerson.story.map((item, place) => (place === 0 ? { ...item, photo } : item))
  return { ...samplePerson, story }
}

/** Of two places, in the two newest notes. */
function recordOfTwo() {
  const facts = { ...kept, width: 1_200, height: 900, bytes: 240_000, travel: null }
  const words = ['Right heel, the skin is whole', kept.words]
  const story = samplePerson.story.map((item, at) => {
    const own = words[at]
    return own === undefined ? item : { ...item, photo: { ...facts, id: `photo-${at}`, words: own } }
  })
  return { ...samplePerson, story }
}

const withDraft = (act: PhotoAct): PhotoActOutcome => (act.type === 'show-draft' ? { ...picture, draft } : picture)

export const photoStates: Readonly<Record<string, GalleryState>> = {
  'visit-photo': {
    ...visit,
    views: { sync: offlineSync, draft: draftOf({ ...kitchenForm, photo: kept }) },
    photoOutcome: () => ({ ...picture, draft }),
  },
  'visit-photo-bare': {
    ...visit,
    views: { draft: draftOf({ ...kitchenForm, photo: { ...kept, words: '', consent: null } }) },
    photoOutcome: () => ({ ...picture, draft }),
  },
  'visit-photo-before': {
    ...visit,
    views: { sync: offlineSync, person: recordOfTwo(), draft: draftOf({ ...kitchenForm, photo: kept }) },
    photoOutcome: withDraft,
  },
  'visit-photo-before-choose': {
    ...visit,
    views: {
      person: recordOfTwo(),
      draft: draftOf({ ...kitchenForm, photo: { ...kept, words: 'Sacrum, a red patch' } }),
    },
    photoOutcome: withDraft,
  },
  'visit-photo-before-away': {
    ...visit,
    views: {
      sync: offlineSync,
      person: record(null),
      draft: draftOf({ ...kitchenForm, photo: { ...kept, words: '' } }),
    },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : { type: 'no-signal' }),
  },
  'visit-photo-before-folded': {
    ...visit,
    views: { person: recordOfTwo(), draft: draftOf(kitchenForm) },
    photoOutcome: (act) => (act.type === 'show-draft' ? { type: 'none' } : picture),
  },
  'person-photo': { ...person, views: { person: record(null) }, photoOutcome: () => picture },
  'person-photo-here-only': {
    ...person,
    views: { sync: offlineSync, person: record({ type: 'here-only' }) },
    photoOutcome: () => picture,
  },
  'person-photo-not-sent': {
    ...person,
    views: { person: record({ type: 'not-sent', problem: 'over-quota' }) },
    photoOutcome: () => picture,
  },
  'person-photo-sent': {
    ...person,
    views: { person: record({ type: 'sent', at: at('09:40') }) },
    photoOutcome: () => picture,
  },
  'person-photo-away': { ...person, views: { person: record(null) }, photoOutcome: () => ({ type: 'not-here' }) },
  'person-photo-no-signal': {
    ...person,
    views: { sync: offlineSync, person: record(null) },
    photoOutcome: () => ({ type: 'no-signal' }),
  },
  'person-photo-not-at-relay': {
    ...person,
    views: { person: record(null) },
    photoOutcome: () => ({ type: 'not-at-relay' }),
  },
  'person-photo-damaged': { ...person, views: { person: record(null) }, photoOutcome: () => ({ type: 'damaged' }) },
}
