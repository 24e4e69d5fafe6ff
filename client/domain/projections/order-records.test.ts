/** The order of messages: causality before clocks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Orderable, orderRecords } from './order-records.ts'

/** Up to eight records; each may answer any, itself included, or one that is not there. Few times, so that ties happen. */
const anyRecords = fc
  .array(fc.record({ hlc: fc.constantFrom('01', '02', '03'), answers: fc.option(fc.nat({ max: 9 })) }), {
    maxLength: 8,
  })
  .map((rows) =>
    rows.map(
      ({ answers, hlc }, i): Orderable => ({ id: `r${i}`, hlc, answers: answers === null ? null : `r${answers}` }),
    ),
  )

/** Answers only what has a lower number: no rings, as honest writers make them. */
const honest = anyRecords.map((rows) => rows.filter((row) => row.answers === null || row.answers < row.id))

const ids = (rows: readonly Orderable[]) => rows.map((row) => row.id)

test('OR1 an answer stands below what it answers, whatever the clocks said', () => {
  fc.assert(
    fc.property(honest, (rows) => {
      const order = ids(orderRecords(rows))
      for (const { answers, id } of rows) {
        if (answers !== null && order.includes(answers)) expect(order.indexOf(answers)).toBeLessThan(order.indexOf(id))
      }
    }),
    { numRuns: 1000 },
  )
})

test('OR1 an answer from a slow clock comes straight after its question, not at the end', () => {
  const rows = [
    { id: 'later', hlc: '09', answers: null },
    { id: 'answer', hlc: '01', answers: 'question' },
    { id: 'question', hlc: '05', answers: null },
    { id: 'thanks', hlc: '02', answers: 'answer' },
  ]
  expect(ids(orderRecords(rows))).toEqual(['question', 'answer', 'thanks', 'later'])
})

test('OR2 without answers it is the order of times, then of ids', () => {
  fc.assert(
    fc.property(anyRecords, (rows) => {
      const plain = rows.map((row) => ({ ...row, answers: null }))
      const expected = [...plain].sort((a, b) => (`${a.hlc}${a.id}` < `${b.hlc}${b.id}` ? -1 : 1))
      expect(ids(orderRecords(plain))).toEqual(ids(expected))
    }),
  )
})

test('OR3 the order is the same however they arrived, rings included, and nobody is lost', () => {
  const shuffled = anyRecords.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  )
  fc.assert(
    fc.property(shuffled, ([rows, other]) => {
      expect(ids(orderRecords(other))).toEqual(ids(orderRecords(rows)))
      expect(ids(orderRecords(rows)).sort()).toEqual(ids(rows).sort())
    }),
    { numRuns: 1000 },
  )
})

test('OR3 a thread of ten thousand answers is ordered', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({
    id: `r${i}`,
    hlc: '01',
    answers: i === 0 ? null : `r${i - 1}`,
  }))
  expect(ids(orderRecords([...rows].reverse()))).toEqual(ids(rows))
})
