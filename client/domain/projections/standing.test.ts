/** PJ820, RC820: whatever somebody who is no staff calls themselves, what the chain says they are goes with it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { writeAgreement } from '../records/agreement.ts'
import { writeMemberCard } from '../records/member-card.ts'
import { writeMessage } from '../records/message.ts'
import { type CareRecord, parseRecord, recordToWire } from '../records/record.ts'
import type { Written } from '../records/record-base.ts'
import type { Outsider, Signature } from '../records/signature.ts'
import { type Called, knownAs, knownTogether, plainName, roleOf, whoWrote } from '../records/who-wrote.ts'
import { projectRecord } from './project-record.ts'
import type { RecordContext } from './record-context.ts'

const doreen = 'd0'.repeat(16) as PersonId
const memberId = 'ab'.repeat(16)
const outsiders = ['patient', 'family', 'associate'] as const

interface Wire {
  readonly author: object
}

const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const signature: fc.Arbitrary<Signature> = fc.oneof(
  fc.constant({ memberId, name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }),
  fc.record({ memberId: fc.constant(memberId), name: line, role: line, face: line }),
)

function records(author: Signature): readonly CareRecord[] {
  const base = {
    ...{ id: '01'.repeat(16) as RecordId, at: 1_800_000_000_000 as Instant, about: doreen, author },
    hlc: hybridTime({ wall: 1_800_000_000_000, count: 0 }),
  }
  const written: readonly Written<CareRecord>[] = [
    writeMessage({ text: 'Give her two of the small ones', answers: null }, base),
    writeMemberCard(base),
    writeAgreement({ with: 'aa'.repeat(16), kind: 'visits', on: true }, base),
  ]
  return written.flatMap((each) => (each.ok ? [each.value] : []))
}

const context = (changes: Partial<RecordContext>): RecordContext => ({
  ...{ entryId: 'ee'.repeat(32), groupId: '99'.repeat(16), groupKind: 'private', personId: doreen },
  ...{ deviceId: 'de'.repeat(16), memberId, byStaff: false, byAdmin: false, seq: 5, doc: '77'.repeat(16) },
  ...{ arrivedAt: null, own: false },
  ...changes,
})

/** Everybody who is named in a row. */
function signaturesIn(value: unknown): readonly Signature[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(signaturesIn)
  return 'memberId' in value && 'role' in value && 'face' in value ? [value as Signature, ...inside] : inside
}

test('PJ820 of whoever is no staff every row says what the chain has them as, whatever they call themselves; of staff none does', () => {
  fc.assert(
    fc.property(signature, fc.constantFrom(...outsiders), (author, as) => {
      for (const record of records(author)) {
        const named = projectRecord(record, context({ as })).flatMap(({ row }) => signaturesIn(row))
        expect(named.length).toBeGreaterThan(0)
        expect(named.map((each) => [each.name, each.role, each.as])).toEqual(
          named.map(() => [record.author.name, record.author.role, as]),
        )
        const ofStaff = projectRecord(record, context({ byStaff: true })).flatMap(({ row }) => signaturesIn(row))
        expect(ofStaff.map((each) => each.as)).toEqual(ofStaff.map(() => undefined))
      }
    }),
  )
})

test('PJ820 nobody says it of themselves: no record carries it, and one that does is no record', () => {
  fc.assert(
    fc.property(signature, fc.constantFrom<(Outsider | 'staff')[]>(...outsiders, 'staff'), (author, as) => {
      for (const record of records(author)) {
        const wire = recordToWire({ ...record, author: { ...record.author, as: as as Outsider } }) as Wire
        expect(wire).toEqual(recordToWire(record))
        const said = { ...wire, author: { ...wire.author, as } }
        expect(parseRecord(said)).toMatchObject({ ok: false, error: { type: 'malformed' } })
      }
    }),
  )
})

test('RC820 beside a name that stands alone, and beside a role, stands what its bearer is: never the bare words of staff', () => {
  fc.assert(
    fc.property(signature, fc.constantFrom(...outsiders), (author, as) => {
      const marked = { ...author, as }
      const word = knownAs({ as, name: '' }).trim().slice(1, -1)
      for (const words of [knownAs(marked), roleOf(marked), whoWrote(marked)]) expect(words).toContain(word)
      expect(whoWrote(marked)).not.toBe(whoWrote(author))
      expect([knownAs(author), roleOf(author)]).toEqual([author.name, author.role])
    }),
  )
  const karen = { memberId, name: 'Karen Ashworth', role: 'daughter', face: '', as: 'family' } as const
  expect(whoWrote(karen)).toBe('Karen Ashworth, daughter (family or friend)')
  expect(whoWrote({ ...karen, role: 'family' })).toBe('Karen Ashworth, family or friend')
  expect(whoWrote({ ...karen, as: 'patient', role: 'community nurse' })).toBe('Karen Ashworth, whose care this is')
  expect(whoWrote({ ...karen, as: undefined, role: '' })).toBe('Karen Ashworth')
})

const called: fc.Arbitrary<Called> = fc.oneof(line, fc.record({ name: line, as: fc.constantFrom(...outsiders) }))
const join = (names: readonly string[]) => names.join(' and ')

test('RC961 of many in one line everybody is named once, who gave their own name as what they are, and each of these words stands once', () => {
  fc.assert(
    fc.property(fc.array(called, { maxLength: 6 }), (all) => {
      const parts = knownTogether(all, join)
      const given = all.filter((each) => typeof each === 'string')
      expect(parts.slice(0, given.length)).toEqual(given)
      const kinds = outsiders.filter((as) => all.some((each) => typeof each !== 'string' && each.as === as))
      const marked = parts.slice(given.length)
      expect(marked).toHaveLength(kinds.length)
      for (const as of kinds) {
        const names = all.filter((each) => typeof each !== 'string' && each.as === as).map(plainName)
        expect(marked.filter((words) => words.startsWith(`${join(names)} (`))).not.toEqual([])
      }
    }),
  )
  const [karen, tom] = ['Karen', 'Tom'].map((name) => ({ name, as: 'family' as const }))
  const sol = { name: 'Sol', as: 'associate' } as const
  expect(knownTogether(['Doreen', karen!, sol, tom!], join)).toEqual([
    ...['Doreen', 'Karen and Tom (family or friends)', 'Sol (works with the team)'],
  ])
  expect(knownTogether([karen!, sol, { name: 'Ana', as: 'associate' }], join)).toEqual([
    ...['Karen (family or friend)', 'Sol and Ana (work with the team)'],
  ])
})
