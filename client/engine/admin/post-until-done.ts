/** Plans and posts a membership act; a plan that lost the race for the chain's head is made again on what is there now. */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { EngineDeps } from '../engine.ts'
import type { AdminPlan, AdminRefusal } from '../membership/group-admin.ts'
import type { Session } from '../session.ts'
import { postPlan } from '../sync/post-plan.ts'
import type { AdminProblem } from './admin-api.ts'

const tries = 5

export async function postUntilDone(
  deps: EngineDeps,
  session: Session,
  plan: () => Promise<Result<AdminPlan, AdminRefusal>>,
  /** Asked before each try: it may stand by now, by a colleague or by an earlier try whose answer was lost. */
  isDone: () => boolean = () => false,
): Promise<Result<void, AdminProblem>> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (isDone()) return ok(undefined)
    const planned = await plan()
    if (!planned.ok) return err({ type: 'refused', detail: planned.error.type })
    const posted = await postPlan({ ...session.device, relay: deps.relay }, planned.value)
    if (posted.type === 'ok') {
      session.houseWork.claim([planned.value.group])
      return putHealing(deps, session, planned.value)
    }
    if (posted.type !== 'lost-race') return err({ type: 'no-signal' })
    await pullNow(session)
  }
  return err({ type: 'refused', detail: 'compare-and-swap' })
}

async function putHealing(deps: EngineDeps, session: Session, plan: AdminPlan): Promise<Result<void, AdminProblem>> {
  const relaySession = plan.healing.length === 0 ? null : await session.relaySession()
  for (const { boxes, epoch, group } of plan.healing) {
    if (relaySession === null) return err({ type: 'no-signal' })
    const put = await deps.relay.putBoxes(relaySession, group, epoch, boxes)
    if (!put.ok) return err({ type: 'no-signal' })
  }
  await pullNow(session)
  return ok(undefined)
}

/** What was posted comes back in the stream, where it is kept. */
export async function pullNow(session: Session): Promise<void> {
  session.runner.wake('poke')
  await session.runner.idle()
}
