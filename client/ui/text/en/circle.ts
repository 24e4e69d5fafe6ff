/** Words of the team's card, of family and of associates: whose circle, who reads what, and nothing that was not shared. */
import type { ThreadListRow } from '../../../engine-api/queries.ts'
import { knownReaders } from './threads.ts'
import { namesInWords } from './travel.ts'

export const circleText = {
  teamTitle: 'Your team',
  teamNoCard: 'Your team has not sent its card to this phone yet.',
  teamNoCardHint: 'When it comes, faces, names and hours show here by themselves.',
  onToday: 'On today',
  onTodayUnknown: 'Who is on today is not known on this phone yet.',
  onTodayNobody: 'The plan of today names nobody of your team.',
  wholeTeam: 'The whole team',
  alsoTeam: 'Also in your team',
  whoLink: 'Who can see my things',
  seeTeam: 'See your whole team',
  hours: 'When your team works',
  askWhom: 'Whom to ask',
  publishedAt: (when: string) => `Sent by your team ${when}.`,

  todayFor: (name: string) => `Today for ${name}`,
  todayForFamily: 'Today in your family',
  yourCircles: 'Your conversations',
  coming: (who: string, day: string, hours: string) => `${who} is coming ${day}, ${hours}.`,
  visitNotShared: 'No visit has been shared with you here.',
  visitNotSharedHint: (name: string | null) =>
    name === null ? 'Ask them, or ask the team.' : `Ask ${name}, or ask the team.`,
  stillComing: 'What was shared with you is still on its way.',
  whatToDo: 'What would you like to do?',
  message: 'Message the team',
  worried: 'I am worried',
  team: 'Your team',
  talks: 'Conversations',
  noTalks: 'You are in no conversation yet.',
  noTalksHint: 'When a team adds you to somebody’s circle, it shows here by itself.',
  nothingYet: 'No messages yet',
  you: 'You:',
  them: 'Your relative',
  ownTalk: 'What you and the team write to each other',
  lastVisit: (who: string, role: string, day: string) => `${who}, ${role}, came ${day}.`,
  noNext: 'No visit is planned here yet.',
  newSince: (when: string) => `New since you last looked, ${when}`,
  nothingNew: (when: string) => `Nothing new since you last looked, ${when}.`,
  visitGone: 'The visit that stood here is not planned any more.',
  newStep: (name: string) => `${name} wrote what happens next.`,
  newShared: (what: string) => `Shared with you now: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  newIn: (count: string, where: string) => `${count}: ${where}`,

  worriedList: [
    'they cannot finish a sentence',
    'their lips look blue or grey',
    'they have chest pain',
    'you cannot wake them properly, or they are suddenly confused',
  ],
  worried111: 'they feel worse than usual and the team cannot be reached',
} as const

/** What a conversation is called by those of the public who are in it. */
export function talkTitle({ about, kind }: Pick<ThreadListRow, 'about' | 'kind'>): string {
  if (kind === 'circle') return about === null ? 'A family circle' : `${about}’s circle`
  return kind === 'family' ? 'You and the team' : 'My care team'
}

export function writeLabel(title: string): string {
  return `Write to ${title}`
}

/** Everybody who can read it, and of a thread of one's own who cannot. */
export function whoReads({ about, audience, kind }: Pick<ThreadListRow, 'about' | 'audience' | 'kind'>): string {
  const staff = about === null ? 'the staff of the team' : `the staff who look after ${about}`
  if (kind === 'circle') return `${namesInWords([...knownReaders(audience), staff])} can read this.`
  if (kind === 'own') return 'You and the staff who look after you can read this.'
  return `You and ${staff} can read this.${about === null ? '' : ` ${about} cannot.`}`
}
