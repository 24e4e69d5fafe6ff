/** Told to a colleague: whom others gave to her, and whom they took from her. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { formatPlainName } from '../../../domain/names.ts'
import type { HandedItem, HandedPerson } from '../../../engine-api/rounds.ts'
import { roundsText } from './rounds.ts'
import { counted, fullTime, inWords } from './times.ts'

export interface HandedWords {
  readonly title: string
  readonly words: string
}

export const handedText = {
  title: 'Whom you look after has changed',
  read: 'Read the story',
  toRounds: 'See the round',
  seen: 'Got it',
  otherPhone: (name: string) => `Another phone than the one you scanned came in for ${name}`,
  otherPhoneWords:
    'It came in with your square, and reads what is written to them. Remove it now: find it under “Phones”. Then bring in the right one with a new square.',
  toPhones: 'To their phones',
  failed: 'It could not be put away on this device. It is told again.',
}

export function wordHanded(item: HandedItem, now: Instant): HandedWords {
  const { at, by, isGiven, people, round } = item
  const when = fullTime(at, now)
  if (round !== null) return isGiven ? putOn(item, when) : takenOff(item, when)
  const [each] = people
  const person = nameOfHanded(each)
  if (isGiven)
    return {
      title: by === null ? `You look after ${person} from now on` : `${by.name} gave you ${person}`,
      words: `Since ${when}. Read the story before you go.`,
    }
  const others = namesOf(people)
  return {
    title: others === '' ? `You no longer look after ${person}` : `${person} is now looked after by ${others}`,
    words: `You no longer see the record. ${by === null ? 'Changed' : `Changed by ${by.name}`}, ${when}.`,
  }
}

function putOn({ by, people, round }: HandedItem, when: string): HandedWords {
  const called = roundCalled(round)
  const whom =
    people.length === 1 ? nameOfHanded(people[0]) : `${counted(people.length, 'person', 'people')}: ${some(people)}`
  return {
    title: by === null ? `You are on ${called} now` : `${by.name} put you on ${called}`,
    words: `Since ${when}. With it you look after ${whom}. Read ${people.length === 1 ? 'the story' : 'their stories'} before you go.`,
  }
}

function takenOff({ by, people, round }: HandedItem, when: string): HandedWords {
  const called = roundCalled(round)
  const others = namesOf(people)
  const stay = others === '' ? '' : ` ${people.length === 1 ? 'Now' : 'They are now'} looked after by ${others}.`
  return {
    title: by === null ? `You are not on ${called} any more` : `${by.name} took you off ${called}`,
    words: `Since ${when}. You no longer look after ${some(people)}, and no longer see ${people.length === 1 ? 'the record' : 'their records'}.${stay}`,
  }
}

const roundCalled = (name: string | null) =>
  name === null || name === '' ? 'a round without a name' : `the round ${name}`

export function nameOfHanded(each: Pick<HandedPerson, 'person'> | undefined): string {
  return each?.person == null ? 'a person whose name is not on this device yet' : formatPlainName(each.person.name)
}

function some(people: readonly HandedPerson[]): string {
  return inWords(people.map(nameOfHanded))
}

/** Who looks after any of them now, each once. */
function namesOf(people: readonly HandedPerson[]): string {
  const names = people.flatMap(({ members }) =>
    members.map(({ who }) => who?.name ?? roundsText.unknownColleague.toLowerCase()),
  )
  return inWords([...new Set(names)])
}
