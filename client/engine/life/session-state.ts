/** What a session that has begun shows of the device: shut out, still fetching, or open. */
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isManaged } from '../../../shared/membership/managed.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { isGovernance } from '../audit/governance.ts'
import type { Session } from '../session.ts'

/** Seen on the chain, and so final. */
export function isRemoved(chain: ChainState | undefined, device: DeviceId): boolean {
  return (chain?.devices[device]?.removedAt ?? null) !== null
}

export function stateOfSession(session: Session): DeviceState {
  const { chains, device, holdsKeys, own } = session.device
  const { fetched, shutOutAt } = session.syncFacts()
  if (shutOutAt !== null) return { type: 'removed', at: shutOutAt, audience: own.audience }
  const { caughtUpAt } = session.catchUp.cursor()
  if (caughtUpAt === null || !holdsKeys()) {
    return { type: 'fetching', done: fetched?.done ?? 0, total: fetched?.total ?? null }
  }
  const { audience, member, signature, spaceName } = own
  const governance = isGovernance(chains, device) ? ({ governance: true } as const) : {}
  const managed = isManaged(chains.team(), device) ? ({ managed: true } as const) : {}
  const me = { memberId: member, deviceId: device, signature, audience, spaceName, ...governance, ...managed }
  return { type: 'open', me }
}
