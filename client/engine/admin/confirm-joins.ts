/** Lets in everybody who knocks with a good invite. Only robots of a demonstration do this without asking anybody. */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { AdminProblem } from '../admin-api.ts'
import type { EngineDeps } from '../engine.ts'
import { verifyJoin } from '../membership/invites.ts'
import type { Session } from '../session.ts'
import { postUntilDone } from './post-until-done.ts'

export async function confirmJoins(deps: EngineDeps, session: Session): Promise<Result<number, AdminProblem>> {
  const relaySession = await session.relaySession()
  if (relaySession === null) return err({ type: 'no-signal' })
  const waiting = await deps.relay.joins(relaySession)
  if (!waiting.ok) return err({ type: 'no-signal' })
  const { admin, chains } = session.device
  let count = 0
  for (const request of waiting.value) {
    const join = await verifyJoin({ chains, verifier: deps.verifier }, request, request.askedAt)
    if (!join.ok) continue
    const { body, keys } = join.value
    const { group, invite, member, role } = body
    if (chains.state(group)?.devices[keys.device] !== undefined) continue
    const admitted = await postUntilDone(deps, session, () => admin.addMember(group, { keys, role, member, invite }))
    if (admitted.ok) count++
  }
  return ok(count)
}
