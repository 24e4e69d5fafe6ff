/**
 * The work of the catch-up bench, the same for everybody: 500 people with some
 * history; then 2,000 writings about 100 of them by two colleagues, nine in ten
 * a visit note, one in ten a change to the list of medicines.
 */
import { createDice, idOf } from '../../demo/neighbourhood/seed.ts'

export const peopleCount = 500
export const busyCount = 100
export const notesEach = 18
export const medicinesEach = 2
export const oldNotesEach = 10
export const writingCount = busyCount * (notesEach + medicinesEach)
/** Devices of their own are let catch up, one after another, from the same state. */
export const runCount = 5

export interface BenchPerson {
  readonly personId: string
  readonly family: string
  readonly given: string
  readonly born: string
  readonly address: string
}

export interface BenchNote {
  readonly id: string
  readonly at: number
  readonly words: string
  readonly found: string
  readonly did: string
  readonly next: string
}

const families = ['Ashcroft', 'Bairstow', 'Cawthorne', 'Dewhirst', 'Eastwood', 'Firth', 'Greenhalgh', 'Hirst'] as const
const givens = ['Ada', 'Bernard', 'Clara', 'Dennis', 'Elsie', 'Frank', 'Gladys', 'Harold', 'Iris', 'Jack'] as const

export function benchPeople(): readonly BenchPerson[] {
  return Array.from({ length: peopleCount }, (_, i) => {
    const dice = createDice(`bench/person/${i}`)
    return {
      personId: idOf(`bench/person/${i}`),
      family: dice.pick(families),
      given: dice.pick(givens),
      born: `19${dice.between(30, 59)}-0${dice.between(1, 9)}-${dice.between(10, 28)}`,
      address: `${dice.between(1, 90)} Mill Lane`,
    }
  })
}

/** Enough words that a note costs what a real one costs: text that repeats itself would be packed away to nothing. */
const vocabulary =
  `a about after again all ankle appetite arm armchair asked at back bandage bath bed been before below better blood both
  box bread breakfast breath breathless brother bruise calf called calm came care carer chair changed chest chilly cleaned
  clear clinic cold comfortable coming cough cream cup cushion daily daughter day dinner discussed dizzy doctor done door
  dose dressing drinking drowsy dry each eat eats edges evening exudate family fasting feels fever fingers first floor fluid
  foam foot frame fridge from garden gauze gently glasses good granulating hall hand happy has head heel help her higher him
  hip home hot hour husband if infection inhaler inner insulin into itchy joints kettle kitchen knee left leg less letter
  lifting light little lower lunch margin medicine milk moist monday month more morning mouth much nails near neighbour new
  night no normal nose not now of off often oil old on once one open outer over oxygen pain pale palm paper patient pharmacy
  phone pillow pink plan poor pressure pulse quiet rash ready recent red refused repeat rest result review right rings room
  sacrum saline salt same sat score seen shallow shin short shoulder shower side sister skin sleep slept slight slough small
  smell socks sofa some son sore spoke stairs stands steady step stick stiff stocking stool strong sunday supper surgery
  swollen tablet taken talked taught tea team ten than the then there thigh thinner thirsty three throat thursday tired to
  today toe together told tomorrow tongue toward town tuesday twice two ulcer under until up upper urine usual visit waits
  walks wants warm was washed water wednesday week weight well wet when wife will window wipes with without woke worse wound
  wrist yellow yesterday`.split(/\s+/)

function sentences(label: string, count: number): string {
  const dice = createDice(label)
  const word = () =>
    dice.between(0, 11) === 0 ? `${dice.between(1, 240)}` : vocabulary[dice.between(0, vocabulary.length - 1)]!
  const sentence = () => Array.from({ length: dice.between(5, 10) }, word).join(' ')
  return Array.from({ length: count }, () => `${sentence()}.`).join(' ')
}

export function noteAbout(personId: string, label: string, at: number): BenchNote {
  const id = `bench/${label}/${personId}`
  return {
    id: idOf(id),
    at,
    words: sentences(`${id}/words`, 1),
    found: sentences(`${id}/found`, 2),
    did: sentences(`${id}/did`, 2),
    next: sentences(`${id}/next`, 1),
  }
}

export const medicineFields = {
  name: 'Furosemide',
  brand: '',
  form: 'tablet',
  dose: '40 mg',
  frequency: 'every morning',
  route: 'by mouth',
  prescriber: 'Dr Tom Reid',
  since: '2026-03-02',
  source: 'GP record',
  risk: '',
} as const

export interface Turn<Colleague> {
  readonly colleague: Colleague
  readonly notes: readonly number[]
  readonly medicine: number
}

/** Each colleague comes back with half of it. */
export function turnsOf<Colleague>(colleagues: readonly [Colleague, Colleague]): readonly Turn<Colleague>[] {
  const half = notesEach / 2
  return colleagues.map((colleague, i) => ({
    colleague,
    notes: Array.from({ length: half }, (_, n) => i * half + n),
    medicine: i,
  }))
}

/** What one device needed, as the table wants it. */
export interface CatchUpRun {
  /** The app opened from its disk, without signal. */
  readonly openMs: number
  readonly setUpMs: number
  /** From a session to everything there and queryable. */
  readonly catchUpMs: number
  readonly down: number
  readonly up: number
}
