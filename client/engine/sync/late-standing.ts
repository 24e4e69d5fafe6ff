/** Few devices ever ask in earnest, and the reducer that judges the answer is not what a start waits for. */
import type { Standing, StandingDeps } from './standing.ts'

export async function askStandingLate(deps: StandingDeps): Promise<Standing> {
  return (await import('./standing.ts')).askStanding(deps)
}
