/** Which group a conversation is. */
import type { ChainState } from '../../shared/membership/chain.ts'
import { threadIdOf } from '../domain/documents/doc-id.ts'
import type { Chains } from './membership/chains.ts'

export function chainOfThread(chains: Chains, threadId: string): ChainState | undefined {
  const group = chains.groups().find((each) => threadIdOf(each) === threadId)
  return group === undefined ? undefined : chains.state(group)
}
