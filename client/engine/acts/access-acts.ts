/**
 * Opening the record of somebody on another round, and ending it. The signed
 * access goes to the relay first; what it then serves comes in, and with it the
 * key to write why. Loaded when it is first asked for. Rules BG1, BG2 and BG200.
 */
import type { GroupId, Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { openByOneself } from '../../../shared/membership/rights.ts'
import { isOpeningReason, writeOpening } from '../../domain/records/opening.ts'
import type { AccessAct, AccessActOutcome, AccessProblem } from '../../engine-api/access-acts.ts'
import { longestOpeningHours } from '../../engine-api/access-acts.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import type { SaidOpening } from '../writing/opening-drafts.ts'
import { isOpenedBy, mayEndOpenings } from './ended-openings.ts'
import { keepSaid, readSaid, tellSaid } from './opening-said.ts'

const hourMs = 60 * 60_000

/** On the chain, beside who ended it and when. */
const endedReason = 'ended'

type OpenRecord = Extract<AccessAct, { readonly type: 'open-record' }>

export async function accessAct(deps: EngineDeps, session: Session, act: AccessAct): Promise<AccessActOutcome> {
  if (act.type === 'say-who-looks-after' || act.type === 'put-on-round' || act.type === 'take-off-round')
    return (await import('./round-acts.ts')).roundAct(deps, session, act)
  const { chains, own } = session.device
  const care = own.audience === 'staff' ? chains.careChainOf(act.personId as PersonId) : undefined
  if (care === undefined) return failed('not-allowed')
  switch (act.type) {
    case 'open-record':
      return open(deps, session, care, act)
    case 'close-record':
      return close(deps, session, care)
    case 'end-opening':
      return end(deps, session, care, act.memberId as MemberId)
  }
}

async function open(
  deps: EngineDeps,
  session: Session,
  care: ChainState,
  { hours, reason, words }: OpenRecord,
): Promise<AccessActOutcome> {
  const at = deps.clock.now()
  if (!(hours > 0) || hours > longestOpeningHours) return failed('too-long')
  if (!isOpeningReason(reason)) return failed('nothing-written')
  const until = (at + hours * hourMs) as Instant
  const said = { reason, words, until }
  const tried = writeOpening(said, session.device.baseOf(care.about, at))
  if (!tried.ok) return failed(tried.error.type === 'too-long' ? 'words-too-long' : 'nothing-written')
  return grant(deps, session, care.group, { at, ...said })
}

/** What was said when it was opened stays; only its end is another. */
async function close(deps: EngineDeps, session: Session, care: ChainState): Promise<AccessActOutcome> {
  const { chains, own, rows } = session.device
  const now = deps.clock.now()
  const opening = openByOneself(care, chains.team()!, own.member, now)
  if (opening === undefined) return failed('not-allowed')
  const views = await rows.find('views', { partition: care.about ?? '' })
  const mine = views.filter(({ author, opened }) => author.memberId === own.member && opened?.until === opening.until)
  const [said] = mine.flatMap(({ at, opened }) => (opened === undefined ? [] : [{ ...opened, at }]))
  const untold = await readSaid(session.device.sealedStore, care.group)
  const kept = said ?? untold ?? { at: now, reason: 'other' as const, words: '' }
  return grant(deps, session, care.group, { ...kept, until: now })
}

/** The words stay whose they are: what the person is told of it, the device says that had opened it. */
async function end(deps: EngineDeps, session: Session, care: ChainState, member: MemberId): Promise<AccessActOutcome> {
  const { chains, device, own } = session.device
  const done = { type: 'done', told: false } as const
  if (member === own.member || !mayEndOpenings(chains, device, care, deps.clock.now())) return failed('not-allowed')
  // Over already, by herself, by a colleague or by a try whose answer was lost: that is what was asked for.
  const isOver = () => !isOpenedBy(chains.careChainOf(care.about!)!, member, deps.clock.now())
  const plan = async () => {
    const ending = { to: { type: 'member', member }, reason: endedReason, until: deps.clock.now() } as const
    return groupAdminOf(deps, session.device).grantAccess(care.group, ending)
  }
  const posted = await postUntilDone(deps, session, plan, isOver)
  return posted.ok ? done : failed(posted.error.type)
}

async function grant(deps: EngineDeps, session: Session, group: GroupId, said: SaidOpening): Promise<AccessActOutcome> {
  const { device } = session
  const { reason, until } = said
  const isKept = await keepSaid({ ...device, store: deps.store }, group, said)
  // What may be read until now: else what comes into reach by this would not be fetched.
  session.access.prepare([group])
  const posted = await postUntilDone(deps, session, async () =>
    groupAdminOf(deps, device).grantAccess(group, {
      to: { type: 'member', member: device.own.member },
      reason,
      until,
    }),
  )
  if (!posted.ok) return failed(posted.error.type)
  session.runner.wake('poke')
  await session.runner.idle()
  return { type: 'done', told: await tell(session, group, isKept ? undefined : said) }
}

/** In the record and to the person herself. The key may still be on its way: what is kept is told once it is here. */
async function tell({ device, runner, writer }: Session, care: GroupId, unkept?: SaidOpening): Promise<boolean> {
  const isTold = await tellSaid({ ...device, writer }, care, unkept)
  runner.wake('poke')
  return isTold
}

function failed(problem: AccessProblem): AccessActOutcome {
  return { type: 'failed', problem }
}
