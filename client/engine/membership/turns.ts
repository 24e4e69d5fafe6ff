/**
 * Whose turn it is to write what any of the team could: the first at once, each
 * of the others only when it is still missing a while later. Every device works
 * out the same order, and it differs with what it is about, so that it is not
 * always one that works and that nothing waits for long for one that is off.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { hasAccess } from '../../../shared/membership/rights.ts'
import { isClinical } from '../../../shared/membership/standing.ts'

export interface Turn {
  readonly team: ChainState
  readonly device: DeviceId
  /** What the order is drawn from. */
  readonly about: Bytes
  /** Only those who look after this person; left out, the whole team. */
  readonly care?: { readonly chain: ChainState; readonly now: Instant }
  /** Members who stand before all others: it was their doing. */
  readonly before?: ReadonlySet<string>
}

/** How many stand before this device; 0 = it is its turn. */
export function turnOf({ about, before, care, device, team }: Turn): number {
  const mayAct = (member: MemberId) => care === undefined || hasAccess(care.chain, team, member, care.now)
  const place = (id: DeviceId, member: string) =>
    `${before?.has(member) ? 0 : 1}${bytesToHex(sha256(about, hexToBytes(id)))}`
  const own = team.devices[device]?.member ?? ''
  return Object.values(team.devices).filter(
    ({ keys, member, removedAt, role }) =>
      removedAt === null && isClinical(role) && place(keys.device, member) < place(device, own) && mayAct(member),
  ).length
}
