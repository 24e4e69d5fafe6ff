/** Which of two rows is kept when administrators decided about one entry at the same time; which of several can be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { writeLeftOut } from '../records/left-out.ts'
import { writeMessage } from '../records/message.ts'
import { writeNote } from '../records/note.ts'
import type { RecordBase, Written } from '../records/record-base.ts'
import type { Signature } from '../records/signature.ts'
import { mergeRows, withoutOvertaken } from './merge-rows.ts'
import { projectRecord } from './project-record.ts'
import type { RecordContext } from './record-context.ts'
import type { StoredRow } from './rows.ts'

const doreen = 'd0'.repeat(16) as PersonId
const writtenAt = 1_800_000_000_000 as Instant
const person = (letter: string): Signature => ({ memberId: letter.repeat(16), name: letter, role: 'nurse', face: '' })
const aisha = person('aa')

function base(author: Signature, wall: number): RecordBase {
  const hlc = hybridTime({ wall, count: 0 })
  return { id: 'c1'.repeat(16) as RecordId, at: wall as Instant, hlc, author, about: doreen }
}

function context(memberId: string, letIn: RecordContext['letIn']): RecordContext {
  return {
    ...{ entryId: 'ee'.repeat(32), groupId: '99'.repeat(16), groupKind: 'care', personId: doreen },
    ...{ deviceId: 'de'.repeat(16), memberId, byStaff: true, byAdmin: false, seq: 5, doc: '77'.repeat(16) },
    ...{ arrivedAt: null, own: false, ...(letIn !== undefined && { letIn }) },
  }
}

function must<Value>(written: Written<Value>): Value {
  if (!written.ok) throw new Error(written.error.type)
  return written.value
}

type Collection = StoredRow['collection']

function letIn(by: Signature, at: number): ReadonlyMap<Collection, StoredRow> {
  const place = context(aisha.memberId, { by, at: at as Instant })
  const note = must(
    writeNote({ visitId: null, words: '', found: 'Calm', did: '', next: '' }, base(aisha, 1_800_000_000_000)),
  )
  const message = must(writeMessage({ text: 'Rang her', answers: null }, base(aisha, 1_800_000_000_000)))
  const rows = [...projectRecord(message, place), ...projectRecord(note, place)]
  return new Map(rows.map((row) => [row.collection, row]))
}

function leftOut(by: Signature, at: number): ReadonlyMap<Collection, StoredRow> {
  const said = { entry: 'e0'.repeat(32), writer: 'Aisha, nurse', writtenAt, reason: 'by-hand' } as const
  const rows = projectRecord(must(writeLeftOut(said, base(by, at))), context(by.memberId, undefined))
  return new Map(rows.map((row) => [row.collection, row]))
}

test('PJ110 PJ330 what two administrators decided at once is one row, that of the first, in either order', () => {
  const pairs = [
    [letIn(person('0b'), 5), letIn(person('0a'), 9)],
    [letIn(person('0a'), 5), letIn(person('0b'), 5)],
    [leftOut(person('0b'), 3), leftOut(person('0a'), 8)],
  ] as const
  for (const [first, second] of pairs) {
    for (const collection of ['story', 'latest', 'messages', 'threads'] as const) {
      const [one, other] = [first.get(collection), second.get(collection)]
      if (one === undefined || other === undefined) continue
      expect([one.id, one.order]).toEqual([other.id, other.order])
      expect(mergeRows(one, other)).toEqual(one)
      expect(mergeRows(other, one)).toEqual(one)
    }
  }
  expect([...pairs[0][0].keys()].sort()).toEqual(['decided', 'latest', 'messages', 'story', 'threads', 'unread'])
  expect([...pairs[2][0].keys()]).toEqual(['story', 'decided'])
})

test('PG445 of rows merged one after another those that were overtaken change nothing, whatever is there and whoever decided', () => {
  const one = fc.record({
    order: fc.constantFrom('1', '2', '3'),
    seen: fc.nat({ max: 3 }),
    letInAt: fc.option(fc.nat({ max: 3 })),
  })
  const rowsOf = (collection: 'latest' | 'receipts') =>
    fc.array(one, { minLength: 2, maxLength: 8 }).map((all) =>
      all.map(({ letInAt, order, seen }, number) => {
        const decided = letInAt === null ? {} : { letIn: { by: person('0a'), at: letInAt as Instant } }
        const receipt = { stored: {}, seen: { [`d${seen}`]: number } }
        const row = collection === 'receipts' ? receipt : { number, ...decided }
        return { collection, partition: 'p', id: 'x', order, row } as unknown as StoredRow
      }),
    )
  const rows = fc.oneof(rowsOf('latest'), rowsOf('receipts'))
  fc.assert(
    fc.property(rows, ([there, ...given]) => {
      const folded = (some: readonly StoredRow[]) => some.reduce(mergeRows, there!)
      expect(folded(withoutOvertaken(given))).toEqual(folded(given))
    }),
    { numRuns: 500 },
  )
})
