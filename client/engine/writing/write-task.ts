/** Commands on a task -> one edit of the person's tasks, or of her circle's. The domain's module brings Automerge: it is loaded with the first one. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import { err } from '../../../shared/lib/result.ts'
import type { TaskCommand } from '../../engine-api/commands.ts'
import { mayWordAll, thingIdOf } from '../documents/circle-words.ts'
import type { Chains } from '../membership/chains.ts'
import { colleagueOf, type EditDeps, type EditRefusal, type Planned, problemOfEdit } from './write-edit.ts'

const missing = { group: { type: 'unknown-person' }, entry: { type: 'unknown-task' } } as const
const noCircle = { ...missing, group: { type: 'not-in-circle' } } as const

export interface TaskDeps extends EditDeps {
  readonly chains: Pick<Chains, 'privateOf'>
}

export async function planTask({ chains, documents, own, rows }: TaskDeps, command: TaskCommand): Promise<Planned> {
  const said = { by: own.signature, at: command.at }
  const to = command.type === 'give-task' ? command.to : null
  const isCircle = command.circle === true
  if (isCircle && to !== null) return err({ type: 'not-allowed' })
  const colleague = to === null ? null : await colleagueOf(rows, to)
  if (colleague === undefined) return err({ type: 'unknown-colleague' })
  type Tasks = 'tasks' | 'circle-tasks'
  const list: Tasks = isCircle ? 'circle-tasks' : 'tasks'
  const planned = await documents.plan<Tasks, EditRefusal>(list, command.personId, async (doc) => {
    const tasks = await import('../../domain/documents/tasks.ts')
    switch (command.type) {
      case 'add-task': {
        const { commandId, take, task } = command
        const id = isCircle ? thingIdOf(said.by.memberId, commandId) : commandId
        return tasks.addTask(doc, id, task, { said, owner: take ? said.by : null })
      }
      case 'change-task': {
        const { before, task, taskId } = command
        const isOwn = () => tasks.isAddedBy(doc, taskId, said.by.memberId)
        const mayWord = !isCircle || mayWordAll(chains, command.personId as PersonId) || isOwn()
        return mayWord ? tasks.changeTask(doc, taskId, task, said, before) : err({ type: 'not-allowed' })
      }
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
  return planned.ok ? planned : err(problemOfEdit(planned.error, isCircle ? noCircle : missing))
}
