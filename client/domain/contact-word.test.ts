/** FS320, FS321: what a person said about being sent messages, however it was said apart, and by whom it may be said. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant, PersonId } from '../../shared/lib/ids.ts'
import { readContactWord } from './contact-word.ts'
import { hybridTime } from './hybrid-clock.ts'
import type { RecordId } from './ids.ts'
import { projectRecord } from './projections/project-record.ts'
import type { GroupKind, RecordContext } from './projections/record-context.ts'
import { belongsHere } from './projections/record-place.ts'
import type { ContactAgreementRow } from './projections/sharing-rows.ts'
import { messagesHere, type SaidHow, writeContactAgreement } from './records/contact-agreement.ts'

const own = 'b0'.repeat(16)
const groups = new Set([own])

function row(n: number, change: Partial<ContactAgreementRow> = {}): ContactAgreementRow {
  return {
    ...{ ...messagesHere, groupId: own, agreed: true, said: 'herself', after: [] },
    id: n.toString(16).padStart(32, '0') as RecordId,
    author: { memberId: 'd0'.repeat(16), name: 'Doreen Ashworth', role: '', face: '' },
    at: n as Instant,
    hlc: hybridTime({ wall: n, count: 0 }),
    ...change,
  }
}

const wordOf = (rows: readonly ContactAgreementRow[]) => readContactWord(rows, groups).row?.agreed ?? null

/** Two devices and somebody who carries words from one to the other, whatever their clocks say. */
interface Step {
  readonly on: 0 | 1
  readonly does: 'yes' | 'no' | 'meet'
  readonly clock: number
}
const steps = fc.array(
  fc.record<Step>({
    on: fc.constantFrom(0, 1),
    does: fc.constantFrom('yes', 'no', 'meet'),
    clock: fc.integer({ min: 1, max: 40 }),
  }),
  { maxLength: 14 },
)

function live(history: readonly Step[]) {
  const known: [ContactAgreementRow[], ContactAgreementRow[]] = [[], []]
  const heardBy: (readonly string[])[] = []
  history.forEach(({ clock, does, on }, n) => {
    const here = known[on]
    if (does === 'meet') {
      const other = known[on === 0 ? 1 : 0]
      here.push(...other.filter(({ id }) => here.every((each) => each.id !== id)))
      return
    }
    const said = row(n + 1, { agreed: does === 'yes', hlc: hybridTime({ wall: clock, count: n }) })
    if (does === 'yes') heardBy.push(here.map(({ id }) => id))
    here.push({ ...said, after: does === 'yes' ? readContactWord(here, groups).unheard : [] })
  })
  return { known, heardBy }
}

test('FS320 a no holds until somebody says yes who had it before them, whatever was said apart and whatever the clocks say', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { heardBy, known } = live(history)
      const all = [...new Map(known.flat().map((each) => [each.id, each])).values()]
      const holds = all.some(({ agreed, id }) => !agreed && heardBy.every((heard) => !heard.includes(id)))
      expect(wordOf(all)).toBe(all.length === 0 ? null : !holds)
    }),
  )
})

test('FS320 in any order and however often the words come, the same holds, by the same word', () => {
  fc.assert(
    fc.property(
      steps.chain((history) => {
        const all = live(history).known.flat()
        return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))
      }),
      ([all, shuffled]) => {
        expect(readContactWord(shuffled, groups).row).toEqual(readContactWord(all, groups).row)
        expect([...new Set(readContactWord(shuffled, groups).unheard)]).toEqual([
          ...new Set(readContactWord(all, groups).unheard),
        ])
      },
    ),
  )
})

test('FS320 what stands in another group, or is about another channel or scope, says nothing of messages here', () => {
  const no = { agreed: false }
  const rows = [row(1), row(2, { ...no, groupId: 'c0'.repeat(16) }), row(3, { ...no, channel: 'text-message' })]
  expect(wordOf([...rows, row(4, { ...no, scope: 'clinics' })])).toBe(true)
  expect(wordOf([row(1, { groupId: 'c0'.repeat(16) })])).toBe(null)
})

test('FS321 staff write down what was said to them and nobody else does; she alone says it herself, in her own group', () => {
  const personId = 'd0'.repeat(16) as PersonId
  const author = { memberId: 'a1'.repeat(16), name: 'Aisha', role: '', face: '' }
  const fits = (said: SaidHow, groupKind: GroupKind, byStaff: boolean) => {
    const base = { id: '01'.repeat(16) as RecordId, at: 1 as Instant, hlc: hybridTime({ wall: 1, count: 0 }), author }
    const written = writeContactAgreement(
      { ...messagesHere, agreed: true, said, after: [] },
      { ...base, about: personId },
    )
    if (!written.ok) throw new Error(written.error.type)
    const place = { groupKind, byStaff, byAdmin: false, memberId: author.memberId, personId } as const
    const found = { entryId: '', groupId: own, deviceId: '', seq: 0, doc: '', arrivedAt: null, own: false }
    const context: RecordContext = { ...found, ...place }
    const isIn = belongsHere(written.value, context) === null
    expect(projectRecord(written.value, context)).toHaveLength(isIn ? 1 : 0)
    return isIn
  }
  for (const said of ['in-person', 'by-phone'] as const) {
    expect([fits(said, 'private', true), fits(said, 'care', true)]).toEqual([true, true])
    expect([fits(said, 'private', false), fits(said, 'circle', true)]).toEqual([false, false])
  }
  expect([fits('herself', 'private', false), fits('herself', 'private', true)]).toEqual([true, false])
})
