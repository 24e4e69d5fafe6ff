/** A photo with a visit note and in the record, in every state it can be in. */
import type { PhotoActOutcome, PhotoItem, PhotoTravel } from '../../engine-api/photo-acts.ts'
import type { GalleryState } from './gallery-states.ts'
import { at, meAisha } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'
import { offlineSync } from './sample-sync.ts'
import { draftOf, kitchenForm } from './sample-writing.ts'

/** One grey point: what a photo shows is no business of a gallery. */
const grey = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGO4AAAA2wDaR0VGWwAAAABJRU5ErkJggg=='
const bytes = Uint8Array.from(atob(grey), (letter) => letter.charCodeAt(0))
const picture: PhotoActOutcome = { type: 'picture', bytes, mediaType: 'image/png' }
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
