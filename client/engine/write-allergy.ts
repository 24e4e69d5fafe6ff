/** Commands on allergies -> one edit of the person's document. The domain's module is loaded with the first one. */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { CommandProblem, EndAllergy, RecordAllergy, RecordNoKnownAllergies } from '../engine-api/commands.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { OwnDevice } from './own-device.ts'
import { problemOf } from './write-medicine.ts'

export type AllergyCommand = RecordAllergy | EndAllergy | RecordNoKnownAllergies

interface AllergyDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
}

export async function planAllergy(
  { documents, own }: AllergyDeps,
  command: AllergyCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  const planned = await documents.plan('person', command.personId, async (doc) => {
    const { addAllergy, endAllergy, sayNoneKnown } = await import('../domain/documents/allergies.ts')
    if (command.type === 'record-no-known-allergies') return sayNoneKnown(doc, command.on)
    const editBy = { by: own.signature, at: command.at, reason: command.reason }
    if (command.type === 'end-allergy') return endAllergy(doc, command.allergyId, command.on, editBy)
    const { commandId, on, reaction, substance } = command
    return addAllergy(doc, commandId, { substance, reaction, recordedOn: on }, editBy)
  })
  if (planned.ok) {
    if (planned.value === null) return ok(null)
    const label = { kind: 'allergy', personId: command.personId } as const
    return ok({ ...planned.value, entry: { ...planned.value.entry, label } })
  }
  return err(planned.error.type === 'unknown-id' ? { type: 'unknown-allergy' } : problemOf(planned.error))
}
