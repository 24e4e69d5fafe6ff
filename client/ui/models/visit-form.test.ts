import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { news2Parameters } from '../../domain/scores/news2.ts'
import { checkObservation, measuredParameters } from '../../domain/scores/plausibility.ts'
import { readTyped } from './news2-entry.ts'
import { parseVisitDraft, visitDraftKey, writeVisitDraft } from './visit-draft.ts'
import {
  chooseConsciousness,
  chooseOxygen,
  emptyVisitForm,
  giveReason,
  isUntouched,
  openQuestions,
  readObservations,
  readValues,
  typeValue,
  type VisitForm,
} from './visit-form.ts'

const typing = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^\d{0,3}(\.\d?)?$/))
const form: fc.Arbitrary<VisitForm> = fc.record({
  personId: fc.constant('doreen'),
  visitId: fc.option(fc.constant('visit-1')),
  startedAt: fc.nat().map((at) => at as Instant),
  note: fc.record({ words: fc.string(), found: fc.string(), did: fc.string(), next: fc.string() }),
  typed: fc.dictionary(fc.constantFrom(...measuredParameters), typing, { noNullPrototype: true }),
  oxygen: fc.constantFrom('air', 'oxygen', null),
  consciousness: fc.constantFrom('alert', 'confusion', 'voice', 'pain', 'unresponsive', null),
  notMeasured: fc.dictionary(fc.constantFrom(...news2Parameters), fc.string({ minLength: 1 }), {
    noNullPrototype: true,
  }),
  kept: fc.subarray([...measuredParameters]),
  photo: fc.option(
    fc.record({
      blob: fc.string(),
      words: fc.string(),
      consent: fc.constantFrom('agreed' as const, 'best-interests' as const, null),
    }),
  ),
  finishing: fc.option(fc.record({ commandId: fc.string() })),
})

test('VS2 a draft comes back exactly as it was typed', () => {
  fc.assert(
    fc.property(form, (typed) => {
      expect(parseVisitDraft(writeVisitDraft(typed), typed.personId, typed.visitId)).toEqual(typed)
    }),
  )
})

test('VS1 a draft is refused for another person, another visit, and when it is damaged', () => {
  fc.assert(
    fc.property(form, fc.string(), (typed, other) => {
      fc.pre(other !== typed.personId && other !== typed.visitId)
      expect(parseVisitDraft(writeVisitDraft(typed), other, typed.visitId)).toBeNull()
      expect(parseVisitDraft(writeVisitDraft(typed), typed.personId, other)).toBeNull()
      expect(parseVisitDraft(other, typed.personId, typed.visitId)).toBeNull()
    }),
  )
  expect(visitDraftKey('doreen', null)).not.toBe(visitDraftKey('harold', null))
})

test('VS3 the values hold only numbers that were typed, and every key was entered', () => {
  fc.assert(
    fc.property(form, fc.constantFrom<1 | 2>(1, 2), (typed, scale) => {
      const values = readValues(typed, scale)
      for (const parameter of measuredParameters) {
        const reading = readTyped(parameter, typed.typed[parameter] ?? '')
        const counts = reading.type === 'number' && checkObservation(parameter, reading.value).type === 'ok'
        expect(values[parameter]).toBe(counts ? reading.value : undefined)
      }
      expect(values.oxygen ?? null).toBe(typed.oxygen)
      expect(values.consciousness ?? null).toBe(typed.consciousness)
      expect('spo2Scale' in values).toBe(values.spo2 !== undefined)
    }),
  )
})

test('VS6 a value that cannot be true is in no value, is asked about until kept, and is written in words', () => {
  const asked = typeValue(emptyVisitForm('doreen', null, 0 as Instant), 'temperature', '380')
  expect(openQuestions(asked)).toEqual(['temperature'])
  const kept: VisitForm = { ...asked, kept: ['temperature'] }
  expect(openQuestions(kept)).toEqual([])
  const values = readValues(kept, 1)
  expect(values).toEqual({})
  expect(readObservations(kept, values, (text) => `typed ${text}`)).toEqual({
    values: {},
    notMeasured: { temperature: 'typed 380' },
  })
  expect(openQuestions(typeValue(kept, 'temperature', '381'))).toEqual(['temperature'])
})

test('VS7 a reason clears the value, a value clears the reason, and the two are never written together', () => {
  fc.assert(
    fc.property(form, fc.constantFrom(...news2Parameters), (typed, parameter) => {
      const refused = giveReason(typed, parameter, 'did not want it')
      expect(readValues(refused, 1)[parameter]).toBeUndefined()
      const written = readObservations(refused, readValues(refused, 1), (text) => text)
      expect(written?.notMeasured[parameter]).toBe('did not want it')
      for (const key of Object.keys(written?.notMeasured ?? {})) expect(written?.values).not.toHaveProperty(key)
    }),
  )
  const untested = giveReason(emptyVisitForm('doreen', null, 0 as Instant), 'pulse', 'no cuff')
  expect(typeValue(untested, 'pulse', '80').notMeasured).toEqual({})
  expect(chooseOxygen(giveReason(untested, 'oxygen', 'x'), 'air').notMeasured).toEqual({ pulse: 'no cuff' })
})

test('VS4 choosing what is chosen takes it back', () => {
  const empty = emptyVisitForm('doreen', null, 0 as Instant)
  expect(chooseOxygen(chooseOxygen(empty, 'air'), 'air').oxygen).toBeNull()
  expect(chooseConsciousness(chooseConsciousness(empty, 'alert'), 'voice').consciousness).toBe('voice')
  expect(isUntouched(empty)).toBe(true)
  expect(isUntouched(chooseOxygen(empty, 'air'))).toBe(false)
  expect(readObservations(empty, readValues(empty, 1), (text) => text)).toBeNull()
})
