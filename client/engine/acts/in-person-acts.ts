/**
 * Bringing in a person's own phone face to face, with or without signal: an
 * invite to show, the phone's answer to read, and how far it has come. What is
 * made and read here lies on the disk before it is said to be. Rules KR90-KR92.
 */
import type { Instant, InviteId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { inPersonHoldsMs } from '../../../shared/membership/role-rules.ts'
import { parseJoinAnswer } from '../../../shared/protocol/join.ts'
import { spokenCodeOf, spokenHoldsMs } from '../../../shared/protocol/spoken.ts'
import type { InPersonAct, InPersonActOutcome, InPersonProblem } from '../../engine-api/in-person-acts.ts'
import type { EngineDeps } from '../engine.ts'
import { createInPersonBook, type InPersonBook } from '../membership/in-person-book.ts'
import { stepOf } from '../membership/in-person-step.ts'
import { createInvite, verifyJoin } from '../membership/invites.ts'
import { sealSpoken } from '../membership/spoken-invite.ts'
import type { Session } from '../session.ts'

export async function inPersonAct(deps: EngineDeps, session: Session, act: InPersonAct): Promise<InPersonActOutcome> {
  switch (act.type) {
    case 'invite':
      return invite(deps, session, act.personId as PersonId, act.name)
    case 'bind':
      return bind(deps, session, act.inviteId as InviteId, act.answer)
    case 'how-far':
      return howFar(deps, session, act.inviteId as InviteId)
    case 'seen':
      return seen(deps, session, act.inviteId as InviteId)
    case 'speak':
      return speak(deps, session, act.fragment)
  }
}

async function invite(deps: EngineDeps, session: Session, person: PersonId, name: string): Promise<InPersonActOutcome> {
  const { chains, identity, newId, own } = session.device
  const chain = chains.privateOf(person, null)
  if (own.audience !== 'staff' || chain === undefined) return failed('not-allowed')
  const book = bookOf(deps, session)
  await forgetOld(session, book, deps.clock.now())
  // A further phone of the same person is the same member.
  const known = patientOf(chain)
  const expiresAt = (deps.clock.now() + inPersonHoldsMs) as Instant
  const label = { name, roleTitle: 'patient', face: '', spaceName: own.spaceName }
  const member = known ?? (newId() as MemberId)
  const place = { role: 'patient', member, group: chain.group, mode: 'in-person', expiresAt, label } as const
  const made = await createInvite({ identity, random: deps.random, chains }, place)
  if (!made.ok) return failed('not-allowed')
  const { certificate, fragment, invite: inviteId } = made.value
  if (!(await book.add(inviteId, certificate))) return failed('not-kept')
  return { type: 'invited', inviteId, fragment, expiresAt }
}

/** Also when all her phones were lost and removed: the one that was let in last says who she is. */
function patientOf({ devices }: ChainState): MemberId | undefined {
  const hers = Object.values(devices).filter(({ role }) => role === 'patient')
  return hers.sort((a, b) => b.since - a.since)[0]?.member
}

async function bind(deps: EngineDeps, session: Session, inviteId: InviteId, text: string): Promise<InPersonActOutcome> {
  const book = bookOf(deps, session)
  const made = await book.find(inviteId)
  const answer = parseJoinAnswer(text)
  if (made === undefined || !answer.ok || answer.value.invite !== inviteId) return failed('not-its-answer')
  const { invite: _, ...signed } = answer.value
  const request = { certificate: made.certificate, ...signed }
  const verified = await verifyJoin(
    { chains: session.device.chains, verifier: deps.verifier },
    request,
    deps.clock.now(),
  )
  if (!verified.ok) return failed('not-its-answer')
  if (!(await book.bind(answer.value, deps.clock.now()))) return failed('not-kept')
  session.houseWork.knocked()
  session.runner.wake('try-now')
  return howFar(deps, session, inviteId)
}

async function howFar(deps: EngineDeps, session: Session, inviteId: InviteId): Promise<InPersonActOutcome> {
  const made = await bookOf(deps, session).find(inviteId)
  return made === undefined ? failed('not-its-answer') : { type: 'how-far', step: stepOf(session.device.chains, made) }
}

async function speak(deps: EngineDeps, session: Session, fragment: string): Promise<InPersonActOutcome> {
  const relaySession = await session.relaySession()
  if (relaySession === null) return failed('no-signal')
  const code = spokenCodeOf(deps.random.bytes(8))
  const deposit = await sealSpoken(code, fragment, deps.random)
  if (deposit === undefined) return failed('not-kept')
  const until = (deps.clock.now() + spokenHoldsMs) as Instant
  const left = await deps.relay.putSpoken(relaySession, deposit)
  return left.ok ? { type: 'spoken', code, until } : failed('no-signal')
}

/** Said until it was read (KR841): not at once put away by whoever has the page open. */
async function seen(deps: EngineDeps, session: Session, inviteId: InviteId): Promise<InPersonActOutcome> {
  if (!(await bookOf(deps, session).forget([inviteId]))) return failed('not-kept')
  session.noted()
  return { type: 'seen' }
}

function bookOf({ store }: EngineDeps, { device: { sealedStore } }: Session): InPersonBook {
  return createInPersonBook({ sealedStore, store })
}

/** Those that ran out a day ago, but for answers that still wait for signal, and what is still to be read. */
async function forgetOld(session: Session, book: InPersonBook, now: Instant): Promise<void> {
  const { chains } = session.device
  const old = (await book.all()).filter((made) => made.body.expiresAt + inPersonHoldsMs < now)
  const over = old.filter((made) => ['shown', 'in'].includes(stepOf(chains, made)))
  await book.forget(over.map(({ body }) => body.invite))
}

function failed(problem: InPersonProblem): InPersonActOutcome {
  return { type: 'failed', problem }
}
