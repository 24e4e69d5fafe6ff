/** Which group a conversation is. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { ThreadId } from '../../domain/ids.ts'
import type { Chains } from '../membership/chains.ts'

/** A neighbourhood has thousands of groups, and each hash of one is worked out once. */
const threadIds = new WeakMap<object, Map<GroupId, ThreadId>>()

export function chainOfThread(chains: Pick<Chains, 'groups' | 'state'>, threadId: string): ChainState | undefined {
  const known = threadIds.get(chains) ?? new Map<GroupId, ThreadId>()
  threadIds.set(chains, known)
  const threadOf = (group: GroupId): ThreadId => {
    const thread = known.get(group) ?? threadIdOf(group)
    known.set(group, thread)
    return thread
  }
  const group = chains.groups().find((each) => threadOf(each) === threadId)
  return group === undefined ? undefined : chains.state(group)
}
