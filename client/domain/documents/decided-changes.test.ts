/** PJ331: what a change says was decided, and by whom; what nobody says, or says in another's name, is no decision. */
import * as A from '@automerge/automerge'
import { expect, test } from 'vitest'
import { carbocisteine } from '../testing/medicines.ts'
import { type DecidedKind, type DecodedOp, decidedIn, readSaidChange } from './decided-changes.ts'
import { readMedicineRows } from './medicine-rows.ts'
import { changeMedicine, medicinesGenesis, resolveMedicine, stopMedicine, writeMedicine } from './medicines.ts'
import { changeDetails, personGenesis, recordAllergy } from './person.ts'

const aisha = { memberId: 'a1'.repeat(16), name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }
const id = 'ca'.repeat(16)
const by = (reason: string, at = 1_800_000_000_000) => ({ by: aisha, at, reason })

function must<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error('refused')
  return result.value
}

function lastSaid(kind: DecidedKind, doc: A.Doc<unknown>, memberId: string | null = aisha.memberId) {
  const { ops } = A.decodeChange(A.getLastLocalChange(doc)!)
  const said = readSaidChange(ops as readonly DecodedOp[])
  if (said === null) return []
  const facts = {
    personId: 'd0'.repeat(16),
    arrivedAt: null,
    memberId: memberId ?? undefined,
    sectionOf: () => undefined,
  }
  return decidedIn(kind, said, facts).map((row) => row.said)
}

const medicines = () => must(writeMedicine(A.clone(medicinesGenesis()), id, carbocisteine))

test('PJ331 a medicine changed and stopped says what it was, what it is and why; an import says nothing', () => {
  const written = medicines()
  expect(lastSaid('medicines', written)).toEqual([])
  const changed = must(changeMedicine(written, id, { dose: '250 mg' }, by('Dizzy')))
  const [said] = lastSaid('medicines', changed)
  expect(said).toMatchObject({
    type: 'medicine',
    reason: 'Dizzy',
    before: { dose: carbocisteine.dose },
    isSettling: false,
  })
  expect(said).toMatchObject({ after: { dose: '250 mg', status: 'current' } })
  const stopped = must(stopMedicine(changed, id, '2026-11-22', by('Rash')))
  expect(lastSaid('medicines', stopped)).toMatchObject([{ reason: 'Rash', after: { status: 'stopped' } }])
})

test('PJ331 in another member’s name it is nobody’s word', () => {
  const changed = must(changeMedicine(medicines(), id, { dose: '250 mg' }, by('Dizzy')))
  expect(lastSaid('medicines', changed, 'b2'.repeat(16))).toEqual([])
  expect(lastSaid('medicines', changed, null)).toEqual([])
})

test('PJ331 what decides between values made apart says so', () => {
  const start = A.save(medicines())
  const one = must(changeMedicine(A.load(start), id, { dose: '250 mg' }, by('Dizzy', 1_800_000_000_001)))
  const other = must(changeMedicine(A.load(start), id, { dose: '500 mg' }, by('Chesty', 1_800_000_000_002)))
  const merged = A.merge(one, other)
  const [row] = readMedicineRows(merged, 'd0'.repeat(16), { memberOf: () => aisha.memberId, arrivedAt: () => null })
  const sides = row!.conflict!.map(({ key }) => key)
  const decision = { sides, choice: { type: 'keep', side: sides[0]! } } as const
  const settled = must(resolveMedicine(merged, id, decision, by('Both agree', 1_800_000_000_003)))
  expect(lastSaid('medicines', settled)).toMatchObject([{ reason: 'Both agree', isSettling: true }])
})

test('PJ331 an allergy is a decision; an address put right is none', () => {
  const allergy = { substance: 'penicillin', reaction: 'rash', recordedOn: '2026-11-01' }
  const recorded = must(recordAllergy(A.clone(personGenesis()), id, allergy, by('GP letter')))
  expect(lastSaid('person', recorded)).toMatchObject([
    { type: 'part', kind: 'allergy', reason: 'GP letter', after: { substance: 'penicillin' } },
  ])
  expect(lastSaid('person', must(changeDetails(recorded, { address: '4 Quarry Row' }, by('Moved'))))).toEqual([])
})
