/**
 * Who is on a round, and who looks after a person. What the relay would refuse
 * is said before it is asked, by the same rules. Loaded when it is first asked
 * for. Rules RN235-RN238 and RN483.
 */
import type { Instant, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { ChainAccess, ChainState } from '../../../shared/membership/chain.ts'
import {
  isClinicalMember,
  isForGood,
  leavesNobody,
  maySayWhoLooksAfter,
} from '../../../shared/membership/looking-after.ts'
import { isAdmin } from '../../../shared/membership/standing.ts'
import { isSameTarget, takenBack } from '../../../shared/membership/taking-back.ts'
import type { AccessTarget } from '../../../shared/protocol/control.ts'
import type { AccessActOutcome, AccessProblem } from '../../engine-api/access-acts.ts'
import type { LookingTarget, RoundAct } from '../../engine-api/rounds.ts'
import type { AdminProblem } from '../admin/admin-api.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import type { EngineDeps } from '../engine.ts'
import type { NewAccess } from '../membership/group-admin.ts'
import type { Session } from '../session.ts'
import { renewListRound } from '../writing/list-round.ts'
import { isOpenedBy } from './ended-openings.ts'

type ChangeRound = Exclude<RoundAct, { readonly type: 'say-who-looks-after' }>
type SayWho = Extract<RoundAct, { readonly type: 'say-who-looks-after' }>

const done: AccessActOutcome = { type: 'done', told: false }

export async function roundAct(deps: EngineDeps, session: Session, act: RoundAct): Promise<AccessActOutcome> {
  const { chains, own } = session.device
  const team = own.audience === 'staff' ? chains.team() : undefined
  if (team === undefined) return failed('not-allowed')
  return act.type === 'say-who-looks-after' ? say(deps, session, team, act) : change(deps, session, team, act)
}

async function change(deps: EngineDeps, session: Session, team: ChainState, act: ChangeRound) {
  const { chains, device, own } = session.device
  const [round, member] = [act.roundId as RoundId, act.memberId as MemberId]
  const isOn = act.type === 'put-on-round'
  const staff = (now = chains.team()) => now?.rounds[round] ?? []
  const wanted = () => [...staff().filter((each) => each !== member), ...(isOn ? [member] : [])]
  // By a colleague or by a try whose answer was lost: that is what was asked for.
  const isSaid = () => staff().includes(member) === isOn
  // Whoever is on one leaves it herself; all else an administrator says.
  const mayTakeOff = !isOn && member === own.member
  if (!(mayTakeOff || isAdmin(team, device)) || (isOn && !isClinicalMember(team, member))) return failed('not-allowed')
  if (isSaid()) return done
  const care = chains.byKind('care').filter(({ access }) => access.some(({ to }) => isFor(to, round)))
  const then = { team: { ...team, rounds: { ...team.rounds, [round]: wanted() } } }
  if (care.some((chain) => leavesNobody(chain, team, then))) return failed('nobody-left')
  // What may be read until now: else what comes into her own reach by this would not be fetched.
  session.access.prepare(care.map(({ group }) => group))
  const admin = groupAdminOf(deps, session.device)
  return settled(isSaid, await postUntilDone(deps, session, () => admin.setRound(round, wanted()), isSaid))
}

async function say(deps: EngineDeps, session: Session, team: ChainState, { give, personId, take }: SayWho) {
  const { chains, device, own } = session.device
  const care = chains.careChainOf(personId as PersonId)
  const now = deps.clock.now()
  if (care === undefined || !maySayWhoLooksAfter(care, team, device, now)) return failed('not-allowed')
  if (give !== null && !mayGive(team, session, targetOf(give))) return failed('not-allowed')
  const missing = () => changes(chains.careChainOf(personId as PersonId)!, { give, take }, own.member, deps.clock.now())
  const asked = missing()
  if (asked.length === 0) return done
  if (leavesNobody(care, team, { care: withAccesses(care, asked, now) })) return failed('nobody-left')
  session.access.prepare([care.group])
  const admin = groupAdminOf(deps, session.device)
  const posted = await postUntilDone(deps, session, () => admin.grantAccess(care.group, ...missing()))
  const outcome = settled(() => missing().length === 0, posted)
  if (outcome.type === 'done') await renewListRound({ ...session.device, writer: session.writer }, personId as PersonId)
  return outcome
}

/** A try whose answer was lost did it all the same. */
function settled(isSaid: () => boolean, posted: { readonly ok: boolean; readonly error?: AdminProblem }) {
  if (isSaid()) return done
  const { error } = posted
  if (error === undefined) return failed('refused')
  return failed(error.type === 'refused' && error.detail === 'last-access' ? 'nobody-left' : error.type)
}

/** Nobody gives herself somebody, nor to a round of her own, but that an administrator may the latter. */
function mayGive(team: ChainState, { device: { device, own } }: Session, to: AccessTarget): boolean {
  if (to.type === 'member') return to.member !== own.member && isClinicalMember(team, to.member)
  return isAdmin(team, device) || !(team.rounds[to.round] ?? []).includes(own.member)
}

/** What is still to be said, in order: nobody is taken off before another one is on. */
function changes(
  care: ChainState,
  { give, take }: Pick<SayWho, 'give' | 'take'>,
  me: MemberId,
  now: Instant,
): readonly NewAccess[] {
  const holds = (to: AccessTarget) => care.access.some((each) => isForGood(care, each) && isSameTarget(each.to, to))
  const given = give === null ? undefined : targetOf(give)
  const taken = take === null ? undefined : targetOf(take)
  const isOpen = taken?.type === 'member' && taken.member !== me && isOpenedBy(care, taken.member, now)
  return [
    ...(given === undefined || holds(given) ? [] : [{ to: given, reason: 'looks after', until: null }]),
    // What they opened themselves ends with it: from then on they are told nothing.
    ...(taken !== undefined && isOpen ? [{ to: taken, reason: 'ended', until: now }] : []),
    ...(taken === undefined || !holds(taken) ? [] : [{ to: taken, reason: 'taken back', until: takenBack }]),
  ]
}

function withAccesses(care: ChainState, asked: readonly NewAccess[], now: Instant): ChainState {
  const made = asked.map((access, at): ChainAccess => {
    return { ...access, by: care.founder, at: care.seq + 1 + at, writtenAt: now, self: false }
  })
  return { ...care, access: [...care.access, ...made] }
}

function targetOf({ id, type }: LookingTarget): AccessTarget {
  return type === 'round' ? { type, round: id as RoundId } : { type, member: id as MemberId }
}

function isFor(to: AccessTarget, round: RoundId): boolean {
  return to.type === 'round' && to.round === round
}

function failed(problem: AccessProblem): AccessActOutcome {
  return { type: 'failed', problem }
}
