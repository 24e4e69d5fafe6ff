/** Who looks after a conversation: for staff, and in plain words for those who write to them. */

import type { Instant } from '../../../../shared/lib/ids.ts'
import { shortName } from '../../../domain/names.ts'
import type { ThreadCare } from '../../../engine-api/queries.ts'
import { fullTime } from './times.ts'
import { namesInWords } from './travel.ts'

const soon = { urgent: 'Urgent', today: 'Today', whenever: 'When there is time' } as const

export const threadCareText = {
  label: 'Who looks after this conversation',
  /** "Dressings · Today"; nothing while nobody has said. */
  about: ({ priority, title }: ThreadCare) =>
    [title, priority === 'whenever' ? '' : soon[priority]].filter((words) => words !== '').join(' · '),
  nobody: 'Nobody looks after this conversation yet.',
  owners: ({ owners }: ThreadCare, now: Instant) =>
    owners
      .map(({ by, since, who }) =>
        by.memberId === who.memberId
          ? `${who.name}, since ${fullTime(since, now)}`
          : `handed to ${who.name} by ${by.name}, not taken yet`,
      )
      .join('; '),
  both: 'Two took it without seeing each other: agree who does, and the other gives it back.',
  take: 'I look after this',
  accept: 'Yes, I take it',
  giveBack: 'Give it back',
  handOver: 'Hand over',
  handTo: 'Hand it to',
  name: 'What it is about',
  nameHint: 'Whoever is in this conversation can read this.',
  soon,
  soonLabel: 'How soon it needs an answer',
  save: 'Save',
  change: 'Title and how soon',
  /** For the public. */
  plain: ({ owners }: ThreadCare) => {
    const names = owners.filter(({ by, who }) => by.memberId === who.memberId).map(({ who }) => shortName(who.name))
    if (names.length === 0) return ''
    return `${namesInWords(names)} ${names.length === 1 ? 'looks' : 'look'} after this conversation.`
  },
}
