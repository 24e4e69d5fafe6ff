/**
 * Commands on a medicine -> one edit of the person's list. The domain's module is
 * loaded with the first one: it brings Automerge, which no start may wait for.
 */
import { err } from '../../../shared/lib/result.ts'
import type { AddMedicine, ChangeMedicine, ResolveMedicine, StopMedicine } from '../../engine-api/commands.ts'
import { type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

export type MedicineCommand = AddMedicine | ChangeMedicine | StopMedicine | ResolveMedicine

const missing = { group: { type: 'unknown-person' }, entry: { type: 'unknown-medicine' } } as const

/** The form's draft that ends with the command, as the page names it. */
export function medicineDraft(command: MedicineCommand): string {
  const form = `medicine/${command.personId}`
  if (command.type === 'add-medicine') return `${form}/new`
  return `${form}/${command.medicineId}${command.type === 'resolve-medicine' ? '/decide' : ''}`
}

export async function planMedicine({ documents, own }: EditDeps, command: MedicineCommand): Promise<Planned> {
  const { at, commandId, personId, reason } = command
  const editBy = { by: own.signature, at, reason }
  const planned = await documents.plan('medicines', personId, async (doc) => {
    const { addMedicine, changeMedicine, resolveMedicine, stopMedicine } = await import(
      '../../domain/documents/medicines.ts'
    )
    switch (command.type) {
      case 'add-medicine':
        return addMedicine(doc, commandId, { ...command.fields, brand: '' }, editBy)
      case 'change-medicine':
        return changeMedicine(doc, command.medicineId, command.fields, editBy)
      case 'stop-medicine':
        return stopMedicine(doc, command.medicineId, command.on, editBy)
      case 'resolve-medicine':
        return resolveMedicine(doc, command.medicineId, command, editBy)
    }
  })
  return planned.ok ? planned : err(problemOfEdit(planned.error, missing))
}
