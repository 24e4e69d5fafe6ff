/**
 * Who is in a person's circle, as acts of whoever may: staff, and the person
 * herself for her family. Repeating an act changes nothing. The patient's device
 * sees no group of her daughter's own, so it lets in who answered an invite of
 * hers; what a circle asks for beside that is the staff devices' to do.
 */
import type { DeviceId, GroupId, InviteId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { InviteBody } from '../../../shared/protocol/invite.ts'
import type { EngineDeps } from '../engine.ts'
import { inNow, toLetIn } from '../membership/circle-plan.ts'
import { devicesOf } from '../membership/devices-of.ts'
import { isTakenOut } from '../membership/further-phone.ts'
import type { NewGroup, NewMember } from '../membership/group-admin.ts'
import { joinCode, type VerifiedJoin, verifyJoin } from '../membership/invites.ts'
import { isOutOf, placesOf } from '../membership/lost-phones.ts'
import type { Session } from '../session.ts'
import { healGroups } from '../sync/chores.ts'
import { boardDueWrite } from '../sync/rotate-board.ts'
import type { AdminProblem } from './admin-api.ts'
import { groupAdminOf } from './group-admin-of.ts'
import { postUntilDone, pullNow } from './post-until-done.ts'

type Done = Promise<Result<void, AdminProblem>>

const publicRoles = ['patient', 'family', 'associate'] as const

export interface WaitingToJoin {
  readonly invite: InviteId
  readonly group: GroupId
  readonly role: Role
  readonly member: MemberId
  /** Six digits that both screens show. */
  readonly code: string
}

/** The six digits that stood on the screen say which device was meant. */
export type Compared = Pick<WaitingToJoin, 'invite' | 'code'>

export function ensureBoard(deps: EngineDeps, session: Session): Done {
  return ensureGroup(deps, session, { kind: 'board' }, () => session.device.chains.board())
}

export function ensureCircle(deps: EngineDeps, session: Session, person: PersonId): Done {
  return ensureGroup(deps, session, { kind: 'circle', about: person }, () => session.device.chains.circleOf(person))
}

/** A private group of one of her family, beside her own. */
export function ensureFamilyGroup(deps: EngineDeps, session: Session, person: PersonId, member: MemberId): Done {
  const made = { kind: 'private', about: person, owner: member } as const
  return ensureGroup(deps, session, made, () => session.device.chains.privateOf(person, member))
}

async function ensureGroup(
  deps: EngineDeps,
  session: Session,
  made: NewGroup,
  find: () => ChainState | undefined,
): Promise<Result<void, AdminProblem>> {
  if (find() !== undefined) return ok(undefined)
  const done = await postUntilDone(deps, session, () => groupAdminOf(deps, session.device).createGroup(made))
  return done.ok || find() !== undefined ? ok(undefined) : done
}

/** Every device known of the member; those that come later follow by themselves. */
export async function letIntoCircle(
  deps: EngineDeps,
  session: Session,
  person: PersonId,
  member: MemberId,
): Promise<Result<void, AdminProblem>> {
  const { chains, own } = session.device
  const admin = groupAdminOf(deps, session.device)
  if (own.audience === 'staff') {
    const made = await ensureCircle(deps, session, person)
    if (!made.ok) return made
  }
  const circle = chains.circleOf(person)
  if (circle === undefined) return err({ type: 'refused', detail: 'no-circle' })
  const about = chains.publicAbout(person)
  const devices = publicRoles.flatMap((role) => devicesOf(chains, about, { member, role }))
  if (devices.length === 0) return err({ type: 'refused', detail: 'unknown-member' })
  // Once one is in, this device's own chores or a colleague's may bring in the others first.
  const isMissing = (each: NewMember) => toLetIn(chains.state(circle.group) ?? circle, [each]).length > 0
  for (const each of toLetIn(circle, devices)) {
    if (!isMissing(each)) continue
    const done = await postUntilDone(deps, session, () => admin.addMember(circle.group, each))
    if (!done.ok && isMissing(each)) return done
  }
  return ok(undefined)
}

/** With a new key at once. What they read before stays on their device; the team's own thread with them stays too. */
export async function removeFromCircle(
  deps: EngineDeps,
  session: Session,
  person: PersonId,
  member: MemberId,
): Promise<Result<void, AdminProblem>> {
  const { chains } = session.device
  const admin = groupAdminOf(deps, session.device)
  const circle = chains.circleOf(person)
  if (circle === undefined) return ok(undefined)
  for (const { keys } of inNow(circle).filter((device) => device.member === member)) {
    const done = await postUntilDone(deps, session, () => admin.removeDevice(circle.group, keys.device))
    // A try whose answer was lost did it all the same.
    const isOut = chains.state(circle.group)?.devices[keys.device]?.removedAt !== null
    if (!done.ok && !isOut) return done
  }
  return ok(undefined)
}

/**
 * A lost phone, out of every group about the person that this device sees, each
 * with a new key at once. Cut off half-way the house work goes on: here, and on
 * every device that has seen the first removal.
 */
export async function removePhone(
  deps: EngineDeps,
  session: Session,
  person: PersonId,
  phone: DeviceId,
): Promise<Result<'out' | 'going-on', AdminProblem>> {
  const { chains, own } = session.device
  const admin = groupAdminOf(deps, session.device)
  const places = placesOf(chains.publicAbout(person), phone)
  if (own.audience === 'staff' && places.length > 0) {
    const due = await deps.store.commit(places.map(({ device }) => boardDueWrite(device)))
    if (!due.ok) return err({ type: 'refused', detail: 'no-space' })
  }
  for (const [at, { device, group }] of places.entries()) {
    const done = await postUntilDone(deps, session, () => admin.removeDevice(group, device))
    // Out by a colleague, or by a try whose answer was lost: that is what was asked for.
    const chain = chains.state(group)
    if (done.ok || (chain !== undefined && isOutOf(chain, device))) continue
    session.houseWork.look([group])
    return at === 0 ? done : ok('going-on')
  }
  // The board's new key follows with the house work.
  await pullNow(session)
  return ok('out')
}

/** Those who answered an invite and may be let in by this device. */
export async function waitingJoins(
  deps: EngineDeps,
  session: Session,
): Promise<Result<readonly WaitingToJoin[], AdminProblem>> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return joins
  return ok(
    joins.value.map(({ body: { group, invite, member, role }, code }) => ({ invite, group, role, member, code })),
  )
}

