/** How far an invite made face to face has come, by the chain. Rules KR92 and KR841. */
import type { InPersonStep } from '../../engine-api/in-person-acts.ts'
import type { Chains } from './chains.ts'
import type { InPersonInvite } from './in-person-book.ts'

export function stepOf(chains: Pick<Chains, 'state'>, { body, bound }: InPersonInvite): InPersonStep {
  const devices = Object.values(chains.state(body.group)?.devices ?? {})
  const cameIn = devices.find(({ invite }) => invite === body.invite)
  if (cameIn === undefined) return bound === null ? 'shown' : 'kept'
  return bound === null || bound.request.signKey.join() === cameIn.keys.signKey.join() ? 'in' : 'another'
}
