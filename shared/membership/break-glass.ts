/**
 * Breaking the glass: staff who look after somebody else open her record by an
 * access they grant themselves. It needs nobody's yes, so it is short, it is
 * told to others, and its maker can end it, and so can an administrator or
 * whoever looks after her.
 */
import type { DeviceId, Instant, MemberId } from '../lib/ids.ts'
import type { ChainAccess, ChainState } from './chain.ts'
import { takesBack } from './taking-back.ts'

const hourMs = 60 * 60_000
export const openingLimitMs = 24 * hourMs

/** Genesis, epoch, the round's access and that of whoever sets somebody up: later than these it is an opening. */
const lastOfSettingUp = 3

/**
 * Right behind the first epoch whoever begins a record says who looks after it, herself among them: nothing of anybody
 * lies in it yet. Once somebody else has said so, it is a record like any other. Nobody but who began it: between two
 * controls of hers a colleague would else take the record for good.
 */
export function isSettingUp(chain: ChainState, by: DeviceId, seq: number): boolean {
  return (
    by === chain.founder &&
    seq <= lastOfSettingUp &&
    chain.access.length === seq - 2 &&
    chain.access.every((access) => access.by === by)
  )
}

export interface Opening extends ChainAccess {
  readonly to: { readonly type: 'member'; readonly member: MemberId }
}

/** Whether access that somebody grants herself is as short as it must be. */
export function endsInTime(until: Instant | null, from: Instant): boolean {
  return until !== null && until - from <= openingLimitMs
}

/** Everything by which somebody opened this record for herself, oldest first; what ended one early is in its place. */
export function openingsOf(chain: ChainState): readonly Opening[] {
  return chain.access.filter(isOpening)
}

export function isOpening(access: ChainAccess): access is Opening {
  if (!access.self || access.to.type !== 'member' || takesBack(access)) return false
  return access.until !== null || access.at > lastOfSettingUp
}

/**
 * Of the accesses with an end that a member gave herself, only the last one counts: so one is ended early. What
 * another one ended counts no more, whatever end it had.
 */
export function isReplaced(chain: ChainState, access: ChainAccess): boolean {
  if (!isShortOwn(access) && !isOpening(access)) return false
  const { member } = access.to
  const isItsEnd = (later: ChainAccess) => isEnding(later) || (isShortOwn(access) && isShortOwn(later))
  return chain.access.some(
    (later) => later.at > access.at && isItsEnd(later) && later.to.type === 'member' && later.to.member === member,
  )
}

/** An access to somebody else that is over as it is written: it ends what that member opened before, and gives nothing. */
export function isEnding(access: ChainAccess): access is Opening {
  const { self, to, until, writtenAt } = access
  return !takesBack(access) && !self && to.type === 'member' && until !== null && until <= writtenAt
}

/** How another one ended what this member opened last; undefined where it ended otherwise, or was not opened. */
export function endingOf({ access }: ChainState, member: MemberId): Opening | undefined {
  const opening = access.findLast((each): each is Opening => isOpening(each) && each.to.member === member)
  if (opening === undefined) return undefined
  const { at, until } = opening
  const ending = access.find((each): each is Opening => each.at > at && isEnding(each) && each.to.member === member)
  const isOver = until !== null && until <= (ending?.until ?? until)
  return isOver ? undefined : ending
}

function isShortOwn(access: ChainAccess): access is Opening {
  return access.self && access.until !== null && access.to.type === 'member' && !takesBack(access)
}
