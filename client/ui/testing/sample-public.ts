/** Doreen's own phone: first screen and her thread with the team. */
import { shortName } from '../../domain/names.ts'
import type { HomeView, NextStepItem, TeamCardView } from '../../engine-api/home-views.ts'
import type { MessageItem, ThreadView } from '../../engine-api/queries.ts'
import { aisha, at, ben, doreen, lena, priya, reid } from './sample-cast.ts'
import { sampleThreads } from './sample-record.ts'

export const sampleCard: TeamCardView = {
  members: [aisha, ben, priya, reid, lena].map((one) => ({ ...one, name: shortName(one.name) })),
  onToday: [aisha, ben, priya].map((one) => ({ ...one, name: shortName(one.name) })),
  hours: 'Monday to Friday, 8 to 6',
  phone: '01632 960018',
  asks: [],
  publishedAt: at('08:02'),
}

export const sampleHome: HomeView = {
  name: 'Doreen',
  nextVisit: { who: aisha, from: at('10:00'), to: at('11:00') },
  nextSteps: [
    {
      id: 'n-1',
      text: 'Your water tablet is being checked. Priya will call by 12.',
      author: priya,
      times: { writtenAt: at('08:55'), arrivedAt: at('08:56') },
    },
  ],
  team: [aisha, ben, priya, reid],
  threadId: 't-doreen',
  unread: 1,
  threads: sampleThreads.slice(0, 1),
  card: sampleCard,
  role: 'patient',
  complete: true,
  updatedAt: at('09:19'),
  phone: '01632 960018',
  answeredWhen: 'Mon–Fri, 8 to 6',
}

/** Its "tomorrow" is the day she is looked at. */
export const yesterdaysStep: NextStepItem = {
  id: 'n-0',
  text: 'I come tomorrow at 10.',
  author: priya,
  times: { writtenAt: at('16:20', 1), arrivedAt: at('16:21', 1) },
}

/** Yesterday's words are the newest there are. */
export const yesterdaysHome: HomeView = { ...sampleHome, nextSteps: [yesterdaysStep] }

const messages: readonly MessageItem[] = [
  {
    id: 'm-1',
    author: doreen,
    mine: false,
    text: 'I was up four times. I did not like to ring.',
    answers: null,
    times: { writtenAt: at('02:10'), arrivedAt: at('07:40') },
    travel: null,
    unseen: true,
  },
  {
    id: 'm-2',
    author: aisha,
    mine: true,
    text: 'Thank you for telling us. I am with you 10 to 11.',
    answers: { id: 'm-1', name: 'Doreen', text: 'I was up four times. I did not like to ring.' },
    times: { writtenAt: at('07:58'), arrivedAt: null },
    travel: { type: 'seen', at: at('08:05'), by: ['Doreen'], of: 1 },
    unseen: false,
  },
  {
    id: 'm-3',
    author: aisha,
    mine: true,
    text: 'Please keep your phone near this morning.',
    answers: null,
    times: { writtenAt: at('09:14'), arrivedAt: null },
    travel: { type: 'saved', at: at('09:14') },
    unseen: false,
  },
]

export const sampleThread: ThreadView = { thread: sampleThreads[0]!, complete: true, messages }
