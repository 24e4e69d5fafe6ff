/** A medicine and the people who change it, for tests. */
import type { Result } from '../../../shared/lib/result.ts'
import type { MedicineInput } from '../documents/medicines.ts'
import type { Signature } from '../records/signature.ts'

export const doreen = 'd0'.repeat(16)
export const aisha: Signature = { memberId: 'a1'.repeat(16), name: 'Aisha Rahman', role: 'community nurse', face: '' }
export const priya: Signature = { memberId: 'b2'.repeat(16), name: 'Priya Patel', role: 'pharmacist', face: '' }

export const carbocisteine: MedicineInput = {
  name: 'carbocisteine',
  brand: '',
  form: 'capsule',
  dose: '375 mg',
  frequency: 'two, three times a day',
  route: 'by mouth',
  prescriber: 'Dr Tom Reid',
  since: '2025-02-03',
  source: 'GP record',
  risk: '',
}

export function must<Value>(made: Result<Value, unknown>): Value {
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return made.value
}
