/** Rounds, and who looks after whom. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { AccessProblem } from '../../../engine-api/access-acts.ts'
import { wordAccessProblem } from './opening.ts'
import { whoLooksAfter } from './person.ts'
import { counted, fullTime, inWords } from './times.ts'

const staffStay =
  'What was read stays read. As staff they can still open a record in need, with a reason, and that is told.'

export const roundsText = {
  title: 'Rounds',
  hint: 'A round is a set of people and the staff who look after them. Whoever is on it can read their records.',
  look: 'An administrator of the team names rounds and puts colleagues on and off. Whom a round looks after is changed on the person’s own page.',
  incomplete: 'Names of rounds and people are still on their way or being opened here. Do not read this as “none”.',
  none: 'There are no rounds yet.',
  noneNext: 'Make one, put colleagues on it, then give it people from their own pages.',
  unnamed: 'Round without a name',
  me: 'you',
  unknownColleague: 'A colleague whose name is not on this device yet',
  unknownPerson: 'Name not on this device yet',
  line: (members: number, people: number) =>
    `${members === 0 ? 'nobody on it' : counted(members, 'colleague')} · looks after ${people === 0 ? 'nobody' : counted(people, 'person', 'people')}`,
  /** An administrator, who needs nobody’s yes. */
  onByThemselves: (at: Instant, now: Instant) => `Put themselves on this round, ${fullTime(at, now)}.`,
  putOnByThemselves: (name: string, at: Instant, now: Instant) =>
    `${name} put themselves on this round, ${fullTime(at, now)}.`,
  members: 'On this round',
  noMembers: 'Nobody is on it.',
  people: (count: number) => `Looks after ${counted(count, 'person', 'people')}`,
  noPeople: 'Looks after nobody yet. People are given to it from their own page.',
  onlyHere: 'only by this round',
  nobodys: 'Nobody looks after them',
  nobodysHint: 'Whoever did has left the team. Open each one and say who looks after them now.',
  make: 'Make a round',
  rename: 'Change its name',
  giveName: 'Give it a name',
  named: 'The name of the round.',

  takeOff: 'Take off',
  takeOffEffect: (name: string, round: string, people: number) =>
    `${name} will no longer look after the ${people === 1 ? 'person' : `${people} people`} of ${round} from now on, unless somebody else gave them to ${name} too. Their devices then delete what lies on them. ${staffStay}`,
  takeOffEmpty: (name: string, round: string) => `${name} comes off ${round}. It looks after nobody yet.`,
  takeOffYes: 'Yes, take them off',
  takenOff: (name: string, round: string) => `Done. ${name} is off ${round}.`,
  wouldLeave: (names: readonly string[]) =>
    `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${counted(names.length - 3, 'other')}` : ''}: nobody else looks after them. Put a colleague on this round first, or give them to somebody else.`,

  leave: 'Leave this round',
  leaveEmpty: (round: string) => `You come off ${round}. It looks after nobody yet.`,
  leaveEffect: (count: number) =>
    count === 0
      ? 'You go on seeing everybody of this round, since you look after them by name or by another round too.'
      : `You will no longer see ${count === 1 ? 'one record' : `${count} records`} from now on, and this device deletes what lies on it once everything is sent.`,
  leaveGone: (people: readonly string[], staff: readonly string[]) =>
    `${inWords(people, 6)}: looked after by ${inWords(staff, 6)}.`,
  leaveKept: (people: readonly string[]) => `You go on seeing ${inWords(people, 6)}, by name or by another round.`,
  leaveBack:
    'Only an administrator can put you on this round again. What you read stays read. As staff you can still open a record in need, with a reason, and that is told.',
  leaveYes: 'Yes, I leave this round',
  leaveNo: 'No, I stay on it',
  left: (round: string) => `Done. You are off ${round}.`,
  mayNotLeave: (names: readonly string[]) =>
    `You cannot leave it yet: nobody else looks after ${inWords(names, 4)}. Ask an administrator to put a colleague on this round, or give them to somebody else from their own pages.`,

  putOn: 'Put somebody on',
  putOnWho: 'Who comes on this round?',
  putOnEffect: (name: string, round: string, people: number) =>
    people === 0
      ? `${name} comes on ${round}. It looks after nobody yet.`
      : `${name} will see the records of the ${people === 1 ? 'one person' : `${people} people`} of ${round} from now on, with all that was written before.`,
  putOnYes: 'Yes, put them on',
  putOnDone: (name: string, round: string) => `Done. ${name} is on ${round}.`,
  noMoreColleagues: 'Everybody of the staff is on it.',

  no: 'No, leave it',
  cancel: 'Not now',
  going: 'Asking…',
  undo: 'Undo',
  undone: 'Undone. It is as it was before.',

  afterTitle: whoLooksAfter,
  afterHint: 'They can read the record and are told what is new. Others of the staff can only open it with a reason.',
  afterLook: 'An administrator, or a colleague who looks after this person, can change it.',
  backWords: 'Back to the record',
  byName: 'By name',
  byRound: 'By a round',
  noneByName: 'Nobody by name.',
  noneByRound: 'No round.',
  nobody: 'Nobody looks after this person.',
  last: 'The only one. Give this person to somebody else first.',
  also: (rounds: readonly string[]) => `Also by ${rounds.join(' and ')}.`,
  takeMemberEffect: (name: string, person: string, also: readonly string[]) =>
    also.length > 0
      ? `${name} no longer looks after ${person} by name, but still does by ${also.join(' and ')}, and goes on seeing the record.`
      : `${name} will no longer see ${person}’s record from now on. Their devices then delete what lies on them. ${staffStay}`,
  takeMyselfEffect: (person: string) =>
    `You will no longer see ${person}’s record from now on, and this device deletes what lies on it once everything is sent. Only a colleague who looks after ${person}, or an administrator, can give it back to you.`,
  takeRoundEffect: (round: string, person: string) =>
    `Whoever is on ${round} will no longer see ${person}’s record from now on, unless they look after ${person} by name or by another round. Their devices then delete what lies on them. ${staffStay}`,
  take: 'Take off',
  takeYes: 'Yes, take off',
  taken: (name: string, person: string) => `Done. ${name} no longer looks after ${person}.`,
  give: 'Give to a round or a colleague',
  giveWho: 'To whom?',
  giveEffect: (name: string, person: string) =>
    `${name} will see ${person}’s record from now on, with all that was written before, and looks after ${person} until somebody takes that back.`,
  giveRoundEffect: (round: string, person: string) =>
    `Whoever is on ${round} will see ${person}’s record from now on, with all that was written before, and looks after ${person} until somebody takes that back.`,
  giveYes: 'Yes, give',
  given: (name: string, person: string) => `Done. ${name} looks after ${person}.`,
  nobodyElse: 'There is nobody else to give this person to.',
}

const problems: Readonly<Partial<Record<AccessProblem, readonly [string, string]>>> = {
  'no-signal': [
    'There is no signal now.',
    'It may not be changed yet. Look again when there is signal, and if it is not, try once more.',
  ],
  'not-allowed': [
    'It was not changed.',
    'Ask an administrator, or a colleague who looks after this person: they can change it.',
  ],
  'nobody-left': [
    'It was not changed: somebody would be left with nobody.',
    'Put a colleague on, or give them to somebody else, first.',
  ],
  refused: ['It was not changed.', 'Somebody else has changed it meanwhile. Look again, then try once more.'],
}

export function wordRoundProblem(problem: AccessProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem] ?? []
  return title === undefined || words === undefined ? wordAccessProblem(problem) : { title, words }
}
