/** The day of `now`: twelve visits for Aisha in order, seven for Ben. */
import type { Day, VisitId } from '../../../client/domain/ids.ts'
import { wordsFor } from './conditions.ts'
import { members } from './members.ts'
import type { ToldPerson } from './people.ts'
import { idOf } from './seed.ts'
import type { MemberKey, PlannedVisit } from './types.ts'

/** Who, and from when to when; without times, the window within which any time will do. */
type Slot = readonly [key: string, from: string | null, to: string | null, window?: string]

/** Insulin first; two people at one door together; what can wait last. */
const aishasDay: readonly Slot[] = [
  ['harold', '08:15', '08:45'],
  ['rashida', '08:50', '09:20'],
  ['margaret', '09:25', '10:00'],
  ['doreen', '10:00', '11:00'],
  ['winston', '11:10', '11:40'],
  ['gloria', '11:40', '11:55'],
  ['amina', '12:05', '12:45'],
  ['mei', '13:30', '14:00'],
  ['kwame', '14:10', '14:40'],
  ['gurdeep', '14:50', '15:20'],
  ['ernest', null, null, 'this week'],
  ['bridget', null, null, 'today'],
]

const bensDay: readonly Slot[] = [
  ['sidney', '08:15', '08:40'],
  ['joan', '08:40', '09:20'],
  ['abdi', '09:30', '10:00'],
  ['ifeoma', '10:15', '11:00'],
  ['sheila', '11:15', '11:45'],
  ['harriet', '13:00', '13:40'],
  ['ronald', null, null, 'this week'],
]

export function buildDiary(people: readonly ToldPerson[], today: Day): readonly PlannedVisit[] {
  const byKey = new Map(people.map((person) => [person.key, person]))
  const plan = (by: MemberKey) => (slot: Slot, order: number) => planSlot(slot, order, by, byKey, today)
  return [...aishasDay.map(plan('aisha')), ...bensDay.map(plan('ben'))]
}

/** The hour of Doreen's visit, which is also published to her. */
export const doreensHour = { from: '10:00', to: '11:00' } as const

function planSlot(
  [key, from, to, window]: Slot,
  order: number,
  by: MemberKey,
  byKey: ReadonlyMap<string, ToldPerson>,
  today: Day,
): PlannedVisit {
  const person = byKey.get(key)
  if (person === undefined) throw new Error(`diary: nobody is called ${key}`)
  const { called, condition, personId } = person
  const { memberId } = members[by]
  const household = person.person.details.address
  const reason = wordsFor(key, called)(condition.reason)
  const visit = { personId, memberId, from, to, window: window ?? null, reason, tag: condition.tag, order, household }
  return { visitId: idOf(`visit/${today}/${by}/${key}`) as VisitId, visit }
}
