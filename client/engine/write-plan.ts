/** Commands on a care plan -> one edit of the document. The domain's module brings Automerge: it is loaded with the first one. */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { DocumentProblem } from '../domain/documents/document-problem.ts'
import type { CommandProblem, PlanCommand } from '../engine-api/commands.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { OwnDevice } from './own-device.ts'

interface PlanDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
}

export async function planCarePlan(
  { documents, own }: PlanDeps,
  command: PlanCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  const said = { by: own.signature, at: command.at }
  const planned = await documents.plan('care-plan', command.personId, async (doc) => {
    const { namePlanSection, writePlanSection } = await import('../domain/documents/care-plan.ts')
    return command.type === 'write-plan-section'
      ? writePlanSection(doc, command.sectionId, command, said)
      : namePlanSection(doc, command.sectionId ?? command.commandId, command.title, said)
  })
  return planned.ok ? ok(planned.value) : err(problemOf(planned.error))
}

/** The typing of a section that was saved is no draft any more. */
export function planDraftKey(command: PlanCommand): string {
  return `plan/${command.personId}/${command.type === 'write-plan-section' ? command.sectionId : (command.sectionId ?? 'new')}`
}

function problemOf(problem: DocumentProblem | { readonly type: 'no-group' }): CommandProblem {
  switch (problem.type) {
    case 'no-group':
      return { type: 'unknown-person' }
    case 'unknown-id':
      return { type: 'unknown-version' }
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}
