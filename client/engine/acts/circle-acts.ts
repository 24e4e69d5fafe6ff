/** Letting family and associates into a person's circle and out of it, by herself or by staff. Loaded when it is first asked for. Rules GK9 and GK60. */
import type { DeviceId, Instant, InviteId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { err } from '../../../shared/lib/result.ts'
import type { CircleAct, CircleActOutcome, CircleProblem } from '../../engine-api/circle-acts.ts'
import type { AdminProblem } from '../admin/admin-api.ts'
import {
  circleDoorProblem,
  confirmJoin,
  ensureCircle,
  letIntoCircle,
  removeFromCircle,
  removePhone,
  waitingJoins,
} from '../admin/circles.ts'
import type { EngineDeps } from '../engine.ts'
import { associatesOf } from '../membership/circle-plan.ts'
import { furtherPhoneOf } from '../membership/further-phone.ts'
import { createInvite } from '../membership/invites.ts'
import { identitiesOf, isPhone } from '../membership/lost-phones.ts'
import type { Session } from '../session.ts'

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
      const againOf = (member: MemberId) => (furtherPhoneOf(chains, person, member) === 'no' ? null : member)
      const waiting = here.map(({ code, invite: inviteId, member }) => ({ inviteId, code, again: againOf(member) }))
      return { type: 'waiting', waiting }
    }
    case 'let-in': {
      const letIn = await confirmJoin(deps, session, { invite: act.inviteId as InviteId, code: act.code })
      return letIn.ok ? { type: 'done' } : failed(circleDoorProblem(letIn.error))
    }
    case 'let-associate-in': {
      const member = act.memberId as MemberId
      if (session.device.own.audience !== 'staff' || !associatesOf(chains.team()).has(member))
        return failed('not-allowed')
      return done(await letIntoCircle(deps, session, person, member))
    }
    case 'remove-phone': {
      const removed = await removeLost(deps, session, person, act.deviceId as DeviceId)
      if (!removed.ok) return failed(removed.error.type)
      return { type: 'done', ...(removed.value === 'going-on' && { goesOn: true }) }
    }
    case 'let-out':
      return done(await removeFromCircle(deps, session, person, act.memberId as MemberId))
  }
}

/** By staff who may read of her now, or by herself: never the phone in one's own hand, whatever it was or becomes, and nobody of the team. */
async function removeLost(deps: EngineDeps, session: Session, person: PersonId, phone: DeviceId) {
  const { access, device } = session
  const own = device.chains.privateOf(person, null)
  const about = device.chains.publicAbout(person)
  const named = about.flatMap(({ devices }) => devices[phone] ?? [])[0]
  const mayAct = own !== undefined && access.mayRead(own) && !identitiesOf(about, phone).has(device.device)
  if (!mayAct || named === undefined || !isPhone(named)) return err({ type: 'not-allowed' } as const)
  return removePhone(deps, session, person, phone)
}

async function invite(
  deps: EngineDeps,
  session: Session,
  person: PersonId,
  { again, name, relation }: InviteFamily,
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
  const face = again?.face ?? ''
  const label = { name: said, roleTitle: relation.trim() || 'family', face, spaceName: device.own.spaceName }
  const member = (again?.memberId ?? device.newId()) as MemberId
  // Who is known stays the same by the team alone: on her word a phone would be in the circle and nowhere else.
  const further = again === undefined ? 'may' : furtherPhoneOf(device.chains, person, member)
  if (further === 'no' || (again !== undefined && device.own.audience !== 'staff')) return failed('not-allowed')
  if (further === 'out-of-circle') return failed(further)
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
