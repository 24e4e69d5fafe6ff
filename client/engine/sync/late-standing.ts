/** Few devices ever ask in earnest, and the reducer that judges the answer is not what a start waits for. */
import type { GroupId } from '../../../shared/lib/ids.ts'
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
