/** fast-check arbitraries of the domain: whole records by their own writers' inputs, observation sets, ids. */
import fc from 'fast-check'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { Day, RecordId } from '../ids.ts'
import type { MedicineChange } from '../projections/medicine-change.ts'
import type { MedicineRow, ObservationValues } from '../projections/rows.ts'
import type { RecordBase } from '../records/record-base.ts'
import type { News2About } from '../scores/news2.ts'
import { plausibleRange } from '../scores/plausibility.ts'

export const anId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'))

export const anInstant = fc.integer({ min: 0, max: 4_102_444_800_000 }).map((ms) => ms as Instant)

export const aDay = fc
  .integer({ min: -30_000, max: 40_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10) as Day)

export const aHybridTime = fc
  .record({ wall: fc.integer({ min: 0, max: 2 ** 48 - 1 }), count: fc.integer({ min: 0, max: 65_535 }) })
  .map(hybridTime)

/** Anything a keyboard, a paste or a broken app can produce. */
export const someTyping = fc.string({ unit: 'binary', maxLength: 60 })

export const aSignature = fc.record({ memberId: anId, name: someLine(), role: someLine(), face: fc.constant('aisha') })

export const aBase: fc.Arbitrary<RecordBase> = fc.record({
  id: anId.map((id) => id as RecordId),
  at: anInstant,
  hlc: aHybridTime,
  author: aSignature,
  about: fc.option(anId.map((id) => id as PersonId)),
})

function whole({ lowest, highest }: { readonly lowest: number; readonly highest: number }) {
  return fc.integer({ min: lowest, max: highest })
}

/** Every parameter there and possible. */
export const aFullSet: fc.Arbitrary<Required<ObservationValues>> = fc.record({
  respirations: whole(plausibleRange.respirations),
  spo2: whole(plausibleRange.spo2),
  spo2Scale: fc.constantFrom(1, 2),
  oxygen: fc.constantFrom('air', 'oxygen'),
  systolic: whole(plausibleRange.systolic),
  pulse: whole(plausibleRange.pulse),
  consciousness: fc.constantFrom('alert', 'confusion', 'voice', 'pain', 'unresponsive'),
  temperature: fc.integer({ min: 250, max: 450 }).map((tenths) => tenths / 10),
})

/** Any of them may be missing. */
export const aPartSet: fc.Arbitrary<ObservationValues> = fc
  .tuple(aFullSet, fc.uniqueArray(fc.constantFrom(...parameterNames())))
  .map(([full, left]) => Object.fromEntries(Object.entries(full).filter(([name]) => !left.includes(name as never))))

export const adult: News2About = {
  ageYears: 79,
  pregnant: false,
  scale2Target: { by: 'Dr Tom Reid', on: '2026-01-05' },
}

function parameterNames() {
  return ['respirations', 'spo2', 'oxygen', 'systolic', 'pulse', 'consciousness', 'temperature'] as const
}

function someLine() {
  return fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
}

const aState = fc.record({
  name: someTyping,
  form: someTyping,
  dose: someTyping,
  frequency: someTyping,
  route: someTyping,
  status: fc.constantFrom('current' as const, 'stopped' as const),
  stoppedOn: fc.constant(null),
})

const aMedicineChange: fc.Arbitrary<MedicineChange> = fc.record({
  key: fc.string(),
  author: fc.constant(null),
  writtenAt: fc.constant(null),
  arrivedAt: fc.constant(null),
  reason: fc.string(),
  before: fc.constant(null),
  after: aState,
})

/** A line of the medicines, perhaps with changes that disagree. */
export const aMedicineRow: fc.Arbitrary<MedicineRow> = fc
  .tuple(aState, fc.option(fc.array(aMedicineChange, { minLength: 2, maxLength: 3 })), anId)
  .map(([state, conflict, medicineId]) => ({
    medicineId,
    personId: 'd0'.repeat(16),
    ...state,
    brand: '',
    prescriber: '',
    since: '',
    source: '',
    risk: null,
    ...(conflict !== null && { conflict }),
  }))
