/** Letting colleagues and their devices into the team and out of it. Loaded when it is first asked for. Rules TJ3-TJ6, TA130-TA134. */
import {
  type DeviceId,
  type EntryId,
  type Instant,
  type InviteId,
  type MemberId,
  type PersonId,
  zeroDoc,
} from '../../../shared/lib/ids.ts'
import { err, type Result } from '../../../shared/lib/result.ts'
import type { ChainProposal, ChainState } from '../../../shared/membership/chain.ts'
import { latestOf } from '../../../shared/membership/latest.ts'
import { isManaged } from '../../../shared/membership/managed.ts'
import { needsSecond, proposalStanding } from '../../../shared/membership/proposals.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { ProposedAct, Role } from '../../../shared/protocol/control.ts'
import { type InvitedCardInput, writeInvitedCard } from '../../domain/records/invited-card.ts'
import type { TeamAct, TeamActOutcome, TeamProblem, TeamRole } from '../../engine-api/team-acts.ts'
import type { AdminProblem } from '../admin/admin-api.ts'
import { type Compared, confirmJoin, doorProblem, isOf, verifiedJoins } from '../admin/circles.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import type { EngineDeps } from '../engine.ts'
import { createInvite } from '../membership/invites.ts'
import type { Session } from '../session.ts'

/** A link into the team opens more than one person's circle: it is short-lived. */
export const teamInviteHoldsMs = 24 * 60 * 60_000

/** As long as a chain takes it. */
const reasonLimit = 200

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
      return letIn(deps, session, { invite: act.inviteId as InviteId, code: act.code })
    case 'make-admin':
      return me.role === 'admin' ? makeAdmin(deps, session, act.memberId as MemberId) : failed('not-allowed')
    case 'propose-export':
      return me.role === 'admin' ? proposeExport(deps, session, act.personId, act.reason) : failed('not-allowed')
    case 'approve':
    case 'dismiss':
      return me.role === 'admin' ? answer(deps, session, act.type, act.proposalId as EntryId) : failed('not-allowed')
    case 'set-managed':
      return me.role === 'admin'
        ? setManaged(deps, session, act.deviceId as DeviceId, act.managed)
        : failed('not-allowed')
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

/** Whoever is proposed already waits for a second administrator, and stands among the proposals. */
async function whoWaits(deps: EngineDeps, session: Session, team: ChainState): Promise<TeamActOutcome> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return failed(joins.error.type)
  const proposed = new Set(openProposals(deps, session).flatMap(({ act }) => admitted(act)))
  const here = joins.value.filter(({ body, keys }) => body.group === team.group && !proposed.has(keys.device))
  const named = await session.rows.find('members')
  const nameOf = (member: MemberId) =>
    named.find(({ groupId, memberId }) => groupId === team.group && memberId === member)?.signature.name ?? null
  return {
    type: 'waiting',
    waiting: here.map(({ body: { invite: inviteId, member, role }, code }) => ({
      inviteId,
      code,
      role: role as TeamRole,
      name: nameOf(member),
      isMine: member === session.device.own.member,
    })),
  }
}

/** An administrator beside another one is not let in by one of them alone. */
async function letIn(deps: EngineDeps, session: Session, compared: Compared): Promise<TeamActOutcome> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return failed(joins.error.type)
  const join = joins.value.find((each) => isOf(each, compared))
  const team = session.device.chains.team()
  if (join === undefined || team === undefined) return confirm(deps, session, compared)
  const { invite, member, role } = join.body
  const isAlone = role !== 'admin' || member === session.device.own.member || !needsSecond(team)
  if (isAlone) return confirm(deps, session, compared)
  return propose(deps, session, { type: 'admit-admin', keys: join.keys, member, invite })
}

async function confirm(deps: EngineDeps, session: Session, compared: Compared): Promise<TeamActOutcome> {
  const letIn = await confirmJoin(deps, session, compared)
  return letIn.ok ? { type: 'done' } : failed(doorProblem(letIn.error))
}

/** All of the colleague's devices that are in, named one by one: what comes in later is not an administrator's. */
async function makeAdmin(deps: EngineDeps, session: Session, member: MemberId): Promise<TeamActOutcome> {
  const theirs = Object.values(session.device.chains.team()?.devices ?? {}).filter((each) => each.member === member)
  const devices = theirs.filter(({ removedAt, role }) => removedAt === null && role === 'staff')
  if (devices.length === 0) return failed('refused')
  return propose(deps, session, { type: 'make-admin', member, devices: devices.map(({ keys }) => keys.device) })
}

