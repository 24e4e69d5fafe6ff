/** GP1-GP5: the crowd is invented, valid, the same everywhere, and as large as it was asked for. */
import { expect, test } from 'vitest'
import { isDay } from '../../../client/domain/dates.ts'
import { nhsNumberRange, parseNhsNumber } from '../../../client/domain/nhs-number.ts'
import { parseRecord, recordToWire } from '../../../client/domain/records/record.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { buildNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import { buildCrowd } from './crowd.ts'
import { makePeople } from './people.ts'
import { byHand, largestCaseload, ordinarySize, readSize } from './size.ts'

const now = new Date('2026-11-24T09:20:00Z')

test('GP1 more people are the same people and others beside them', () => {
  const few = makePeople(40)
  expect(makePeople(40)).toEqual(few)
  expect(makePeople(200).slice(0, 40)).toEqual(few)
})

test('GP2 six thousand valid numbers of the 999 range, nobody is there twice, the forty included', () => {
  const forty = buildNeighbourhood(now).people
  const { caseload, listed } = buildCrowd({ people: 6_000, records: 1 }, now)
  const numbers = [
    ...forty.map(({ person }) => person.details.nhsNumber),
    ...caseload.map(({ person }) => person.details.nhsNumber),
    ...listed.map(({ nhsNumber }) => nhsNumber),
  ]
  expect(new Set(numbers).size).toBe(6_000)
  for (const number of numbers) {
    const parsed = parseNhsNumber(number)
    expect([number, parsed.ok && nhsNumberRange(parsed.value), number.slice(0, 3)]).toEqual([number, 'test', '999'])
  }
  expect(new Set([...forty, ...caseload, ...listed].map(({ personId }) => personId)).size).toBe(6_000)
  const named = makePeople(5_960).map((each) => `${each.given} ${each.family} ${each.age} ${each.birthday}`)
  expect(new Set(named).size).toBe(named.length)
})

test('GP3 names come from many places; everybody has a birthday, an address and somebody to ring', () => {
  const people = makePeople(1_000)
  expect(new Set(people.map(({ family }) => family)).size).toBeGreaterThan(150)
  expect(people.filter(({ given, family }) => /[^\x20-\x7e]/.test(given + family)).length).toBeGreaterThan(50)
  for (const { address, birthday, contact, family, given } of people) {
    expect([given, family, address, contact[0], contact[1]].every((words) => /\S/.test(words))).toBe(true)
    expect(isDay(`2025-${birthday}`)).toBe(true)
  }
  const { caseload, listed } = buildCrowd({ people: 700, records: 30 }, now)
  expect(caseload.every(({ person }) => isDay(person.details.born))).toBe(true)
  expect(listed.every(({ born }) => isDay(born))).toBe(true)
})

test('GP4 everybody of the caseload has about as many records as was asked for, each with an id of its own', () => {
  const { actsOf, caseload, earlier, listed } = buildCrowd({ people: 700, records: 200 }, now)
  expect([caseload.length, listed.length]).toEqual([largestCaseload - byHand, 700 - largestCaseload])
  const ids = new Set<string>()
  let count = 0
  for (const person of caseload.slice(0, 12)) {
    const acts = actsOf(person)
    const records = acts.flatMap((act) => act.records)
    expect(records.length).toBeGreaterThanOrEqual(200)
    expect(records.length).toBeLessThan(204)
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).sort((a, b) => a - b))
    expect(acts.at(-1)!.at).toBeLessThanOrEqual(now.getTime())
    for (const record of records) {
      const decoded = decodeCbor(encodeCbor(recordToWire(record)))
      expect(decoded.ok && parseRecord(decoded.value)).toEqual({ ok: true, value: record })
      expect(record.about).toBe(person.personId)
      ids.add(record.id)
      count++
    }
  }
  const forty = buildNeighbourhood(now).acts.flatMap((act) => act.records)
  const before = [...earlier()].flatMap((acts) => acts.flatMap((act) => act.records))
  for (const { id } of [...forty, ...before]) ids.add(id)
  expect(ids.size).toBe(count + forty.length + before.length)
})

test('GP4 without records everybody beyond the forty is in the directory alone', () => {
  const { caseload, listed, earlier } = buildCrowd({ people: 6_000, records: 0 }, now)
  expect([caseload.length, listed.length, [...earlier()].length]).toEqual([0, 5_960, 0])
})

test('GP5 the size is read from the command line or the environment; what makes no sense is a sentence', () => {
  expect(readSize([], {})).toEqual({ ok: true, value: ordinarySize })
  expect(readSize(['--people', '615', '--records=200'], {})).toEqual({ ok: true, value: { people: 615, records: 200 } })
  expect(readSize([], { DOORSTEP_PEOPLE: '6000' })).toEqual({ ok: true, value: { people: 6_000, records: 0 } })
  for (const args of [['--people', '12'], ['--people'], ['--people', 'many'], ['--records', '99999']]) {
    const read = readSize(args, {})
    expect([args, !read.ok && read.error]).toEqual([
      args,
      expect.stringMatching(/^--\w+ is a number from \d+ to \d+\.$/),
    ])
  }
})
