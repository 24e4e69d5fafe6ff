/** Commands on a task -> one edit of the person's tasks. The domain's module brings Automerge: it is loaded with the first one. */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { DocumentProblem } from '../domain/documents/document-problem.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { CommandProblem, TaskCommand } from '../engine-api/commands.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { OwnDevice } from './own-device.ts'
import type { Rows } from './read-model/rows.ts'

interface TaskDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
  readonly rows: Pick<Rows, 'find'>
}

export async function planTask(
  { documents, own, rows }: TaskDeps,
  command: TaskCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  const said = { by: own.signature, at: command.at }
  const colleague = command.type === 'give-task' ? await colleagueOf(rows, command.to) : null
  if (colleague === undefined) return err({ type: 'unknown-colleague' })
  const planned = await documents.plan('tasks', command.personId, async (doc) => {
    const tasks = await import('../domain/documents/tasks.ts')
    switch (command.type) {
      case 'add-task':
        return tasks.addTask(doc, command.commandId, command.task, { said, owner: command.take ? said.by : null })
      case 'change-task':
        return tasks.changeTask(doc, command.taskId, command.task, said)
      case 'take-task':
        return tasks.takeTask(doc, command.taskId, said)
      case 'give-task':
        return tasks.giveTask(doc, command.taskId, colleague, said)
      case 'finish-task':
        return tasks.finishTask(doc, command.taskId, command.outcome, said)
      case 'reopen-task':
        return tasks.reopenTask(doc, command.taskId, said)
    }
  })
  return planned.ok ? ok(planned.value) : err(problemOf(planned.error))
}

async function colleagueOf(rows: Pick<Rows, 'find'>, memberId: string | null): Promise<Signature | null | undefined> {
  if (memberId === null) return null
  return (await rows.find('staff', { id: memberId }))[0]?.signature
}

function problemOf(problem: DocumentProblem | { readonly type: 'no-group' }): CommandProblem {
  switch (problem.type) {
    case 'no-group':
      return { type: 'unknown-person' }
    case 'unknown-id':
      return { type: 'unknown-task' }
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}
