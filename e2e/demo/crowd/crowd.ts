/**
 * The crowd of a neighbourhood of some size: who is on the caseload beside the
 * forty, who is in the directory alone, and what was written about them. Acts
 * are made person by person, since a hundred thousand records at once would fill
 * the memory. Rule GP4.
 */
import { addDays, dayOf } from '../../../client/domain/dates.ts'
import type { NewPerson } from '../../../client/engine/admin/admin-api.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { careActs, visitsOf } from '../neighbourhood/history.ts'
import { members, millRound } from '../neighbourhood/members.ts'
import { bornOn, buildPeople, buildPerson, type ToldPerson } from '../neighbourhood/people.ts'
import { createDice, idOf } from '../neighbourhood/seed.ts'
import type { Act } from '../neighbourhood/types.ts'
import { type MadePerson, makePeople } from './people.ts'
import { byHand, type CrowdSize, caseloadOf } from './size.ts'

export interface Crowd {
  /** With groups, documents and records. */
  readonly caseload: readonly ToldPerson[]
  /** In the directory alone, on rounds of colleagues that nobody of the demo plays. */
  readonly listed: readonly NewPerson[]
  /** What was written about one of the caseload, oldest first. */
  readonly actsOf: (person: ToldPerson) => readonly Act[]
  /** What was written about the forty before their three months. */
  readonly earlier: () => Iterable<readonly Act[]>
}

/** A story is three months; told again it is three months earlier. */
const storyDays = 91
const otherRounds = ['Hill and Moor', 'Priory', 'Tenter Hill'] as const
const otherNurses = ['Megan Hughes', 'Tomasz Zielinski', 'Grace Adeyemi'] as const

export function buildCrowd(size: CrowdSize, now: Date): Crowd {
  const today = dayOf(now.getTime() as Instant)
  const people = makePeople(size.people - byHand)
  const caseload = people
    .slice(0, caseloadOf(size) - byHand)
    .map((line) => buildPerson(line, { nhsNumber: line.nhsNumber, phone: line.phone, today }))
  const listed = people.slice(caseload.length).map((line, i) => listedPerson(line, i, today))
  return {
    caseload,
    listed,
    actsOf: (person) => newest(stories(person, today, size.records, 0), size.records),
    *earlier() {
      // Doreen's story is told to the day, and is not told twice.
      for (const person of buildPeople(today).filter(({ key }) => key !== 'doreen')) {
        const told = careActs(person, visitsOf(person, today)).reduce((sum, act) => sum + act.records.length, 0)
        if (size.records > told) yield newest(stories(person, today, size.records - told, 1), size.records - told)
      }
    },
  }
}

/** Newest story first in the list of stories; each act stands by itself. */
function stories(person: ToldPerson, today: ReturnType<typeof dayOf>, records: number, from: number): readonly Act[] {
  const acts: Act[] = []
  let count = 0
  for (let nth = from; count < records; nth++) {
    const then: ToldPerson = nth === 0 ? person : { ...person, key: `${person.key}/${nth}` }
    const day = addDays(today, -storyDays * nth)
    const story = careActs(then, visitsOf(then, day)).filter(
      ({ records: [first] }) => first?.type !== 'message' || isTalkedOf(person),
    )
    acts.push(...story)
    count += story.reduce((sum, act) => sum + act.records.length, 0)
  }
  return acts
}

/** Of every fourth person, so that a list of threads is what a nurse's is. */
function isTalkedOf({ key }: ToldPerson): boolean {
  return createDice(`${key}/talk`).between(0, 3) === 0
}

/** Whole acts up to `records` records, the newest of them; oldest first. */
function newest(acts: readonly Act[], records: number): readonly Act[] {
  const kept: Act[] = []
  let count = 0
  for (const act of [...acts].sort((a, b) => b.at - a.at)) {
    if (count >= records) break
    kept.push(act)
    count += act.records.length
  }
  return kept.reverse()
}

function listedPerson(line: MadePerson, i: number, today: ReturnType<typeof dayOf>): NewPerson {
  const { address, family, gender, given, key, nhsNumber, phone, title } = line
  return {
    personId: idOf(`person/${key}`) as NewPerson['personId'],
    name: { family, given, title, preferred: '' },
    born: bornOn(line, today),
    gender,
    nhsNumber,
    roundId: idOf(`round/${otherRounds[i % otherRounds.length]}`),
    namedNurse: otherNurses[i % otherNurses.length]!,
    face: '',
    address,
    phone,
  }
}

export function directoryLine(person: ToldPerson): NewPerson {
  const { address, born, family, gender, given, nhsNumber, phone, preferred, title } = person.person.details
  const namedNurse = members[person.roundId === millRound.roundId ? 'aisha' : 'ben'].signature.name
  const name = { family, given, title, preferred }
  const { personId, roundId } = person
  return { personId, name, born, gender, nhsNumber, roundId, namedNurse, face: '', address, phone }
}
