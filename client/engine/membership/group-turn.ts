/** Whose turn it is to write into a group what any staff device could: of those who look after the person, or of the whole team. */
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Chains } from './chains.ts'
import { turnOf } from './turns.ts'

export interface GroupTurnDeps {
  readonly chains: Pick<Chains, 'team' | 'careChainOf'>
  readonly device: DeviceId
  readonly now: Instant
}

/** How many stand before this device; 0 = it is its turn. */
export function groupTurn({ chains, device, now }: GroupTurnDeps, chain: ChainState): number {
  const team = chains.team()
  const care = chain.about === null ? undefined : chains.careChainOf(chain.about)
  if (team === undefined || (chain.about !== null && care === undefined)) return 0
  const about = hexToBytes(chain.group)
  return turnOf({ team, device, about, ...(care !== undefined && { care: { chain: care, now } }) })
}
