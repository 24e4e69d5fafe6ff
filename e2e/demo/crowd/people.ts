/**
 * People made by dice, one after another: the same number is the same person in
 * every neighbourhood, however large. Rules GP1 to GP3.
 */
import { checkDigit } from '../../../client/domain/nhs-number.ts'
import type { ConditionKey } from '../neighbourhood/conditions.ts'
import type { PersonLine } from '../neighbourhood/people-table.ts'
import { createDice, type Dice } from '../neighbourhood/seed.ts'
import { namesIn, type Origin, origins } from './names.ts'

export interface MadePerson extends PersonLine {
  readonly nhsNumber: string
  readonly phone: string
}

/** Every condition but Doreen's own, the common ones more often. */
const made: readonly [ConditionKey, ...ConditionKey[]] = [
  ...([
    'frailty',
    'frailty',
    'frailty',
    'heartFailure',
    'heartFailure',
    'copd',
    'copd',
    'legUlcer',
    'legUlcer',
  ] as const),
  ...(['insulin', 'insulin', 'catheter', 'injection', 'pressure', 'postOp', 'memory', 'parkinsons', 'stroke'] as const),
  'lastMonths',
]

const streets = [
  ...['Mill Lane', 'Quarry Row', 'Weir Street', 'Chapel Bank', 'Bobbin Yard', 'Dyehouse Street', 'Cropper Row'],
  ...['Beck Side', 'Station Road', 'Viaduct Terrace', 'Signal Street', 'Goods Yard', 'Ford Lane', 'Alder Croft'],
  ...['Moor Top', 'Sheepwash Lane', 'Cold Edge', 'Heather Bank', 'Priory Walk', 'Tenter Hill', 'Packhorse Road'],
] as unknown as readonly [string, ...string[]]

const substances = ['Penicillin', 'Latex', 'Aspirin', 'Codeine', 'Trimethoprim', 'Elastic adhesive dressings'] as const
const reactions = ['Rash', 'Swollen lips', 'Sick', 'Itching', 'Wheeze'] as const

/** Everybody from the first to the last of `count`. */
export function makePeople(count: number): readonly MadePerson[] {
  const taken = new Set<string>()
  const numbers = numbersFor(count)
  return Array.from({ length: count }, (_, i) => {
    for (let attempt = 0; ; attempt++) {
      const person = makePerson(i, attempt, numbers[i]!)
      const name = `${person.given} ${person.family} ${person.age} ${person.birthday}`
      if (taken.has(name)) continue
      taken.add(name)
      return person
    }
  })
}

function makePerson(i: number, attempt: number, nhsNumber: string): MadePerson {
  const dice = createDice(`crowd/${i}/${attempt}`)
  const origin = pickOrigin(dice)
  const gender = dice.between(0, 99) < 58 ? 'Female' : 'Male'
  const given = dice.pick(namesIn(gender === 'Female' ? origin.women : origin.men))
  const family = dice.pick(namesIn(origin.families)).replace('-', ' ')
  const relative = dice.pick(namesIn(dice.between(0, 1) === 0 ? origin.women : origin.men))
  const kin = namesIn(origin.women).includes(relative)
    ? (['daughter', 'sister', 'niece'] as const)
    : (['son', 'brother', 'nephew'] as const)
  return {
    key: `crowd-${i}`,
    title: gender === 'Male' ? 'Mr' : dice.pick(['Mrs', 'Mrs', 'Mrs', 'Miss', 'Ms']),
    given,
    family,
    gender,
    age: dice.between(0, 7) === 0 ? dice.between(19, 54) : dice.between(55, 99),
    birthday: `${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`,
    condition: dice.pick(made),
    round: dice.between(0, 2) === 0 ? 'beck' : 'mill',
    address: `${dice.between(20, 189)} ${dice.pick(streets)}`,
    contact: [`${relative} ${family}`, dice.pick(kin)],
    allergy: makeAllergy(dice),
    nhsNumber,
    phone: `01632 960${240 + (i % 760)}`,
  }
}

function makeAllergy(dice: Dice): PersonLine['allergy'] {
  const roll = dice.between(0, 9)
  if (roll < 5) return 'none'
  return roll < 7 ? 'not asked' : [dice.pick(substances), dice.pick(reactions)]
}

function pickOrigin(dice: Dice): Origin {
  let roll = dice.between(0, origins.reduce((sum, { share }) => sum + share, 0) - 1)
  for (const origin of origins) {
    roll -= origin.share
    if (roll < 0) return origin
  }
  return origins[0]
}

/** Far from the forty's, which begin at 999 000 001, and far apart, as real ones are. */
function numbersFor(count: number): readonly string[] {
  const numbers: string[] = []
  for (let i = 0; i < count; i++) {
    let nine = 999_100_003 + i * 137
    while (checkDigit(String(nine)) === null) nine++
    numbers.push(`${nine}${checkDigit(String(nine))}`)
  }
  return numbers
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
