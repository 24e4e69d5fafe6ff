/** Gallery states of writing a visit, conversations, joining and the public's pages. See gallery-states.ts. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { at, meAisha, meDoreen, sampleNow } from './sample-cast.ts'
import { sampleHome } from './sample-public.ts'
import { bareNewPerson, samplePerson } from './sample-record.ts'
import { offlineSync } from './sample-sync.ts'
import {
  bareHome,
  countedReach,
  countedThread,
  doreensThread,
  draftOf,
  kitchenForm,
  messageDraft,
  publicInvite,
  slippedForm,
  staffInvite,
  travelledThread,
} from './sample-writing.ts'

const offline = { sync: offlineSync }
const staff = { type: 'open', me: meAisha } as const
const visit = { path: '/visit/doreen/v-doreen', device: staff } as const
const thread = { path: '/thread/t-karen', device: staff } as const
const phone = { device: { type: 'open', me: meDoreen }, deviceWord: 'phone' } as const
const locked = { type: 'locked', name: 'Aisha', unsentCount: 2, opensWith: 'passphrase', waitUntil: null } as const
const overOf = (clock: object) =>
  ({ type: 'over', endsAt: at('09:00', 2), clockSetBack: false, clockLeapt: false, ...clock }) as const
const noSpace = () => ({ ok: false, problem: { type: 'no-space' } }) as const

export const writingStates = {
  'visit-empty': visit,
  'visit-kitchen': { ...visit, views: { ...offline, draft: draftOf(kitchenForm) } },
  'visit-arriving': {
    ...visit,
    views: {
      person: { ...samplePerson, complete: false, alerts: [], scale2Target: null },
      draft: draftOf(kitchenForm),
    },
  },
  'visit-slip': { ...visit, views: { draft: draftOf(slippedForm) } },
  'visit-new-person': { ...visit, views: { person: { ...bareNewPerson, scale2Target: null, ageYears: null } } },
  'visit-no-space': { ...visit, views: { draft: draftOf(kitchenForm) }, outcome: noSpace },
  'visit-unknown': { ...visit, views: { person: { ...samplePerson, person: null, banner: null } } },
  'thread-travelled': { ...thread, views: { ...offline, thread: travelledThread, draft: messageDraft } },
  'thread-desk': { ...thread, deviceWord: 'computer', views: { thread: travelledThread } },
  'thread-staff': { ...thread, path: '/thread/t-staff', views: { thread: staffThread() } },
  'thread-counted': {
    ...thread,
    path: '/thread/t-staff',
    views: { ...offline, thread: countedThread, reach: countedReach },
  },
  'thread-none': { ...thread, views: { thread: { ...travelledThread, messages: [] } } },
  'thread-unknown': { ...thread, views: { thread: { thread: null, complete: true, messages: [] } } },
  'messages-none': { ...thread, path: '/messages', views: { threads: { rows: [], unread: 0 } } },
  'join-staff': { path: '/#j=sample', device: { type: 'empty' }, invite: { type: 'good', invite: staffInvite } },
  'join-public': {
    path: '/#j=sample',
    device: { type: 'empty' },
    deviceWord: 'phone',
    invite: { type: 'good', invite: publicInvite },
  },
  'join-expired': { path: '/#j=sample', device: { type: 'empty' }, invite: { type: 'expired', invite: staffInvite } },
  'join-broken': { path: '/#j=sample', device: { type: 'empty' } },
  'waiting-code': {
    path: '/',
    device: { type: 'waiting-to-join', offline: true, code: '482917', spaceName: meAisha.spaceName },
  },
  unlock: { path: '/', device: locked },
  'unlock-wait': { path: '/', device: { ...locked, waitUntil: (sampleNow + 25_000) as Instant } },
  'unlock-public': { path: '/', deviceWord: 'phone', device: { ...locked, name: 'Doreen', opensWith: 'device' } },
  'unlock-lease-over': { path: '/', device: { ...locked, lease: overOf({ clockSetBack: true }) } },
  'unlock-clock-leapt': { path: '/', device: { ...locked, lease: overOf({ clockLeapt: true }) } },
  'unlock-clock-leapt-public': {
    path: '/',
    deviceWord: 'phone',
    device: { ...locked, name: 'Doreen', opensWith: 'device', lease: overOf({ clockLeapt: true }) },
  },
  'public-home-bare': { ...phone, path: '/', views: { ...offline, home: bareHome } },
  'public-home-past': {
    ...phone,
    path: '/',
    views: { home: { ...sampleHome, nextVisit: { ...sampleHome.nextVisit!, from: at('08:00'), to: at('09:00') } } },
  },
  'public-messages': { ...phone, path: '/messages', views: { ...offline, thread: doreensThread } },
  'public-messages-none': { ...phone, path: '/messages', views: { home: bareHome } },
  'public-worse': { ...phone, path: '/worse' },
  'public-worse-bare': { ...phone, path: '/worse', views: { home: bareHome } },
  'public-medicines': { ...phone, path: '/medicines' },
  'public-next': { ...phone, path: '/next' },
  'public-next-bare': { ...phone, path: '/next', views: { home: bareHome } },
  'public-text-size': { ...phone, path: '/text-size' },
} as const

function staffThread() {
  const thread = { ...travelledThread.thread!, title: 'Staff, about Doreen', audience: { type: 'staff-only' } as const }
  return { ...travelledThread, thread, messages: travelledThread.messages.filter(({ id }) => id !== 'm-1') }
}
