/** What the writing, messaging and joining samples need beyond the record: drafts, Doreen's side of her thread, invites. */
import type { Invite } from '../../engine-api/engine-api.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { DraftView, MessageItem, ThreadView } from '../../engine-api/queries.ts'
import type { ReachView } from '../../engine-api/travel.ts'
import { writeMessageDraft } from '../models/message-draft.ts'
import { visitDraftKey, writeVisitDraft } from '../models/visit-draft.ts'
import { emptyVisitForm, type VisitForm } from '../models/visit-form.ts'
import { aisha, at, ben, doreen, lena, meAisha, meDoreen, priya, reid } from './sample-cast.ts'
import { sampleHome } from './sample-public.ts'
import { sampleThreads } from './sample-record.ts'

const empty = emptyVisitForm('doreen', 'v-doreen', at('09:04'))

/** As in the kitchen: two values not entered yet, and an emergency all the same. */
export const kitchenForm: VisitForm = {
  ...empty,
  note: {
    words: '“I’m fighting for breath. Worse since tea time.”',
    found: 'Sat upright, short sentences. Ankles swollen to shin, both. Hot to touch.',
    did: 'Sat her forward. Rescue inhaler, 2 puffs at 09:08.',
    next: 'An ambulance is coming. I am staying with Dot until it is here.',
  },
  typed: { respirations: '25', spo2: '85', pulse: '112', temperature: '38.4' },
  oxygen: 'air',
}

export const slippedForm: VisitForm = {
  ...empty,
  note: { ...empty.note, found: 'Warm, settled.' },
  typed: { respirations: '18', spo2: '90', systolic: '128', pulse: '88', temperature: '380' },
  oxygen: 'air',
  consciousness: 'alert',
}

export function draftOf(form: VisitForm): (params: { readonly key: string }) => DraftView {
  const own = visitDraftKey(form.personId, form.visitId)
  return ({ key }) =>
    key === own ? { key, value: writeVisitDraft(form), savedAt: at('09:11') } : { key, value: null, savedAt: null }
}

export function messageDraft({ key }: { readonly key: string }): DraftView {
  const draft = { text: 'Is there anything she should bring if', answers: null, sending: null }
  return key.startsWith('message/')
    ? { key, value: writeMessageDraft(draft), savedAt: at('09:16') }
    : { key, value: null, savedAt: null }
}

function message(change: Partial<MessageItem> & Pick<MessageItem, 'id' | 'author' | 'text'>): MessageItem {
  return {
    mine: false,
    answers: null,
    times: { writtenAt: at('07:58'), arrivedAt: at('07:58') },
    travel: null,
    unseen: false,
    ...change,
  }
}

/** Each state a message of one's own can be in, one after the other. */
export const travelledThread: ThreadView = {
  thread: { ...sampleThreads[1]!, title: 'Karen Ashworth' },
  complete: true,
  messages: [
    message({
      id: 'm-1',
      author: doreen,
      text: 'I was up four times. I did not like to ring.',
      times: { writtenAt: at('02:10'), arrivedAt: at('07:40') },
      unseen: true,
    }),
    message({
      id: 'm-2',
      author: aisha,
      mine: true,
      text: 'Thank you for telling us. I am with you 10 to 11.',
      answers: { id: 'm-1', name: 'Doreen Ashworth', text: 'I was up four times. I did not like to ring.' },
      times: { writtenAt: at('07:58'), arrivedAt: null },
      travel: { type: 'seen', at: at('08:05'), by: ['Doreen'], of: 1 },
    }),
    message({
      id: 'm-3',
      author: ben,
      text: 'I changed nothing with your inhalers. Aisha will look this morning.',
      times: { writtenAt: at('08:52'), arrivedAt: at('08:52') },
    }),
    message({
      id: 'm-4',
      author: aisha,
      mine: true,
      text: 'Please keep your phone near this morning.',
      times: { writtenAt: at('09:02'), arrivedAt: null },
      travel: { type: 'arrived', at: at('09:03'), on: ['Doreen'], of: 1 },
    }),
    message({
      id: 'm-5',
      author: aisha,
      mine: true,
      text: 'The doctor may ring you too.',
      times: { writtenAt: at('09:06'), arrivedAt: null },
      travel: { type: 'sent', at: at('09:06') },
    }),
    message({
      id: 'm-6',
      author: aisha,
      mine: true,
      text: 'I’ll ring you at 12, after Priya has looked at the water tablet.',
      times: { writtenAt: at('09:14'), arrivedAt: null },
      travel: { type: 'saved', at: at('09:14') },
    }),
    message({
      id: 'm-7',
      author: aisha,
      mine: true,
      text: 'Your chair comes on Thursday.',
      times: { writtenAt: at('08:10', 1), arrivedAt: null },
      travel: { type: 'not-sent', since: at('08:10', 1), reason: { type: 'too-long-queued' } },
    }),
  ],
}

