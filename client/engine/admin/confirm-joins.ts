/** Lets in everybody who knocks with a good invite. Only robots of a demonstration do this without asking anybody. */
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { AdminProblem } from '../admin-api.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { admit, verifiedJoins } from './circles.ts'

export async function confirmJoins(deps: EngineDeps, session: Session): Promise<Result<number, AdminProblem>> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return joins
  let count = 0
  for (const join of joins.value) if ((await admit(deps, session, join)).ok) count++
  return ok(count)
}
