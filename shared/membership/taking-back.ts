/**
 * Who looks after a person was given her record, as a member or by a round. It
 * is taken back by an access to the same one that was over before anything
 * began, so that the chain says who took it back, and when. What somebody opened
 * for herself is another thing: break-glass.ts.
 */
import type { Instant } from '../lib/ids.ts'
import type { AccessTarget } from '../protocol/control.ts'
import type { ChainAccess, ChainState } from './chain.ts'

/** The end of an access that takes back. */
export const takenBack = 0 as Instant

export function takesBack({ until }: { readonly until: Instant | null }): boolean {
  return until === takenBack
}

/** Whatever end it had; given anew, it holds again. */
export function isTakenBack(chain: ChainState, access: ChainAccess): boolean {
  return chain.access.some((later) => isTakenBackBy(access, later))
}

export function isTakenBackBy(access: ChainAccess, later: ChainAccess): boolean {
  return later.at > access.at && takesBack(later) && isSameTarget(later.to, access.to)
}

export function isSameTarget(one: AccessTarget, other: AccessTarget): boolean {
  return one.type === 'round'
    ? other.type === 'round' && one.round === other.round
    : other.type === 'member' && one.member === other.member
}
