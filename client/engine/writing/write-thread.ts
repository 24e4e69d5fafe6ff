/** Commands on who looks after a conversation with the public -> one edit of its document. */
import { err } from '../../../shared/lib/result.ts'
import { giveThread, nameThread, takeThread } from '../../domain/documents/thread.ts'
import type { ThreadCommand } from '../../engine-api/team-commands.ts'
import type { Chains } from '../membership/chains.ts'
import { chainOfThread } from './chain-of-thread.ts'
import { colleagueOf, type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

export interface ThreadDeps extends EditDeps {
  readonly chains: Chains
}

const missing = { group: { type: 'unknown-thread' }, entry: { type: 'unknown-thread' } } as const

export async function planThread(
  { chains, documents, own, rows }: ThreadDeps,
  command: ThreadCommand,
): Promise<Planned> {
  const chain = chainOfThread(chains, command.threadId)
  if (chain === undefined || (chain.kind !== 'private' && chain.kind !== 'circle')) {
    return err({ type: 'unknown-thread' })
  }
  const to = command.type === 'give-thread' ? command.to : null
  const colleague = to === null ? null : await colleagueOf(rows, to)
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
  return planned.ok ? planned : err(problemOfEdit(planned.error, missing))
}
