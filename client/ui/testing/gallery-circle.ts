/** Doreen's daughter Karen and the link worker Sol: their first screens, their conversations. */
import type { Me } from '../../engine-api/device-state.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { MessageItem, ThreadListRow, ThreadView } from '../../engine-api/queries.ts'
import type { ReachView } from '../../engine-api/travel.ts'
import type { GalleryState } from './gallery-states.ts'
import { at, ben, doreen, karen, meAisha, meDoreen, sol } from './sample-cast.ts'
import { circleList, circleNews, circleWords, noCircleTasks } from './sample-circle-tasks.ts'
import { sampleHome } from './sample-public.ts'
import { samplePerson, sampleThreads } from './sample-record.ts'
import {
  associatesOutside,
  nothingShared,
  onHerPhone,
  openedSharing,
  phonesGone,
  phonesOnHerWord,
  takenOut,
} from './sample-sharing.ts'
import { offlineSync } from './sample-sync.ts'

export const meKaren: Me = { ...meDoreen, memberId: karen.memberId, deviceId: 'd-karen', signature: karen }
export const meSol: Me = { ...meDoreen, memberId: sol.memberId, deviceId: 'd-sol', signature: sol }

export const circleRow: ThreadListRow = {
  threadId: 't-circle',
  personId: 'doreen',
  kind: 'circle',
  about: 'Doreen',
  title: 'Doreen Ashworth',
  audience: { type: 'with-public', names: ['Doreen', 'Karen', { name: 'Sol', as: 'associate' }], unnamed: 0 },
  face: 'doreen',
  lastText: 'Tea on Sunday? The bus is at two.',
  lastAuthor: doreen,
  lastMine: false,
  lastAt: at('08:40'),
  unread: 1,
  notSent: 0,
}

const karensRow: ThreadListRow = {
  ...sampleThreads[1]!,
  title: meKaren.spaceName,
  lastMine: true,
  lastAuthor: karen,
  lastText: 'Could somebody ring me at 12?',
}

export const karensHome: HomeView = {
  ...sampleHome,
  name: karen.name,
  role: 'family',
  nextVisit: null,
  nextSteps: [],
  threadId: karensRow.threadId,
  unread: 0,
  threads: [circleRow, karensRow],
}

export const solsHome: HomeView = {
  ...karensHome,
  name: sol.name,
  role: 'associate',
  threadId: null,
  threads: [circleRow],
}

const message = (change: Pick<MessageItem, 'id' | 'author' | 'text'> & Partial<MessageItem>): MessageItem => ({
  mine: false,
  answers: null,
  times: { writtenAt: at('08:40'), arrivedAt: at('08:40') },
  travel: null,
  unseen: false,
  ...change,
})

export const circleThread: ThreadView = {
  thread: circleRow,
  complete: true,
  messages: [
    message({ id: 'c-1', author: doreen, text: 'Tea on Sunday? The bus is at two.' }),
    message({
      id: 'c-2',
      author: karen,
      mine: true,
      text: 'I will bring the cake, Mum.',
      times: { writtenAt: at('08:52'), arrivedAt: null },
      travel: { type: 'seen', at: at('08:55'), by: ['Doreen', null], of: 3 },
    }),
  ],
}

export const sharedHome: HomeView = {
  ...karensHome,
  about: 'Doreen',
  told: { on: ['circle', 'visits', 'next-steps'], ended: [] },
  nextVisit: sampleHome.nextVisit,
  lastVisit: { who: ben, at: at('15:40', 1) },
  nextSteps: sampleHome.nextSteps,
}

export const endedHome: HomeView = {
  ...karensHome,
  about: 'Doreen',
  told: { on: ['circle'], ended: ['visits', 'next-steps'] },
}

export const outHome: HomeView = {
  ...karensHome,
  about: 'Doreen',
  told: { on: [], ended: ['circle', 'visits'] },
  threads: [karensRow],
}

/** She looked yesterday, before the visit was planned and before two words came. */
export const lookedYesterday = {
  at: at('16:10', 1),
  visit: null,
  cameAt: null,
  stepId: null,
  on: ['circle', 'visits'],
}
/** When she looked, only the shopping stood on the list, and nobody but her had taken it. */
const lookedBeforeTasks = {
  ...lookedYesterday,
  tasks: { 'c-shopping': { by: [karen.memberId], isDone: false }, 'c-bins': { by: [], isDone: false } },
}
const lookDraft = {
  key: 'looked/home',
  savedAt: at('16:10', 1),
  value: JSON.stringify({ version: 1, before: null, now: lookedYesterday }),
}

const asKaren = { device: { type: 'open', me: meKaren }, deviceWord: 'phone' } as const
const asSol = { device: { type: 'open', me: meSol }, deviceWord: 'phone' } as const
const asDoreen = { device: { type: 'open', me: meDoreen }, deviceWord: 'phone' } as const

/** Who has Karen's message: the team is one of her readers, whoever of them read it. */
export const circleReach: ReachView = {
  canBeSeen: true,
  readers: [
    { name: 'Doreen', face: 'doreen', stored: { at: at('08:53') }, seen: { at: at('08:55'), learntAt: at('09:01') } },
    { name: null, face: '', stored: { at: at('08:52') }, seen: { at: at('08:58') } },
    { name: { name: 'Sol', as: 'associate' }, face: 'sol', stored: null, seen: null },
  ],
}

const inCircle = { home: karensHome, thread: circleThread, reach: circleReach }

