/** Few devices ever ask in earnest, and the reducer that judges the answer is not what a start waits for. */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Standing, StandingDeps } from './standing.ts'

export async function askStandingLate(deps: StandingDeps): Promise<Standing> {
  return (await import('./standing.ts')).askStanding(deps)
}

export async function isBrokenHereLate(
  deps: Pick<StandingDeps, 'store' | 'verifier'>,
  place: { readonly group: GroupId; readonly seq: number },
): Promise<boolean> {
  return (await import('./standing.ts')).isBrokenHere(deps, place)
}

export interface StandingNews<Asked> {
  /** Nobody waits for what an earlier one was told. */
  readonly isCurrent: (asked: Asked) => boolean
  readonly onRemoved: (audience: 'staff' | 'public') => Promise<void>
  readonly onSucceeded: (asked: Asked) => Promise<void>
}

/** The relay lets this device in no more, since `at`: the chain says whether that is true. Asked once. */
export function createStandingWatch<Asked>(
  deps: StandingDeps,
  { isCurrent, onRemoved, onSucceeded }: StandingNews<Asked>,
): (at: Instant, asked: Asked) => Promise<void> {
  let askedAt: Instant | null = null
  return async (at, asked) => {
    if (askedAt === at) return
    askedAt = at
    const standing = await askStandingLate(deps)
    if (standing.type === 'unheard') askedAt = null
    if (!isCurrent(asked)) return
    if (standing.type === 'removed') await onRemoved(standing.audience)
    if (standing.type === 'succeeded') await onSucceeded(asked)
  }
}
