/** Lets in everybody who knocks with a good invite of its own: for robots of a demonstration. Whom people invite, people let in. */
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import type { AdminProblem } from './admin-api.ts'
import { admit, verifiedJoins } from './circles.ts'

export async function confirmJoins(deps: EngineDeps, session: Session): Promise<Result<number, AdminProblem>> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return joins
  let count = 0
  const own = joins.value.filter(({ body }) => body.inviter === session.device.device)
  for (const join of own) if ((await admit(deps, session, join)).ok) count++
  return ok(count)
}
