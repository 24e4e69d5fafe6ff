/** The forty, from two tables. Ages hold on the day the neighbourhood is read, so nobody grows out of her story. */
import type { ConditionKey } from './conditions.ts'
import { beckPeople } from './people-of-beck.ts'
import { millPeople } from './people-of-mill.ts'

type Allergy = 'none' | 'not asked' | readonly [substance: string, reaction: string]

export interface PersonLine {
  readonly key: string
  readonly title: string
  readonly given: string
  readonly family: string
  readonly gender: 'Female' | 'Male'
  readonly age: number
  /** MM-DD. */
  readonly birthday: string
  readonly condition: ConditionKey
  readonly round: 'mill' | 'beck'
  readonly address: string
  readonly contact: readonly [name: string, relation: string]
  readonly allergy: Allergy
  readonly preferred?: string
}

/** One line as it is written in the tables. */
export type Line = readonly [
  key: string,
  name: readonly [title: string, given: string, family: string, preferred?: string],
  gender: 'F' | 'M',
  age: number,
  birthday: string,
  condition: ConditionKey,
  address: string,
  contact: readonly [name: string, relation: string],
  allergy: Allergy,
]

export const peopleTable: readonly PersonLine[] = [...millPeople.map(read('mill')), ...beckPeople.map(read('beck'))]

function read(round: PersonLine['round']): (line: Line) => PersonLine {
  return ([key, [title, given, family, preferred], gender, age, birthday, condition, address, contact, allergy]) => ({
    key,
    title,
    given,
    family,
    gender: gender === 'F' ? 'Female' : 'Male',
    age,
    birthday,
    condition,
    round,
    address,
    contact,
    allergy,
    ...(preferred === undefined ? {} : { preferred }),
  })
}
