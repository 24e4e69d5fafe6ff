/** Records: written, sent through CBOR, parsed; and everything that must be refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { aBase, adult, aPartSet } from '../testing/arbitraries.ts'
import { directoryInput, writingByType } from '../testing/record-writings.ts'
import { writeDirectoryEntry } from './directory-entry.ts'
import { writeMessage } from './message.ts'
import { writeNextStep } from './next-step.ts'
import { writeNote } from './note.ts'
import { writeObservations } from './observations.ts'
import { openingReasons, openingReasonWords } from './opening.ts'
import { writeReceipt } from './receipt.ts'
import { type CareRecord, parseRecord, type RecordType, recordToWire } from './record.ts'
import { limits, type RecordBase } from './record-base.ts'
import { summariseRecord } from './record-summary.ts'
import { writeStaffCard } from './staff-card.ts'

const types = Object.keys(writingByType) as RecordType[]

function aRecord(type: RecordType): fc.Arbitrary<CareRecord> {
  return writingByType[type].filter((written) => written.ok).map((written) => (written as { value: CareRecord }).value)
}

const anyRecord = fc.oneof(...types.map(aRecord))

function overTheWire(record: CareRecord): unknown {
  const decoded = decodeCbor(encodeCbor(recordToWire(record)))
  if (!decoded.ok) throw new Error(decoded.error.detail)
  return decoded.value
}

function wireOf(record: CareRecord): Record<string, unknown> {
  return overTheWire(record) as Record<string, unknown>
}

const base = fc.sample(aBase, { numRuns: 1, seed: 7 })[0] as RecordBase

test.each(types)('RC1 a %s comes back from the wire as it was written', (type) => {
  fc.assert(
    fc.property(aRecord(type), (record) => {
      expect(parseRecord(overTheWire(record))).toEqual({ ok: true, value: record })
    }),
  )
})

test.each(types)('RC2 a %s with a field too many or one too few is malformed and says which', (type) => {
  fc.assert(
    fc.property(aRecord(type), fc.nat(), (record, pick) => {
      const wire = wireOf(record)
      const extra = parseRecord({ ...wire, surprise: 1 })
      expect(extra).toMatchObject({ ok: false, error: { type: 'malformed', field: 'surprise' } })
      const fields = Object.keys(wire).filter((field) => field !== 'type' && field !== 'v')
      const left = fields[pick % fields.length] as string
      const { [left]: _, ...rest } = wire
      expect(parseRecord(rest)).toMatchObject({ ok: false, error: { type: 'malformed', field: left } })
    }),
    { numRuns: 40 },
  )
})

test('RC2 wrong values are malformed, each at its own field', () => {
  const written = writeMessage({ text: 'Hello', answers: null }, base)
  const wire = wireOf((written as { value: CareRecord }).value)
  const wrong: readonly (readonly [string, unknown])[] = [
    ['id', new Uint8Array(15)],
    ['id', 'ab'.repeat(16)],
    ['at', 1.5],
    ['at', -1],
    ['at', 253_402_300_800_000],
    ['hlc', [1, 65_536]],
    ['hlc', [1]],
    ['about', ''],
    ['text', ''],
    ['text', 'x'.repeat(limits.text + 1)],
    ['text', '\ud800'],
    ['answers', new Uint8Array(17)],
  ]
  for (const [field, value] of wrong) {
    const parsed = parseRecord({ ...wire, [field]: value })
    expect([field, value, parsed.ok]).toEqual([field, value, false])
    expect(!parsed.ok && parsed.error.type === 'malformed' && parsed.error.field.split('.')[0]).toBe(field)
  }
  expect(parseRecord({ ...wire, text: 'x'.repeat(limits.text) }).ok).toBe(true)
})

test('RC2 a line break in a name is malformed', () => {
  const card = writeStaffCard({ phone: '' }, { ...base, author: { ...base.author, name: 'Aisha Rahman' } })
  const wire = wireOf((card as { value: CareRecord }).value)
  for (const name of ['Aisha\nRahman', 'Aisha\u2028Rahman', 'Aisha\u0000']) {
    const parsed = parseRecord({ ...wire, author: { ...(wire.author as object), name } })
    expect(parsed).toMatchObject({ ok: false, error: { type: 'malformed', field: 'author.name' } })
  }
})

test('RC2 a measurement outside what can be is malformed on the wire too', () => {
  const set = writeObservations({ values: { temperature: 38 }, notMeasured: {}, scoredFor: adult }, base)
  const wire = wireOf((set as { value: CareRecord }).value)
  expect(parseRecord({ ...wire, values: { temperature: 3800 } })).toMatchObject({
    ok: false,
    error: { field: 'values.temperature' },
  })
  expect(parseRecord({ ...wire, values: { temperature: 38.5 } }).ok).toBe(false)
})

test.each(['wound-assessment', 'toString', '__proto__', 'constructor'])(
  'RC3 the unknown type "%s" is kept for a newer app',
  (type) => {
    expect(parseRecord({ type, v: 1 })).toEqual({ ok: false, error: { type: 'unknown-type', name: type } })
  },
)

test('RC3 a newer version of a known type is kept for a newer app', () => {
  expect(parseRecord({ type: 'note', v: 2, anything: true })).toEqual({
    ok: false,
    error: { type: 'unknown-version', name: 'note' },
  })
})

test('RC4 no value makes the parser throw, and none passes that was not written by a writer', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (value) => {
      expect(parseRecord(value).ok).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('RC4 a record with any one field replaced by anything is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(anyRecord, fc.nat(), fc.anything(), (record, pick, value) => {
      const wire = wireOf(record)
      const fields = Object.keys(wire)
      const parsed = parseRecord({ ...wire, [fields[pick % fields.length] as string]: value })
      expect(typeof parsed.ok).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})

test.each(['', '   ', '\n\t '])('RC5 %j is nothing written, in a note and in a message', (blank) => {
  const nothing = { ok: false, error: { type: 'nothing-written' } }
  expect(writeNote({ visitId: null, words: blank, found: blank, did: blank, next: blank }, base)).toEqual(nothing)
  expect(writeMessage({ text: blank, answers: null }, base)).toEqual(nothing)
  expect(writeNextStep({ text: blank, nextVisit: null }, base)).toEqual(nothing)
  expect(writeObservations({ values: { spo2Scale: 2 }, notMeasured: { spo2: blank }, scoredFor: adult }, base)).toEqual(
    nothing,
  )
})

test('RC5 one character over the limit is too long, and the limit is said', () => {
  const fits = 'x'.repeat(limits.text)
  expect(writeMessage({ text: fits, answers: null }, base).ok).toBe(true)
  expect(writeMessage({ text: `${fits}x`, answers: null }, base)).toEqual({
    ok: false,
    error: { type: 'too-long', field: 'text', limit: limits.text },
  })
  expect(writeNote({ visitId: null, words: '', found: `${fits}x`, did: '', next: '' }, base)).toEqual({
    ok: false,
    error: { type: 'too-long', field: 'found', limit: limits.text },
  })
})

test('RC6 words are kept as typed, tidied at the edges only', () => {
  const typed = '  Slept in the chair.\r\nAnkles  swollen \ud83d\ude00 \ud800\r '
  const written = writeMessage({ text: typed, answers: null }, base)
  expect(written).toMatchObject({ value: { text: 'Slept in the chair.\nAnkles  swollen 😀 \ufffd' } })
})

test('RC6 an author’s name pasted with line breaks, and a target that is none, still make a record others can read', () => {
  const author = { ...base.author, name: ` Aisha\nRahman${' '.repeat(300)}x`, role: 'r'.repeat(300) }
  const scoredFor = { ageYears: 200, pregnant: false, scale2Target: { by: 'Dr Reid', on: 'last week' } }
  const written = writeObservations({ values: { pulse: 72 }, notMeasured: {}, scoredFor }, { ...base, author })
  const record = (written as { value: CareRecord }).value
  expect(parseRecord(overTheWire(record))).toEqual({ ok: true, value: record })
  expect(record).toMatchObject({ scoredFor: { ageYears: null, scale2Target: null } })
  expect(record.author.name.startsWith('Aisha Rahman')).toBe(true)
})

test('RC7 no number on the wire has a fraction', () => {
  const fractions = (value: unknown): readonly unknown[] => {
    if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : [value]
    if (value instanceof Uint8Array || value === null || typeof value !== 'object') return []
    return Object.values(value).flatMap(fractions)
  }
  fc.assert(
    fc.property(anyRecord, (record) => {
      expect(fractions(recordToWire(record))).toEqual([])
    }),
  )
  const set = writeObservations({ values: { temperature: 38.1 }, notMeasured: {}, scoredFor: adult }, base)
  expect(wireOf((set as { value: CareRecord }).value).values).toEqual({ temperature: 381 })
})

test('RC8 a receipt lists devices in order, each once; anything else is refused', () => {
  const a = 'aa'.repeat(16)
  const b = 'bb'.repeat(16)
  const written = writeReceipt({ stored: { [b]: 4, [a]: 9, ['cc'.repeat(16)]: 0 }, seen: {} }, base)
  const wire = wireOf((written as { value: CareRecord }).value)
  const [first, second] = wire.stored as [Uint8Array, number][]
  expect([first?.[1], second?.[1], (wire.stored as unknown[]).length]).toEqual([9, 4, 2])
  expect(parseRecord({ ...wire, stored: [second, first] }).ok).toBe(false)
  expect(parseRecord({ ...wire, stored: [first, first] }).ok).toBe(false)
  expect(parseRecord({ ...wire, stored: [[first?.[0], 0]] }).ok).toBe(false)
})

test('RC9 a temperature of 380 is handed back with 38.0', () => {
  expect(writeObservations({ values: { temperature: 380 }, notMeasured: {}, scoredFor: adult }, base)).toEqual({
    ok: false,
    error: { type: 'implausible', field: 'temperature', suggestion: '38.0' },
  })
})

test('RC9 every plausible set is taken', () => {
  fc.assert(
    fc.property(aPartSet, (values) => {
      fc.pre(Object.keys(values).some((name) => name !== 'spo2Scale'))
      expect(writeObservations({ values, notMeasured: {}, scoredFor: adult }, base).ok).toBe(true)
    }),
  )
})

test('RC9 a directory entry refuses a day that is none and a number with a wrong check digit', () => {
  const good = fc.sample(directoryInput, { numRuns: 1, seed: 3 })[0]!
  const named = { ...good, name: { ...good.name, family: 'Ashworth' } }
  const about = 'ab'.repeat(16) as never
  expect(writeDirectoryEntry({ ...named, born: '1947-02-30' }, { ...base, about })).toMatchObject({
    error: { field: 'born' },
  })
  expect(writeDirectoryEntry({ ...named, nhsNumber: '9990000019' }, { ...base, about })).toMatchObject({
    error: { field: 'nhsNumber' },
  })
})

test('RC10 a note’s words all stand in its summary', () => {
  const note = writeNote(
    { visitId: null, words: 'Slept in the chair', found: 'Ankles swollen', did: 'Weighed', next: 'Back on Friday' },
    base,
  )
  expect(summariseRecord((note as { value: CareRecord }).value)).toEqual({
    title: 'Visit note',
    lines: ['“Slept in the chair”', 'Ankles swollen', 'Weighed'],
    next: 'Back on Friday',
  })
})

test('RC10 an incomplete set never shows a bare total', () => {
  const values = { respirations: 26, spo2: 89, spo2Scale: 2, oxygen: 'air', temperature: 37.2 } as const
  const set = writeObservations({ values, notMeasured: { systolic: 'cuff too painful' }, scoredFor: adult }, base)
  expect(summariseRecord((set as { value: CareRecord }).value)).toEqual({
    title: 'Observations',
    lines: [
      'NEWS2 incomplete: at least 3 (SpO2 Scale 2). Missing: blood pressure, pulse, awake.',
      'Breaths 26 a minute · SpO2 89 % on air · 37.2 °C.',
      'Blood pressure not measured: cuff too painful',
    ],
    next: null,
  })
})

test('RC10 every record has a summary or is no part of a story', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const cards = [
        'agreement',
        'contact-agreement',
        'shared-visits',
        'shared-with',
        'view',
        'opening',
        'staff-card',
        'member-card',
        'invited-card',
        'person-card',
        'team-card',
        'team-contact',
      ]
      const silent = [...cards, 'receipt', 'directory-entry', 'shared-medicines', 'board-key'].includes(record.type)
      const summary = summariseRecord(record)
      expect(summary === null).toBe(silent)
      if (summary !== null)
        expect([summary.title, ...summary.lines, summary.next ?? 'x'].every((line) => line !== '')).toBe(true)
    }),
  )
})

test('RC660 every reason of opening a record has words of its own', () => {
  const words = openingReasons.map((reason) => openingReasonWords[reason])
  expect(new Set(words).size).toBe(openingReasons.length)
  expect(words).not.toContain('')
})
