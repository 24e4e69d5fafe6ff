/** Commands on a care plan -> one edit of the document. The domain's module brings Automerge: it is loaded with the first one. */
import { err } from '../../../shared/lib/result.ts'
import type { PlanCommand } from '../../engine-api/commands.ts'
import { type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

const missing = { group: { type: 'unknown-person' }, entry: { type: 'unknown-version' } } as const

export async function planCarePlan({ documents, own }: EditDeps, command: PlanCommand): Promise<Planned> {
  const said = { by: own.signature, at: command.at }
  const planned = await documents.plan('care-plan', command.personId, async (doc) => {
    const { namePlanSection, writePlanSection } = await import('../../domain/documents/care-plan.ts')
    return command.type === 'write-plan-section'
      ? writePlanSection(doc, command.sectionId, command, said)
      : namePlanSection(doc, command.sectionId ?? command.commandId, command.title, said)
  })
  return planned.ok ? planned : err(problemOfEdit(planned.error, missing))
}

/** The typing of a section that was saved is no draft any more. */
export function planDraftKey(command: PlanCommand): string {
  return `plan/${command.personId}/${command.type === 'write-plan-section' ? command.sectionId : (command.sectionId ?? 'new')}`
}
