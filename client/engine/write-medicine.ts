/**
 * Commands on a medicine -> one edit of the person's list. The domain's module is
 * loaded with the first one: it brings Automerge, which no start may wait for.
 */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { DocumentProblem } from '../domain/documents/document-problem.ts'
import type {
  AddMedicine,
  ChangeMedicine,
  CommandProblem,
  ResolveMedicine,
  StopMedicine,
} from '../engine-api/commands.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { OwnDevice } from './own-device.ts'

export type MedicineCommand = AddMedicine | ChangeMedicine | StopMedicine | ResolveMedicine

interface MedicineDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
}

/** The form's draft that ends with the command, as the page names it. */
export function medicineDraft(command: MedicineCommand): string {
  const form = `medicine/${command.personId}`
  if (command.type === 'add-medicine') return `${form}/new`
  return `${form}/${command.medicineId}${command.type === 'resolve-medicine' ? '/decide' : ''}`
}

export async function planMedicine(
  { documents, own }: MedicineDeps,
  command: MedicineCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  const { at, commandId, personId, reason } = command
  const editBy = { by: own.signature, at, reason }
  const planned = await documents.plan('medicines', personId, async (doc) => {
    const { addMedicine, changeMedicine, resolveMedicine, stopMedicine } = await import(
      '../domain/documents/medicines.ts'
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
  return planned.ok ? ok(planned.value) : err(problemOf(planned.error))
}

export function problemOf(problem: DocumentProblem | { readonly type: 'no-group' }): CommandProblem {
  switch (problem.type) {
    case 'no-group':
      return { type: 'unknown-person' }
    case 'unknown-id':
      return { type: 'unknown-medicine' }
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}
