/** The table's lines as people: details, allergies, alerts, contacts, medicines. */
import { addDays, ageInYears } from '../../../client/domain/dates.ts'
import type { Day, MedicineId } from '../../../client/domain/ids.ts'
import { checkDigit } from '../../../client/domain/nhs-number.ts'
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { Condition } from './conditions/condition.ts'
import { type ConditionKey, conditions, wordsFor } from './conditions.ts'
import { beckRound, millRound } from './members.ts'
import { type PersonLine, peopleTable } from './people-table.ts'
import { createDice, idOf } from './seed.ts'
import type { MedicineContent, NeighbourhoodPerson, PersonContent } from './types.ts'

/** A person with what her story is told from. */
export interface ToldPerson extends NeighbourhoodPerson {
  readonly condition: Condition
  readonly conditionKey: ConditionKey
  readonly called: string
}

export function buildPeople(today: Day): readonly ToldPerson[] {
  const numbers = nhsNumbers(peopleTable.length)
  return peopleTable.map((line, i) =>
    buildPerson(line, { nhsNumber: numbers[i] ?? '', phone: `01632 960${200 + i}`, today }),
  )
}

interface GivenFacts {
  readonly nhsNumber: string
  readonly phone: string
  readonly today: Day
}

export function buildPerson(line: PersonLine, facts: GivenFacts): ToldPerson {
  const { key } = line
  const condition: Condition = conditions[line.condition]
  const called = line.preferred ?? `${line.title} ${line.family}`
  return {
    personId: idOf(`person/${key}`) as PersonId,
    roundId: (line.round === 'mill' ? millRound : beckRound).roundId,
    key,
    person: buildContent(line, condition, facts),
    medicines: buildMedicines(key, condition, facts.today),
    condition,
    conditionKey: line.condition,
    called,
  }
}

function buildContent(line: PersonLine, condition: Condition, { nhsNumber, phone, today }: GivenFacts): PersonContent {
  const { allergy, address, contact, family, gender, given, key, preferred = '', title } = line
  const dice = createDice(`${key}/content`)
  const isKnown = typeof allergy !== 'string'
  const recordedOn = addDays(today, -dice.between(400, 5_000))
  const [contactName, relation] = contact
  return {
    details: {
      family,
      given,
      title,
      preferred,
      born: bornOn(line, today),
      gender,
      nhsNumber,
      died: '',
      address,
      phone,
    },
    allergies: isKnown ? [[idOf(`allergy/${key}`), { substance: allergy[0], reaction: allergy[1], recordedOn }]] : [],
    noKnownAllergiesOn: allergy === 'none' ? addDays(today, -dice.between(60, 300)) : null,
    alerts: condition.alerts.map((alert, i) => [
      idOf(`alert/${key}/${i}`),
      { ...alert, recordedOn: addDays(today, -dice.between(70, 200)) },
    ]),
    contacts: [[idOf(`contact/${key}`), { name: contactName, relation, phone: `07700 900${dice.between(200, 899)}` }]],
    scale2Target: key === 'doreen' ? { by: 'Dr Tom Reid', on: addDays(today, -80) } : null,
  }
}

function buildMedicines(key: string, { medicines }: Condition, today: Day): readonly MedicineContent[] {
  const dice = createDice(`${key}/medicines`)
  const words = wordsFor(key, '')
  const current = medicines.map(([name, form, dose, frequency, route, risk = ''], i): MedicineContent => {
    const since = addDays(today, -dice.between(90, 900))
    const text = { name, brand: '', form, dose, frequency: words(frequency), route, risk }
    const id = idOf(`medicine/${key}/${i}`) as MedicineId
    return { id, medicine: { ...text, prescriber: 'Dr Tom Reid', since, source: 'GP record' }, stoppedOn: null }
  })
  return key === 'doreen' ? [...current, finishedCourse(today)] : current
}

function finishedCourse(today: Day): MedicineContent {
  return {
    id: idOf('medicine/doreen/course') as MedicineId,
    medicine: {
      name: 'doxycycline',
      brand: '',
      form: 'capsule',
      dose: '100 mg',
      frequency: 'once a day for five days',
      route: 'by mouth',
      prescriber: 'Dr Tom Reid',
      since: addDays(today, -38),
      source: 'Rescue pack',
      risk: '',
    },
    stoppedOn: addDays(today, -33),
  }
}

/** The birthday on which she became as old as the table says. */
export function bornOn({ age, birthday }: Pick<PersonLine, 'age' | 'birthday'>, today: Day): Day {
  const year = Number(today.slice(0, 4)) - age
  const thisYear = `${year}-${birthday}` as Day
  return ageInYears(thisYear, today) === age ? thisYear : (`${year - 1}-${birthday}` as Day)
}

/** The first of the 999 range that can exist, in order. */
function nhsNumbers(count: number): readonly string[] {
  const numbers: string[] = []
  for (let nine = 999_000_001; numbers.length < count; nine++) {
    const check = checkDigit(String(nine))
    if (check !== null) numbers.push(`${nine}${check}`)
  }
  return numbers
}
