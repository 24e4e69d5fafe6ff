/**
 * Whose a private group is: about one person there are several, her own and one
 * of each of her family. The chain itself proves it: the first of the public let
 * in. While nobody is in, its id says for whom it was made, since devices that
 * have not met compute the same one. Rules GK1-GK3.
 */
import { bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { GroupId, MemberId, PersonId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'

/** Null: the person's own. */
export type PrivateOwner = MemberId | null

export function privateIdOf(space: SpaceId, person: PersonId, owner: PrivateOwner): GroupId {
  const parts = [space, person, ...(owner === null ? [] : [owner])].map(hexToBytes)
  return bytesToHex(sha256(purpose('private'), ...parts).subarray(0, 16)) as GroupId
}

export function isPrivateOf(chain: ChainState, owner: PrivateOwner): boolean {
  if (chain.kind !== 'private' || chain.about === null) return false
  const first = firstLetIn(chain)
  if (first === undefined) return chain.group === privateIdOf(chain.space, chain.about, owner)
  return owner === null ? first.role === 'patient' : first.role === 'family' && first.member === owner
}

/** Undefined while nobody was let in. */
export function firstLetIn(chain: ChainState): ChainDevice | undefined {
  const [first] = Object.values(chain.devices).sort((a, b) => a.since - b.since)
  return first
}

/** Made for one of the family, by what the chain proves. */
export function isFamilyPrivate(chain: ChainState): boolean {
  return chain.kind === 'private' && firstLetIn(chain)?.role === 'family'
}
