/** Whether messages may be sent: on Doreen's own phone, on her page to staff, and in the conversations her phone reads. */
import type { ThreadView } from '../../engine-api/queries.ts'
import { circleThread } from './gallery-circle.ts'
import type { GalleryState } from './gallery-states.ts'
import { meAisha, meDoreen } from './sample-cast.ts'
import { stoppedByPhone, stoppedHerself, unagreed } from './sample-contact.ts'
import { sampleThread } from './sample-public.ts'
import { samplePerson } from './sample-record.ts'
import { onHerPhone, sampleSharing } from './sample-sharing.ts'
import { offlineSync } from './sample-sync.ts'
import { messageDraft } from './sample-writing.ts'

const notAsked = { type: 'not-asked' } as const
const hers = { device: { type: 'open', me: meDoreen }, deviceWord: 'phone' } as const
const staffs = { device: { type: 'open', me: meAisha } } as const
const sharingPage = { ...staffs, path: '/person/doreen/sharing' }
const thread = { ...staffs, path: '/thread/t-doreen' }

/** Doreen has written, and nobody may answer her here. */
export function heldThread(of: Parameters<typeof unagreed>[0], phone?: string): ThreadView {
  return { ...sampleThread, unagreed: unagreed(of, phone) }
}

export const contactStates: Readonly<Record<string, GalleryState>> = {
  'home-ask': { ...hers, path: '/', views: { sharing: { ...onHerPhone, contact: notAsked } } },
  'who-stopped': { ...hers, path: '/who', views: { sharing: { ...onHerPhone, contact: stoppedHerself } } },
  'who-not-asked': {
    ...hers,
    path: '/who',
    views: { sync: offlineSync, sharing: { ...onHerPhone, contact: notAsked } },
  },
  'talk-stopped': { ...hers, path: '/messages', views: { sharing: { ...onHerPhone, contact: stoppedHerself } } },
  'person-not-asked': { ...staffs, path: '/person/doreen', views: { person: { ...samplePerson, contact: notAsked } } },
  'sharing-not-asked': { ...sharingPage, views: { sharing: { ...sampleSharing, contact: notAsked } } },
  'sharing-stopped': {
    ...sharingPage,
    views: { sync: offlineSync, sharing: { ...sampleSharing, contact: stoppedByPhone } },
  },
  'sharing-contact-unknown': { ...sharingPage, views: { sharing: { ...sampleSharing, contact: { type: 'unknown' } } } },
  'thread-not-asked': { ...thread, views: { thread: heldThread(notAsked) } },
  'thread-stopped': { ...thread, views: { thread: heldThread(stoppedHerself, ''), draft: messageDraft } },
  'thread-contact-unknown': { ...thread, views: { sync: offlineSync, thread: heldThread({ type: 'unknown' }) } },
  'thread-circle-not-asked': { ...thread, views: { thread: { ...circleThread, unagreed: unagreed(notAsked) } } },
}