/** Staff among themselves: of five colleagues three have it and two have read it. */
export const countedThread: ThreadView = {
  thread: { ...travelledThread.thread!, kind: 'staff', title: 'Doreen Ashworth', audience: { type: 'staff-only' } },
  complete: true,
  messages: [
    message({
      id: 'm-8',
      author: aisha,
      mine: true,
      text: 'Could somebody look at her ankles tomorrow?',
      times: { writtenAt: at('08:02'), arrivedAt: null },
      travel: { type: 'seen', at: at('08:05'), by: [ben.name, priya.name], of: 5 },
    }),
  ],
}

export const countedReach: ReachView = {
  canBeSeen: true,
  readers: [
    { name: ben.name, face: 'ben', stored: { at: at('08:03') }, seen: { at: at('08:05') } },
    { name: priya.name, face: 'priya', stored: { at: at('08:03') }, seen: { at: at('08:20'), learntAt: at('08:50') } },
    { name: lena.name, face: 'lena', stored: { at: at('08:10') }, seen: null },
    { name: reid.name, face: 'reid', stored: null, seen: null },
    { name: 'Grace Obi', face: '', stored: null, seen: null },
  ],
}

/** Two took it and said what it is about, each without seeing the other. */
export const titledApart: ThreadView = {
  ...travelledThread,
  thread: {
    ...travelledThread.thread!,
    care: {
      title: 'Dressings / Night calls',
      priority: 'today',
      isMine: true,
      owners: [aisha, ben].map((who, index) => ({ who, by: who, since: at(index === 0 ? '08:30' : '08:39') })),
      changed: { by: ben, at: at('08:40') },
      wordedApart: [
        { by: aisha, at: at('08:31') },
        { by: ben, at: at('08:40') },
      ],
    },
  },
}

/** The same conversation on Doreen's own phone. */
export const doreensThread: ThreadView = {
  thread: { ...sampleThreads[0]!, title: 'My care team' },
  complete: true,
  messages: [
    message({
      id: 'm-1',
      author: doreen,
      mine: true,
      text: 'I was up four times. I did not like to ring.',
      times: { writtenAt: at('02:10'), arrivedAt: null },
      travel: { type: 'seen', at: at('07:58'), by: [null], of: 1 },
    }),
    message({
      id: 'm-2',
      author: aisha,
      text: 'Thank you for telling us. I am with you 10 to 11.',
      answers: { id: 'm-1', name: 'Doreen', text: 'I was up four times. I did not like to ring.' },
      unseen: true,
    }),
    message({
      id: 'm-3',
      author: doreen,
      mine: true,
      text: 'Thank you love',
      times: { writtenAt: at('09:15'), arrivedAt: null },
      travel: { type: 'saved', at: at('09:15') },
    }),
  ],
}

export const bareHome: HomeView = {
  ...sampleHome,
  nextVisit: null,
  nextSteps: [],
  team: [],
  threadId: null,
  unread: 0,
  phone: null,
  answeredWhen: null,
  card: null,
}

export const staffInvite: Invite = {
  fragment: 'j=sample',
  spaceName: meAisha.spaceName,
  name: 'Aisha Rahman',
  role: 'community nurse',
  face: 'aisha',
  audience: 'staff',
  standing: 'staff',
  expiresAt: at('18:00'),
}

export const publicInvite: Invite = {
  ...staffInvite,
  name: 'Doreen Ashworth',
  role: meDoreen.signature.role,
  face: 'doreen',
  audience: 'public',
  standing: 'patient',
}