export async function confirmJoin(
  deps: EngineDeps,
  session: Session,
  compared: Compared,
): Promise<Result<void, AdminProblem>> {
  const joins = await verifiedJoins(deps, session)
  if (!joins.ok) return joins
  const { invite } = compared
  const join = joins.value.find((each) => isOf(each, compared))
  if (join !== undefined) return admit(deps, session, join)
  if (joins.value.some(({ body }) => body.invite === invite)) return err({ type: 'refused', detail: digitsChanged })
  // By a colleague, or by a try whose answer was lost: that is what was asked for.
  await pullNow(session)
  const isTheirs = ({ invite: by, keys }: ChainDevice) => by === invite && joinCode(keys.device, by) === compared.code
  const chain = session.device.chains.all().find((each) => inNow(each).some(isTheirs))
  return chain === undefined ? err({ type: 'refused', detail: nobodyWaits }) : bringKeys(deps, session, chain.group)
}

/** Whoever asks by this invite with the device whose digits were compared. */
export function isOf({ body, code }: VerifiedJoin, compared: Compared): boolean {
  return body.invite === compared.invite && code === compared.code
}

/** Said by `confirmJoin`, whether there is no such request or it is not this device's to answer. */
const nobodyWaits = 'nobody-waits'
const digitsChanged = 'digits-changed'

/** What to say of an answer at the door that did not let anybody in. */
export function doorProblem(error: AdminProblem): AdminProblem['type'] | typeof nobodyWaits | typeof digitsChanged {
  const detail = error.type === 'refused' ? error.detail : null
  return detail === nobodyWaits || detail === digitsChanged ? detail : error.type
}

/** The try that let somebody in may not have come to the key that goes with it. */
async function bringKeys(deps: EngineDeps, session: Session, group: GroupId): Promise<Result<void, AdminProblem>> {
  const relaySession = await session.relaySession()
  const admin = groupAdminOf(deps, session.device)
  const healed = relaySession && (await healGroups({ admin, relay: deps.relay }, relaySession, [group]))
  return healed?.type === 'ok' ? ok(undefined) : err({ type: 'no-signal' })
}

/** Asked at each try, since she may be taken out while this goes on: GK1091. */
export function admit(deps: EngineDeps, session: Session, { body, keys }: VerifiedJoin): Done {
  const { group, invite, member, role } = body
  const { chains } = session.device
  return postUntilDone(deps, session, async () => {
    const chain = chains.state(group)
    if (chain?.kind === 'circle' && isTakenOut(chains, chain.about!, member)) return err({ type: takenOut })
    return groupAdminOf(deps, session.device).addMember(group, { keys, role, member, invite })
  })
}

const takenOut = 'out-of-circle'

/** As `doorProblem`, of a circle. */
export function circleDoorProblem(error: AdminProblem): ReturnType<typeof doorProblem> | typeof takenOut {
  return error.type === 'refused' && error.detail === takenOut ? takenOut : doorProblem(error)
}

/** Whoever invited answers: the team vouches for nobody’s phone whom a person invited, nor she for whom the team did. GK1006. */
function isToAnswer({ device: { chains, own } }: Session, chain: ChainState | undefined, body: InviteBody): boolean {
  const inviter = chain && deviceIn(chain, chains.team(), body.inviter)
  return inviter !== undefined && isClinical(inviter.role) === (own.audience === 'staff')
}

export async function verifiedJoins(
  deps: EngineDeps,
  session: Session,
): Promise<Result<readonly VerifiedJoin[], AdminProblem>> {
  const relaySession = await session.relaySession()
  const waiting = relaySession === null ? null : await deps.relay.joins(relaySession)
  if (waiting === null || !waiting.ok) return err({ type: 'no-signal' })
  const { chains } = session.device
  const good: VerifiedJoin[] = []
  for (const request of waiting.value) {
    const join = await verifyJoin({ chains, verifier: deps.verifier }, request, request.askedAt, deps.clock.now())
    if (!join.ok) continue
    const { body, keys } = join.value
    const chain = chains.state(body.group)
    if (chain?.devices[keys.device] === undefined && isToAnswer(session, chain, body)) good.push(join.value)
  }
  return ok(good)
}
