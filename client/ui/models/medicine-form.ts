/**
 * One form about a medicine: change it, stop it, write what shall hold of two
 * changes, add a new one. Only what was typed is in the form; everything else
 * follows the line as it stands, so that a colleague's change that comes in
 * meanwhile is never written back by accident.
 */
import { findDoseSlip } from '../../domain/dose-notation.ts'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { MedicineFieldsInput } from '../../engine-api/commands.ts'
import type { Typing } from './form-model.ts'

export const medicineFields = ['name', 'form', 'dose', 'frequency', 'route', 'prescriber', 'since', 'risk'] as const
export type MedicineFormField = (typeof medicineFields)[number]
export type MedicineAct = 'change' | 'stop' | 'decide' | 'add'

export interface MedicineForm extends Typing {
  readonly act: MedicineAct
  readonly typed: Readonly<Partial<Record<MedicineFormField, string>>>
  /** YYYY-MM-DD; of a stop. */
  readonly on: string
  readonly reason: string
}

export type Values = Readonly<Record<MedicineFormField, string>>

const nothing = Object.fromEntries(medicineFields.map((field) => [field, ''])) as Values

export function emptyMedicineForm(act: MedicineAct, today: string): MedicineForm {
  return { act, typed: act === 'add' ? { since: today } : {}, on: today, reason: '', saving: null }
}

/** Nothing in it is worth keeping. A day alone is what the form itself put there. */
export function isUntouchedMedicine({ reason, typed }: MedicineForm): boolean {
  const words = medicineFields.filter((field) => field !== 'since').map((field) => typed[field] ?? '')
  return reason.trim() === '' && words.every((value) => value === '')
}

/** The line as it stands. */
export function valuesOf(row: MedicineRow): Values {
  const { dose, form, frequency, name, prescriber, risk, route, since } = row
  return { dose, form, frequency, name, prescriber, risk: risk ?? '', route, since }
}

/** What all sides agree on; of what they do not, nothing. */
export function agreedValues(sides: readonly MedicineChange[]): Values {
  const [first, ...others] = sides.map(({ after }) => after)
  if (first === undefined) return nothing
  const agreed = stateFields
    .filter((field) => others.every((other) => other[field] === first[field]))
    .map((field) => [field, first[field]] as const)
  return { ...nothing, ...Object.fromEntries(agreed) }
}

const stateFields = ['name', 'form', 'dose', 'frequency', 'route'] as const

/** Which fields the form asks for. */
export function fieldsOf(act: MedicineAct, base: Values): readonly MedicineFormField[] {
  if (act === 'stop') return []
  if (act === 'add') return medicineFields
  const asked = ['dose', 'frequency', 'route'] as const
  return act === 'change' ? asked : [...(['name', 'form'] as const).filter((field) => base[field] === ''), ...asked]
}

export type MedicineFault =
  | { readonly field: MedicineFormField | 'reason' | 'on'; readonly type: 'empty' }
  | { readonly field: 'dose'; readonly type: 'nothing-changed' }
  | { readonly field: 'dose'; readonly type: 'slip'; readonly suggestion: string }

/** What must be settled before it is saved, in the order of the form. */
export function findFaults(form: MedicineForm, base: Values): readonly MedicineFault[] {
  const { act, on, reason, typed } = form
  const asked = fieldsOf(act, base)
  const value = (field: MedicineFormField) => (typed[field] ?? base[field]).trim()
  const needed = (['name', 'dose'] as const).filter((field) => asked.includes(field) && value(field) === '')
  const open = act === 'decide' ? asked.filter((field) => base[field] === '' && value(field) === '') : needed
  const slip = asked.includes('dose') && typed.dose !== undefined ? findDoseSlip(typed.dose) : null
  const isSame = act === 'change' && Object.keys(changedFields(form, base)).length === 0
  return [
    ...open.map((field) => ({ field, type: 'empty' }) as const),
    ...(slip === null ? [] : [{ field: 'dose', type: 'slip', suggestion: slip.suggestion } as const]),
    ...(isSame && open.length === 0 ? [{ field: 'dose', type: 'nothing-changed' } as const] : []),
    ...(act === 'stop' && on === '' ? [{ field: 'on', type: 'empty' } as const] : []),
    ...(reason.trim() === '' ? [{ field: 'reason', type: 'empty' } as const] : []),
  ]
}

/** What was typed and differs from the line. */
export function changedFields({ typed }: MedicineForm, base: Values): MedicineFieldsInput {
  return Object.fromEntries(
    (['dose', 'frequency', 'route'] as const)
      .map((field) => [field, typed[field]?.trim()] as const)
      .filter(([field, words]) => words !== undefined && words !== base[field]),
  )
}

/** All that is asked for, typed or agreed. */
export function wholeFields({ act, typed }: MedicineForm, base: Values): Values {
  const asked = fieldsOf(act, base)
  return Object.fromEntries(asked.map((field) => [field, (typed[field] ?? base[field]).trim()])) as Values
}
