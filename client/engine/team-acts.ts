/** Letting colleagues and their devices into the team and out of it. Loaded when it is first asked for. Rules TJ3-TJ6. */
import { type DeviceId, type Instant, type InviteId, type MemberId, zeroDoc } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { isClinical } from '../../shared/membership/standing.ts'
import type { Role } from '../../shared/protocol/control.ts'
import { type InvitedCardInput, writeInvitedCard } from '../domain/records/invited-card.ts'
import type { TeamAct, TeamActOutcome, TeamProblem, TeamRole } from '../engine-api/team-acts.ts'
import { confirmJoin, waitingJoins } from './admin/circles.ts'
import { groupAdminOf } from './admin/group-admin-of.ts'
import { postUntilDone } from './admin/post-until-done.ts'
import type { AdminProblem } from './admin-api.ts'
import type { EngineDeps } from './engine.ts'
import { createInvite } from './membership/invites.ts'
import type { Session } from './session.ts'

/** A link into the team opens more than one person's circle: it is short-lived. */
export const teamInviteHoldsMs = 24 * 60 * 60_000

export async function teamAct(deps: EngineDeps, session: Session, act: TeamAct): Promise<TeamActOutcome> {
  const { chains, device, own } = session.device
  const team = chains.team()
  const me = team?.devices[device]
  if (team === undefined || me === undefined || !isClinical(me.role)) return failed('not-allowed')
  switch (act.type) {
    case 'invite-colleague': {
      const { role } = act
      const [name, title] = [act.name.trim(), act.title.trim()]
      if (me.role !== 'admin') return failed('not-allowed')
      if (name === '' || title === '') return failed('nothing-written')
      const member = session.device.newId() as MemberId
      if (!(await writeDown(session, { member, name, title }))) return failed('refused')
      return invite(deps, session, { role, member, name, title, face: '' })
    }
    case 'invite-own-device': {
      const { face, name, role: title } = own.signature
      return invite(deps, session, { role: me.role, member: own.member, name, title, face })
    }
    case 'who-waits':
      return whoWaits(deps, session, team)
    case 'let-in':
      return done(await confirmJoin(deps, session, act.inviteId as InviteId))
    case 'remove-device':
      return me.role === 'admin' ? remove(deps, session, team, act.deviceId as DeviceId) : failed('not-allowed')
  }
}

interface Invited {
  readonly role: Role
  readonly member: MemberId
  readonly name: string
  readonly title: string
  readonly face: string
}

async function invite(
  { clock, random }: EngineDeps,
  { device }: Session,
  { face, member, name, role, title }: Invited,
): Promise<TeamActOutcome> {
  const { chains, identity, own } = device
  const expiresAt = (clock.now() + teamInviteHoldsMs) as Instant
  const label = { name, roleTitle: title, face, spaceName: own.spaceName }
  const place = { role, member, group: own.group, mode: 'confirm', expiresAt, label } as const
  const made = await createInvite({ identity, random, chains }, place)
  return made.ok ? { type: 'invited', fragment: made.value.fragment, expiresAt } : failed('not-allowed')
}

/** For the team: who stands at the door, and who an associate is before they come into any circle. */
async function writeDown({ device, writer }: Session, invited: InvitedCardInput): Promise<boolean> {
  const card = writeInvitedCard(invited, device.baseOf(null))
  if (!card.ok) return false
  const label = { kind: 'team', personId: null } as const
  const entry = { kind: 'record', group: device.own.group, priority: 'ordinary', doc: zeroDoc, label } as const
  const request = { entries: [{ ...entry, records: [card.value] }], alongside: [], sealedAlongside: [] }
  return (await writer.inTurn(() => writer.write(request))).ok
}

async function whoWaits(deps: EngineDeps, session: Session, team: ChainState): Promise<TeamActOutcome> {
  const joins = await waitingJoins(deps, session)
  if (!joins.ok) return failed(joins.error.type)
  const here = joins.value.filter(({ group }) => group === team.group)
  const named = await session.rows.find('members')
  const nameOf = (member: MemberId) =>
    named.find(({ groupId, memberId }) => groupId === team.group && memberId === member)?.signature.name ?? null
  return {
    type: 'waiting',
    waiting: here.map(({ code, invite: inviteId, member, role }) => ({
      inviteId,
      code,
      role: role as TeamRole,
      name: nameOf(member),
      isMine: member === session.device.own.member,
    })),
  }
}

/** The last administrator stays: nobody could let anybody in after that. Nor does a device remove itself from here. */
async function remove(deps: EngineDeps, session: Session, team: ChainState, device: DeviceId): Promise<TeamActOutcome> {
  const others = Object.values(team.devices).filter(
    ({ keys, removedAt, role }) => role === 'admin' && removedAt === null && keys.device !== device,
  )
  if (others.length === 0) return failed('last-admin')
  if (device === session.device.device) return failed('not-allowed')
  // Already out, by a colleague or by a try whose answer was lost: that is what was asked for.
  if (team.devices[device]?.removedAt != null) return { type: 'done' }
  const admin = groupAdminOf(deps, session.device)
  return done(await postUntilDone(deps, session, () => admin.removeDevice(team.group, device)))
}

function done(result: Result<void, AdminProblem>): TeamActOutcome {
  return result.ok ? { type: 'done' } : failed(result.error.type)
}

function failed(problem: TeamProblem): TeamActOutcome {
  return { type: 'failed', problem }
}
