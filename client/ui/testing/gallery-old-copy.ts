/** A device that was put back to an older copy of itself and wrote again, until it has started anew. */
import type { SyncView } from '../../engine-api/sync-views.ts'
import { heldItems } from './gallery-held.ts'
import type { GalleryState } from './gallery-states.ts'
import { meAisha, meDoreen } from './sample-cast.ts'
import { byHandSync, oldCopyAskSync, oldCopyPublicSync, oldCopySync, sealingSync } from './sample-sync.ts'

const staff = (sync: SyncView): GalleryState => ({
  path: '/sync',
  device: { type: 'open', me: meAisha },
  views: { sync },
})

const patient = (sync: SyncView): GalleryState => ({
  path: '/sync',
  device: { type: 'open', me: meDoreen },
  deviceWord: 'phone',
  views: { sync },
})

export const changesByHand = heldItems.filter(({ content }) => content.type === 'change')

export const oldCopyStates = {
  'sync-old-copy': staff(oldCopySync),
  'sync-old-copy-no-signal': {
    ...staff(oldCopySync),
    anewOutcome: () => ({ type: 'failed', problem: 'no-signal' }),
  },
  'sync-old-copy-sealing': staff(sealingSync),
  'sync-old-copy-by-hand': { ...staff(byHandSync), anewOutcome: () => ({ type: 'list', items: changesByHand }) },
  'sync-old-copy-public': patient(oldCopyPublicSync),
  'sync-old-copy-public-no-signal': {
    ...patient(oldCopyPublicSync),
    anewOutcome: () => ({ type: 'failed', problem: 'no-signal' }),
  },
  'sync-old-copy-public-sealing': patient(sealingSync),
  'sync-old-copy-public-by-hand': {
    ...patient(byHandSync),
    anewOutcome: () => ({ type: 'list', items: changesByHand }),
  },
  'sync-old-copy-public-alone': patient(oldCopyAskSync),
} satisfies Readonly<Record<string, GalleryState>>
