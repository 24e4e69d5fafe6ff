/** Three months of records, person by person, each through the domain's own writer. */
import { instantAt } from '../../../client/domain/clock-times.ts'
import { addDays, ageInYears, dayOf } from '../../../client/domain/dates.ts'
import { hybridTime } from '../../../client/domain/hybrid-clock.ts'
import type { Day, RecordId } from '../../../client/domain/ids.ts'
import type { ObservationValues } from '../../../client/domain/projections/rows.ts'
import { writeMessage } from '../../../client/domain/records/message.ts'
import { writeNote } from '../../../client/domain/records/note.ts'
import { type ObservationInput, writeObservations } from '../../../client/domain/records/observations.ts'
import type { CareRecord } from '../../../client/domain/records/record.ts'
import type { RecordBase } from '../../../client/domain/records/record-base.ts'
import { writeVisitFinished } from '../../../client/domain/records/visit-finished.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { wordsFor } from './conditions.ts'
import { must } from './documents.ts'
import { members, millRound } from './members.ts'
import type { ToldPerson } from './people.ts'
import { createDice, type Dice, idOf } from './seed.ts'
import type { Act, MemberKey } from './types.ts'

const minute = 60_000

export interface ToldVisit {
  readonly by: MemberKey
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly next: string
}

/** The base of a record: `nth` keeps records of one act apart in time and in id. */
export function baseOf(label: string, by: MemberKey, at: number, about: PersonId | null, nth = 0): RecordBase {
  return {
    id: idOf(`record/${label}`) as RecordId,
    at: at as Instant,
    hlc: hybridTime({ wall: at, count: nth }),
    author: members[by].signature,
    about,
  }
}

export function visitsOf(person: ToldPerson, today: Day): readonly ToldVisit[] {
  const { visits } = person.condition
  const dice = createDice(`${person.key}/visits`)
  const words = wordsFor(person.key, person.called)
  const own: MemberKey = person.roundId === millRound.roundId ? 'aisha' : 'ben'
  const when = person.condition.when ?? spread(person, visits.length)
  return visits.map(([, , , next], i) => {
    const [daysBefore, time] = when[i]!
    const startedAt = instantAt(addDays(today, -daysBefore), time)
    const endedAt = (startedAt + dice.between(20, 45) * minute) as Instant
    return { by: whoCame(person, i, own, dice), startedAt, endedAt, next: words(next) }
  })
}

/** Evenly over three months, a day or two early now and then; the last three to seven days ago. */
function spread(person: ToldPerson, count: number): readonly (readonly [number, string])[] {
  const dice = createDice(`${person.key}/when`)
  const last = dice.between(3, 7)
  return Array.from({ length: count }, (_, i) => {
    const even = Math.round(86 - (i * (86 - last)) / (count - 1))
    return [even - (i === count - 1 ? 0 : dice.between(0, 2)), startTime(person, dice.between(0, 12))]
  })
}

/** Mostly the nurse of the round, one time in five the other; to Doreen, Ben came yesterday. */
function whoCame(person: ToldPerson, i: number, own: MemberKey, dice: Dice): MemberKey {
  const isOther = person.key === 'doreen' ? i === person.condition.visits.length - 1 : dice.between(0, 4) === 0
  return isOther ? other(own) : own
}

export function careActs(person: ToldPerson, visits: readonly ToldVisit[]): readonly Act[] {
  return [...visits.map((visit, i) => visitAct(person, visit, i)), ...talkActs(person, visits)]
}

function visitAct(person: ToldPerson, visit: ToldVisit, i: number): Act {
  const { condition, key, personId } = person
  const words = wordsFor(key, person.called)
  const [said, found, did, next] = condition.visits[i]!
  const base = (what: string, nth: number) => baseOf(`${key}/${what}/${i}`, visit.by, visit.endedAt, personId, nth)
  const note = { visitId: null, words: words(said), found: words(found), did: words(did), next: words(next) }
  const records: CareRecord[] = [must(writeNote(note, base('note', 0)))]
  if (i < (condition.measuredVisits ?? condition.visits.length))
    records.push(measure(person, visit, i, base('observations', 1)))
  records.push(must(writeVisitFinished({ visitId: null, startedAt: visit.startedAt }, base('finished', 2))))
  return { by: visit.by, at: visit.endedAt, place: { type: 'care', personId }, records }
}

function measure(person: ToldPerson, visit: ToldVisit, i: number, base: RecordBase): CareRecord {
  const { details, scale2Target } = person.person
  const ageYears = ageInYears(details.born as Day, dayOf(visit.startedAt))
  const { notMeasured, values } = valuesAt(person, i)
  return must(writeObservations({ values, notMeasured, scoredFor: { ageYears, pregnant: false, scale2Target } }, base))
}

/** What is usual for the condition, a little up or down, worse at its worst visit. */
function valuesAt({ condition, key, person }: ToldPerson, i: number): ObservationInput {
  const dice = createDice(`${key}/values/${i}`)
  const usual = { ...condition.usual, ...(condition.worst?.visit === i ? condition.worst.usual : {}) }
  const exact = condition.measured?.[i]
  const values: ObservationValues = {
    respirations: exact?.respirations ?? usual.respirations + dice.between(-1, 1),
    spo2: exact?.spo2 ?? usual.spo2 + dice.between(-1, 1),
    spo2Scale: person.scale2Target === null ? 1 : 2,
    oxygen: 'air',
    systolic: exact?.systolic ?? usual.systolic + dice.between(-8, 8),
    pulse: exact?.pulse ?? usual.pulse + dice.between(-5, 5),
    consciousness: 'alert',
    temperature: (exact?.temperature ?? usual.temperature + dice.between(-2, 2)) / 10,
  }
  if (exact !== undefined || dice.between(0, 7) > 0) return { values, notMeasured: {} }
  const { systolic: _, ...rest } = values
  return { values: rest, notMeasured: { systolic: dice.pick(['Did not want the cuff today', 'Cuff battery flat']) } }
}

function talkActs(person: ToldPerson, visits: readonly ToldVisit[]): readonly Act[] {
  const { called, condition, key, personId } = person
  const words = wordsFor(key, called)
  return condition.talk.map(([who, after, text], i): Act => {
    const visit = visits[after]!
    const by = who === 'nurse' ? visit.by : who
    const nth = condition.talk.slice(0, i).filter(([, before]) => before === after).length
    const at = visit.endedAt + (nth + 1) * 35 * minute
    const answers = nth === 0 ? null : idOf(`record/${key}/talk/${i - 1}`)
    const message = must(writeMessage({ text: words(text), answers }, baseOf(`${key}/talk/${i}`, by, at, personId)))
    return { by, at: at as Instant, place: { type: 'care', personId }, records: [message] }
  })
}

/** Insulin is given early, the others fall where they fall. */
function startTime(person: ToldPerson, slot: number): string {
  if (person.conditionKey === 'insulin') return '08:30'
  const minutes = 9 * 60 + slot * 35
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function other(nurse: MemberKey): MemberKey {
  return nurse === 'aisha' ? 'ben' : 'aisha'
}
