/** Another phone of somebody of the family is let in as theirs, and what a phone reads of a conversation. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { CircleActOutcome } from '../../engine-api/circle-acts.ts'
import type { Engine } from '../engine.ts'
import { must, viewOf } from './neighbourhood.ts'

/** As staff do it from the card of whoever is known. */
export function askAgain(engine: Engine, personId: string, memberId: string): Promise<CircleActOutcome> {
  const again = { memberId, face: 'karen' }
  return engine.circleAct({ type: 'invite-family', personId, name: 'Karen Ashworth', relation: 'daughter', again })
}

export async function letInFirst({ admin }: Engine): Promise<void> {
  const [waiting] = must(await admin.waitingJoins())
  must(await admin.confirmJoin(waiting!))
}

export async function heard(engine: Engine, group: GroupId | null): Promise<readonly string[]> {
  if (group === null) return []
  const { messages } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
  return messages.map(({ text }) => text)
}