async function proposeExport(deps: EngineDeps, session: Session, personId: string, said: string) {
  const reason = said.trim()
  const care = session.device.chains.careChainOf(personId as PersonId)
  if (reason === '' || reason.length > reasonLimit) return failed('nothing-written')
  return care === undefined
    ? failed('refused')
    : propose(deps, session, { type: 'archive-use', group: care.group, reason })
}

async function propose(deps: EngineDeps, session: Session, act: ProposedAct): Promise<TeamActOutcome> {
  const said = JSON.stringify(act)
  const isThere = () => openProposals(deps, session).some((each) => JSON.stringify(each.act) === said)
  const admin = groupAdminOf(deps, session.device)
  // Said again it stands once: also after an answer that was lost, and where another said it first.
  const once = async () => (isThere() ? err({ type: 'compare-and-swap' } as const) : admin.propose(act))
  const posted = await postUntilDone(deps, session, once)
  if (!posted.ok && isThere()) return { type: 'proposed' }
  if (!posted.ok) return failed(posted.error.type)
  const made = session.device.chains.team()?.proposals.findLast((each) => JSON.stringify(each.act) === said)
  return { type: made?.decided?.isApproved === true ? 'done' : 'proposed' }
}

async function answer(
  deps: EngineDeps,
  session: Session,
  verdict: 'approve' | 'dismiss',
  id: EntryId,
): Promise<TeamActOutcome> {
  const { chains, own } = session.device
  const findIt = () => chains.team()?.proposals.find((each) => each.id === id)
  const isMine = (by: DeviceId) => chains.team()?.devices[by]?.member === own.member
  const wanted = findIt()
  if (wanted !== undefined && verdict === 'approve' && isMine(wanted.by)) return failed('own')
  const admin = groupAdminOf(deps, session.device)
  const posted = await postUntilDone(deps, session, () => admin[verdict](id))
  const decided = findIt()?.decided
  // A try whose answer was lost did it all the same.
  if (decided?.by === session.device.device && decided.isApproved === (verdict === 'approve')) return { type: 'done' }
  if (posted.ok) return { type: 'done' }
  const isOver = posted.error.type === 'refused' && posted.error.detail === 'proposal-over'
  return failed(isOver ? 'over' : posted.error.type)
}

function openProposals({ clock }: EngineDeps, { device: { chains } }: Session): readonly ChainProposal[] {
  const team = chains.team()
  const now = clock.now()
  return team === undefined ? [] : team.proposals.filter((each) => proposalStanding(team, each, now) === 'open')
}

function admitted(act: ProposedAct): readonly DeviceId[] {
  return act.type === 'admit-admin' ? [act.keys.device] : []
}

/** The last administrator stays: nobody could let anybody in after that. Nor does a device remove itself from here. */
async function remove(deps: EngineDeps, session: Session, team: ChainState, asked: DeviceId): Promise<TeamActOutcome> {
  const device = latestOf(team, asked)
  const others = Object.values(team.devices).filter(
    ({ keys, removedAt, role }) => role === 'admin' && removedAt === null && keys.device !== device,
  )
  if (others.length === 0) return failed('last-admin')
  if (device === session.device.device) return failed('not-allowed')
  // Already out, by a colleague or by a try whose answer was lost: that is what was asked for.
  if (team.devices[device]?.removedAt != null) return { type: 'done' }
  const admin = groupAdminOf(deps, session.device)
  const posted = await postUntilDone(deps, session, () => admin.removeDevice(team.group, device))
  const isOut = session.device.chains.team()?.devices[device]?.removedAt != null
  return isOut ? { type: 'done' } : done(posted)
}

/** Said already, by a colleague or by a try whose answer was lost: that is what was asked for. */
async function setManaged(deps: EngineDeps, session: Session, device: DeviceId, managed: boolean) {
  const isSaid = () => isManaged(session.device.chains.team(), device) === managed
  const admin = groupAdminOf(deps, session.device)
  const posted = await postUntilDone(deps, session, () => admin.setManaged(device, managed), isSaid)
  return isSaid() ? ({ type: 'done' } as const) : done(posted)
}

function done(result: Result<void, AdminProblem>): TeamActOutcome {
  return result.ok ? { type: 'done' } : failed(result.error.type)
}

function failed(problem: TeamProblem): TeamActOutcome {
  return { type: 'failed', problem }
}
