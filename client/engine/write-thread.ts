/** Commands on who looks after a conversation with the public -> one edit of its document. Loaded with the first one. */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { DocumentProblem } from '../domain/documents/document-problem.ts'
import { giveThread, nameThread, takeThread } from '../domain/documents/thread.ts'
import type { CommandProblem } from '../engine-api/commands.ts'
import type { ThreadCommand } from '../engine-api/team-commands.ts'
import { chainOfThread } from './chain-of-thread.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { Chains } from './membership/chains.ts'
import type { OwnDevice } from './own-device.ts'
import type { Rows } from './read-model/rows.ts'

interface ThreadDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
  readonly rows: Pick<Rows, 'find'>
  readonly chains: Chains
}

export async function planThread(
  { chains, documents, own, rows }: ThreadDeps,
  command: ThreadCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  const chain = chainOfThread(chains, command.threadId)
  if (chain === undefined || (chain.kind !== 'private' && chain.kind !== 'circle')) {
    return err({ type: 'unknown-thread' })
  }
  const to = command.type === 'give-thread' ? command.to : null
  const colleague = to === null ? null : (await rows.find('staff', { id: to }))[0]?.signature
  if (colleague === undefined) return err({ type: 'unknown-colleague' })
  const said = { by: own.signature, at: command.at }
  const planned = await documents.plan('thread', chain.group, (doc) => {
    switch (command.type) {
      case 'name-thread':
        return nameThread(doc, command, said)
      case 'take-thread':
        return takeThread(doc, said)
      case 'give-thread':
        return giveThread(doc, colleague, said)
    }
  })
  return planned.ok ? ok(planned.value) : err(problemOf(planned.error))
}

function problemOf(problem: DocumentProblem | { readonly type: 'no-group' }): CommandProblem {
  switch (problem.type) {
    case 'no-group':
    case 'unknown-id':
      return { type: 'unknown-thread' }
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}
