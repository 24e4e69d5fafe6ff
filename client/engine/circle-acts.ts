/** Letting family and associates into a person's circle and out of it, by herself or by staff. Loaded when it is first asked for. Rules GK9 and GK60. */
import type { Instant, InviteId, MemberId, PersonId } from '../../shared/lib/ids.ts'
import type { CircleAct, CircleActOutcome, CircleProblem } from '../engine-api/circle-acts.ts'
import { confirmJoin, ensureCircle, letIntoCircle, removeFromCircle, waitingJoins } from './admin/circles.ts'
import type { AdminProblem } from './admin-api.ts'
import type { EngineDeps } from './engine.ts'
import { associatesOf } from './membership/circle-plan.ts'
import { createInvite } from './membership/invites.ts'
import type { Session } from './session.ts'

const inviteHoldsMs = 7 * 24 * 60 * 60_000

type InviteFamily = Extract<CircleAct, { readonly type: 'invite-family' }>

export async function circleAct(deps: EngineDeps, session: Session, act: CircleAct): Promise<CircleActOutcome> {
  const { chains } = session.device
  const own = chains.byKind('private')[0]
  const person = (act.personId ?? own?.about ?? '') as PersonId
  if (chains.privateOf(person, null) === undefined) return failed('not-allowed')
  switch (act.type) {
    case 'invite-family':
      return invite(deps, session, person, act)
    case 'who-waits': {
      const joins = await waitingJoins(deps, session)
      if (!joins.ok) return failed(joins.error.type)
      const circle = chains.circleOf(person)?.group
      const here = joins.value.filter(({ group }) => group === circle)
      return { type: 'waiting', waiting: here.map(({ code, invite: inviteId }) => ({ inviteId, code })) }
    }
    case 'let-in':
      return done(await confirmJoin(deps, session, act.inviteId as InviteId))
    case 'let-associate-in': {
      const member = act.memberId as MemberId
      if (session.device.own.audience !== 'staff' || !associatesOf(chains.team()).has(member))
        return failed('not-allowed')
      return done(await letIntoCircle(deps, session, person, member))
    }
    case 'let-out':
      return done(await removeFromCircle(deps, session, person, act.memberId as MemberId))
  }
}

async function invite(
  deps: EngineDeps,
  session: Session,
  person: PersonId,
  { name, relation }: InviteFamily,
): Promise<CircleActOutcome> {
  const { device } = session
  const said = name.trim()
  if (said === '') return failed('nothing-written')
  if (device.own.audience === 'staff') {
    const made = await ensureCircle(deps, session, person)
    if (!made.ok) return failed(made.error.type)
  }
  const circle = device.chains.circleOf(person)
  if (circle === undefined) return failed('no-circle')
  const expiresAt = (deps.clock.now() + inviteHoldsMs) as Instant
  const label = { name: said, roleTitle: relation.trim() || 'family', face: '', spaceName: device.own.spaceName }
  const member = device.newId() as MemberId
  const place = { role: 'family', member, group: circle.group, mode: 'confirm', expiresAt, label } as const
  const made = await createInvite({ identity: device.identity, random: deps.random, chains: device.chains }, place)
  return made.ok ? { type: 'invited', fragment: made.value.fragment, expiresAt } : failed('no-circle')
}

function done(result: { readonly ok: true } | { readonly ok: false; readonly error: AdminProblem }): CircleActOutcome {
  return result.ok ? { type: 'done' } : failed(result.error.type)
}

function failed(problem: CircleProblem): CircleActOutcome {
  return { type: 'failed', problem }
}
