/** Who may put words right in a circle's list: whoever wrote them, the person herself, and staff. Rule CT246. */
import type { DeviceId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import { isId } from '../../domain/ids.ts'
import type { Chains } from '../membership/chains.ts'

/** Characters of an id of 16 bytes in hex. */
const nameHalf = 16

/** As whom a device writes in a circle's list. */
export interface Speaker {
  readonly member: MemberId
  /** May put anybody's words right. */
  readonly wordsAll: boolean
  readonly memberOf: (device: DeviceId) => MemberId | undefined
}

/** By the chains, as every device judges it. */
export function speakerIn(circle: ChainState, team: ChainState | undefined, device: DeviceId): Speaker | undefined {
  const known = deviceIn(circle, team, device)
  if (known === undefined) return undefined
  const wordsAll = known.role === 'patient' || isClinical(known.role)
  return { member: known.member, wordsAll, memberOf: (each) => deviceIn(circle, team, each)?.member }
}

/** Half of the name says whose thing it is: nobody else can put one under it. Rule CT360. */
export function thingIdOf(member: string, commandId: string): string {
  return member.slice(0, nameHalf) + commandId.slice(nameHalf)
}

export function isNamedAfter(member: MemberId, key: unknown): boolean {
  return typeof key === 'string' && isId(key) && key.startsWith(member.slice(0, nameHalf))
}

/** Of this device: none but hers and staff's know of her own group. */
export function mayWordAll(chains: Pick<Chains, 'privateOf'>, person: PersonId): boolean {
  return chains.privateOf(person, null) !== undefined
}
