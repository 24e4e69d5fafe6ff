/** Rules MD976 and WA1030 of client/engine/SPEC.md. */
import { expect, test } from 'vitest'
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { PartChange } from '../../domain/projections/part-rows.ts'
import type { AllergyFact, MedicineFact } from '../../domain/projections/warning-rows.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { checkPerson } from '../../domain/safety-checks.ts'
import { aisha, carbocisteine, doreen, must, priya } from '../../domain/testing/medicines.ts'
import { answerDraft } from './write-warning-answer.ts'

const at = Date.parse('2026-11-24T08:50:00Z') as Instant
const after = { ...carbocisteine, name: 'amoxicillin', status: 'current', stoppedOn: null } as const
const side = (dose: string, more: Partial<MedicineChange>): MedicineChange => ({
  ...{ key: dose, author: null, writtenAt: null, arrivedAt: null, reason: '', before: null },
  after: { ...after, dose },
  ...more,
})
const fact = { form: 'capsule', route: 'by mouth', since: null, author: null, writtenAt: null }
const medicine: MedicineFact = { ...fact, medicineId: 'm', names: ['amoxicillin', ''], dose: '125 mg or 250 mg' }

const penicillin: AllergyFact = { ...fact, allergyId: 'a', substance: 'Penicillin', reaction: '', recordedOn: null }

function said(medicines: readonly MedicineFact[], allergy = penicillin): string {
  const row = checkPerson({ personId: doreen, allergies: [allergy], noneKnownOn: null, medicines })
  const warning = row?.warnings[0]?.key ?? ''
  const act = {
    type: 'acknowledge-warning',
    personId: doreen,
    warning,
    reason: 'Tolerated',
    commandId: '',
    at,
  } as never
  const base = { id: 'r', about: doreen, author: aisha, at, hlc: '' } as unknown as RecordBase
  const draft = must(answerDraft(act, row, { base, group: 'g' as GroupId }))
  const [record] = draft.kind === 'record' ? draft.records : []
  return record?.type === 'warning-answer' ? record.subject : ''
}

test('MD976 of a warning about a medicine changed apart, what somebody had looked at names every side, with who wrote it and when', () => {
  const sides = [
    side('125 mg', { author: aisha, writtenAt: at }),
    side('250 mg', { author: priya, writtenAt: at, arrivedAt: (at + 180_000) as Instant }),
    side('', { after: { ...after, status: 'stopped' } }),
  ]
  expect(said([{ ...medicine, sides }])).toBe(
    'Penicillin – amoxicillin 125 mg (Aisha Rahman, community nurse, written 24-Nov-2026 08:50) or 250 mg (Priya Patel, pharmacist, written 24-Nov-2026 08:50, arrived 24-Nov-2026 08:53) or stopped (nobody is named)',
  )
  expect(said([medicine])).toBe('Penicillin – amoxicillin 125 mg or 250 mg')
})

test('WA1030 of a warning about an allergy written apart it names every side of that too', () => {
  const of = (key: string, after: PartChange['after'], more: Partial<PartChange>): PartChange => ({
    ...{ key, author: null, writtenAt: null, arrivedAt: null, reason: '', before: null, after },
    ...more,
  })
  const sides = [
    of('a', { substance: 'Penicillin', reaction: 'rash', endedOn: '' }, { author: aisha, writtenAt: at }),
    of(
      'b',
      { substance: 'Penicillin', reaction: '', endedOn: '2026-11-23' },
      { author: priya, writtenAt: at, arrivedAt: (at + 180_000) as Instant },
    ),
  ]
  expect(said([medicine], { ...penicillin, sides })).toBe(
    'Penicillin, rash (Aisha Rahman, community nurse, written 24-Nov-2026 08:50) or Penicillin, ended 23-Nov-2026 (Priya Patel, pharmacist, written 24-Nov-2026 08:50, arrived 24-Nov-2026 08:53) – amoxicillin 125 mg or 250 mg',
  )
})
