/**
 * Opening the record of somebody on another round, and ending it. The signed
 * access goes to the relay first; what it then serves comes in, and with it the
 * key to write why. Loaded when it is first asked for. Rules BG1 and BG2.
 */
import type { GroupId, Instant, PersonId } from '../../shared/lib/ids.ts'
import { zeroDoc } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { openByOneself } from '../../shared/membership/rights.ts'
import { isOpeningReason, type OpeningInput, writeOpening } from '../domain/records/opening.ts'
import type { AccessAct, AccessActOutcome, AccessProblem } from '../engine-api/access-acts.ts'
import { longestOpeningHours } from '../engine-api/access-acts.ts'
import { groupAdminOf } from './admin/group-admin-of.ts'
import { postUntilDone } from './admin/post-until-done.ts'
import type { EngineDeps } from './engine.ts'
import type { Session } from './session.ts'
import type { EntryDraft } from './writer.ts'

const hourMs = 60 * 60_000

type OpenRecord = Extract<AccessAct, { readonly type: 'open-record' }>

export async function accessAct(deps: EngineDeps, session: Session, act: AccessAct): Promise<AccessActOutcome> {
  const { chains, own } = session.device
  const care = own.audience === 'staff' ? chains.careChainOf(act.personId as PersonId) : undefined
  if (care === undefined) return failed('not-allowed')
  return act.type === 'open-record' ? open(deps, session, care, act) : close(deps, session, care)
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
  const kept = said ?? { at: now, reason: 'other' as const, words: '' }
  return grant(deps, session, care.group, { ...kept, until: now })
}

async function grant(
  deps: EngineDeps,
  session: Session,
  group: GroupId,
  said: OpeningInput & { readonly at: Instant },
): Promise<AccessActOutcome> {
  const { device } = session
  const { reason, until } = said
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
  return { type: 'done', told: await tell(session, group, said) }
}

/** In the record and to the person herself. The key may still be on its way: the chain says what counts in any case. */
async function tell(
  { device, runner, writer }: Session,
  care: GroupId,
  { at, ...said }: OpeningInput & { readonly at: Instant },
): Promise<boolean> {
  const { about } = device.chains.state(care)!
  const own = about === null ? undefined : device.chains.privateOf(about, null)?.group
  const drafts = [care, own].flatMap((group): readonly EntryDraft[] => {
    const record = writeOpening(said, device.baseOf(about, at))
    if (group === undefined || !record.ok) return []
    const label = { kind: 'view', personId: about } as const
    // As whoever looks after the person says it: see sharing/write-view.ts.
    const kind = group === care ? 'audit' : 'record'
    return [{ kind, group, priority: 'ordinary', doc: zeroDoc, records: [record.value], label }]
  })
  const written = await writer.inTurn(() => writer.write({ entries: drafts, alongside: [], sealedAlongside: [] }))
  runner.wake('poke')
  return written.ok && drafts.length > 0
}

function failed(problem: AccessProblem): AccessActOutcome {
  return { type: 'failed', problem }
}