export const circleStates: Readonly<Record<string, GalleryState>> = {
  'looked-opened': {
    path: '/looked',
    device: { type: 'open', me: meDoreen },
    deviceWord: 'phone',
    views: { sharing: openedSharing },
  },
  'sharing-opened': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: openedSharing },
  },
  'home-circle': { path: '/', ...asDoreen, views: { home: { ...sampleHome, threads: [circleRow] } } },
  'team-card': { path: '/team-card', ...asDoreen },
  'team-card-offline': {
    path: '/team-card',
    ...asDoreen,
    views: {
      sync: offlineSync,
      home: {
        ...sampleHome,
        card: { ...sampleHome.card!, onToday: null, asks: [{ about: 'Medicines', who: 'Priya' }] },
      },
    },
  },
  'team-card-none': { path: '/team-card', ...asDoreen, views: { home: { ...sampleHome, card: null } } },
  family: { path: '/', ...asKaren, views: inCircle },
  'family-visit': {
    path: '/',
    ...asKaren,
    views: { home: { ...karensHome, nextVisit: sampleHome.nextVisit, nextSteps: sampleHome.nextSteps } },
  },
  'family-shared': { path: '/', ...asKaren, views: { ...inCircle, home: sharedHome } },
  'family-news': { path: '/', ...asKaren, views: { ...inCircle, home: sharedHome, draft: lookDraft } },
  'family-news-tasks': {
    path: '/',
    ...asKaren,
    views: {
      ...inCircle,
      home: sharedHome,
      tasks: circleNews,
      draft: { ...lookDraft, value: JSON.stringify({ version: 1, before: null, now: lookedBeforeTasks }) },
    },
  },
  'family-ended': { path: '/', ...asKaren, views: { ...inCircle, home: endedHome } },
  'family-out': { path: '/', ...asKaren, views: { ...inCircle, home: outHome } },
  'family-sees': { path: '/see', ...asKaren, views: { ...inCircle, home: sharedHome } },
  who: { path: '/who', ...asDoreen, views: { sharing: onHerPhone } },
  'who-nobody': { path: '/who', ...asDoreen, views: { sharing: nothingShared } },
  looked: { path: '/looked', ...asDoreen },
  'looked-nobody': { path: '/looked', ...asDoreen, views: { sharing: nothingShared } },
  'looked-late': {
    path: '/looked',
    ...asDoreen,
    views: { sync: offlineSync, sharing: { ...nothingShared, complete: false } },
  },
  sharing: { path: '/person/doreen/sharing', device: { type: 'open', me: meAisha } },
  'sharing-nobody': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: nothingShared },
  },
  'sharing-phones': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: phonesGone },
  },
  'sharing-phones-her-word': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: phonesOnHerWord },
  },
  'sharing-out-of-circle': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: takenOut },
  },
  'sharing-further-waits': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    circleOutcome: (act) =>
      act.type === 'invite-family'
        ? { type: 'invited', fragment: `#j=${'aB3_'.repeat(95)}`, expiresAt: at('09:20', -7) }
        : { type: 'waiting', waiting: [{ inviteId: 'i-1', code: '482913', again: karen.memberId }] },
  },
  'sharing-associates': {
    path: '/person/doreen/sharing',
    device: { type: 'open', me: meAisha },
    views: { sharing: associatesOutside },
  },
  'circle-tasks': { path: '/circle-tasks', ...asKaren, views: inCircle },
  'circle-tasks-none': { path: '/circle-tasks', ...asKaren, views: { ...inCircle, tasks: noCircleTasks } },
  'circle-tasks-late': {
    path: '/circle-tasks',
    ...asKaren,
    views: { ...inCircle, tasks: { ...noCircleTasks, complete: false } },
  },
  'circle-tasks-unsent': {
    path: '/circle-tasks',
    ...asKaren,
    views: { ...inCircle, tasks: { ...circleList, unsent: 2 }, sync: offlineSync },
  },
  'circle-tasks-words': { path: '/circle-tasks', ...asKaren, views: { ...inCircle, tasks: circleWords } },
  'circle-tasks-hers': {
    path: '/circle-tasks',
    ...asDoreen,
    views: { home: { ...sampleHome, threads: [circleRow] } },
  },
  'circle-tasks-record': {
    path: '/person/doreen',
    device: { type: 'open', me: meAisha },
    views: { person: { ...samplePerson, threads: [...sampleThreads, circleRow] } },
  },
  'circle-tasks-no-circle': {
    path: '/circle-tasks',
    ...asKaren,
    views: { home: { ...karensHome, threads: [] } },
  },
  'family-offline': { path: '/', ...asKaren, views: { ...inCircle, sync: offlineSync } },
  'family-new': { path: '/', ...asKaren, views: { home: { ...karensHome, threads: [], threadId: null, card: null } } },
  'family-circle-alone': {
    path: '/messages',
    ...asKaren,
    views: {
      home: { ...karensHome, threadId: null, threads: karensHome.threads.filter(({ kind }) => kind === 'circle') },
    },
  },
  'family-circle': { path: '/thread/t-circle', ...asKaren, views: inCircle },
  'family-circle-offline': { path: '/thread/t-circle', ...asKaren, views: { ...inCircle, sync: offlineSync } },
  'family-own': { path: '/messages', ...asKaren, views: inCircle },
  'family-worried': { path: '/worse', ...asKaren, views: inCircle },
  'family-no-page': { path: '/medicines', ...asKaren, views: inCircle },
  associate: { path: '/', ...asSol, views: { ...inCircle, home: solsHome } },
  'associate-new': { path: '/', ...asSol, views: { home: { ...solsHome, threads: [] } } },
}
