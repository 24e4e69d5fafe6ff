/** Commands on allergies -> one edit of the person's document. The domain's module is loaded with the first one. */
import { err, ok } from '../../../shared/lib/result.ts'
import type { EndAllergy, RecordAllergy, RecordNoKnownAllergies } from '../../engine-api/commands.ts'
import { type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

export type AllergyCommand = RecordAllergy | EndAllergy | RecordNoKnownAllergies

const missing = { group: { type: 'unknown-person' }, entry: { type: 'unknown-allergy' } } as const

export async function planAllergy({ documents, own }: EditDeps, command: AllergyCommand): Promise<Planned> {
  const planned = await documents.plan('person', command.personId, async (doc) => {
    const { addAllergy, endAllergy, sayNoneKnown } = await import('../../domain/documents/allergies.ts')
    if (command.type === 'record-no-known-allergies') return sayNoneKnown(doc, command.on)
    const editBy = { by: own.signature, at: command.at, reason: command.reason }
    if (command.type === 'end-allergy') return endAllergy(doc, command.allergyId, command.on, editBy)
    const { commandId, on, reaction, substance } = command
    return addAllergy(doc, commandId, { substance, reaction, recordedOn: on }, editBy)
  })
  if (!planned.ok) return err(problemOfEdit(planned.error, missing))
  if (planned.value === null) return planned
  const label = { kind: 'allergy', personId: command.personId } as const
  return ok({ ...planned.value, entry: { ...planned.value.entry, label } })
}
