/** What a refill does: the chains first, then what others wrote in the groups this device reads. Loaded when it is due. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import { offerBlobsAgain } from '../blobs/send-blobs.ts'
import type { Write } from '../storage/device-store.ts'
import { readLog } from './entry-log.ts'
import { isBusy, requestOverhead } from './push.ts'
import { pushLimits, withinLimits } from './push-plan.ts'
import { offerChains } from './refill-chains.ts'
import { duePlace, type Lack, type Left, leftForMs, leftWrite, refilledWrite } from './refill-left.ts'
import { feedOf, type Held, type RefillDeps, seesAllChains } from './refill-port.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'
import { changesOf, readWentBack, withFilled, withNoticed } from './went-back.ts'

export type Offered =
  | StepOutcome
  /** `isFilled`: it was read from its start, and had lost something. */
  | { readonly type: 'offered'; readonly left: Left | null; readonly isFilled: boolean }

/** What is known of a relay that was read from its start; null where only what was left is offered again. */
interface Found {
  readonly lost: number
  readonly isCertain: boolean
}

/** A chain that is still to come may let them in; whatever else the relay says of an entry, it will go on saying. */
const mayComeRight: ReadonlySet<string> = new Set(['unknown-or-forbidden', 'unknown-epoch', 'author-not-active'])

export async function offerMissing(deps: RefillDeps, held: Held, isCertain: boolean): Promise<Offered> {
  await deps.frontiers.load()
  const isMissing = ({ header }: ControlEntry) => header.groupSeq >= (held.chains.get(header.group) ?? 0)
  const logged = seesAllChains(deps) ? (await deps.controlLog.read()).filter(isMissing) : []
  const lacks = lacking(deps, held)
  const lost = logged.length + held.givenBack + lostOf(deps, held, { isCertain, lacks })
  if (seesAllChains(deps)) {
    const missing = [...logged, ...deps.chains.unlogged().filter(isMissing)]
    const offered = await offerChains(deps.relay, deps.space, missing)
    if (!offered.ok) return offered.error.type === 'busy' ? { type: 'refused' } : outcomeOfFailure(offered.error)
  }
  const offered = await offerBlobsAgain(deps)
  if (!offered) return { type: 'refused' }
  return offerFeeds(deps, { since: deps.clock.now(), lacks }, { isCertain, lost })
}

/** Once more what was not taken. */
export async function offerLeft(deps: RefillDeps, left: Left): Promise<Offered> {
  const isOver = deps.clock.now() - left.since > leftForMs
  return offerFeeds(deps, isOver ? { ...left, lacks: [] } : left, null)
}

export async function offerUnknown(deps: RefillDeps): Promise<boolean> {
  const controls = await deps.controlLog.read()
  const newest = controls.findLast(({ header }) => (header.group as string) === deps.space)
  if (newest === undefined) return false
  // A relay that has the newest we know of the team has all of it, and means what it says.
  const probed = await deps.relay.appendControl(deps.space, [{ control: newest.bytes, boxes: [] }])
  if (!probed.ok || probed.value[0]?.type === 'duplicate') return false
  const offered = await offerChains(deps.relay, deps.space, controls)
  return offered.ok && offered.value.moved.size > 0
}

/** Of feeds that others write, in groups that the stream holds whole. */
function lacking({ chains, device, frontiers, mayRead }: RefillDeps, { feeds }: Held): readonly Lack[] {
  return chains
    .all()
    .filter(mayRead)
    .flatMap(({ group }) =>
      [...frontiers.inGroup(group)].map(([author, { next }]) => ({
        group,
        author,
        from: feeds.get(feedOf(group, author)) ?? 0,
        to: next,
      })),
    )
    .filter(({ author, from, to }) => author !== device && from < to)
}

/**
 * Entries that the relay had and has not now, others' and those it took from this device. As long as nothing is certain
 * a group that it shows nothing of does not count: access may have ended there without this device having heard (SX741).
 */
function lostOf(
  { chains, device, feeds, mayRead }: RefillDeps,
  held: Held,
  { isCertain, lacks }: { readonly isCertain: boolean; readonly lacks: readonly Lack[] },
): number {
  const shown = new Set([...held.feeds.keys()].map((feed) => feed.slice(0, feed.indexOf('/'))))
  const own = feeds.all().flatMap(({ group, sentTo }) => {
    const chain = chains.state(group)
    const from = held.feeds.get(feedOf(group, device)) ?? 0
    return chain !== undefined && mayRead(chain) && from < sentTo ? [{ group, from, to: sentTo }] : []
  })
  return [...lacks, ...own]
    .filter(({ group }) => isCertain || shown.has(group))
    .reduce((sum, { from, to }) => sum + to - from, 0)
}

async function offerFeeds(deps: RefillDeps, { lacks, since }: Left, found: Found | null): Promise<Offered> {
  const left: Lack[] = []
  const open = new Map(lacks.map((lack) => [feedOf(lack.group, lack.author), lack]))
  while (open.size > 0) {
    const offers = await offersOf(deps, [...open.values()])
    if (offers.length === 0) break
    const answer = await deps.relay.append(offers.map(({ bytes }) => bytes))
    if (!answer.ok) return outcomeOfFailure(answer.error)
    if (answer.value.some((result) => result.type === 'refused' && isBusy(result.problem))) return { type: 'refused' }
    for (const [index, { feed, seq }] of offers.entries()) {
      const lack = open.get(feed)
      if (lack === undefined) continue
      const became = afterOffer(lack, seq, answer.value[index])
      if (became.type === 'goes-on' && became.lack.from < became.lack.to) open.set(feed, became.lack)
      else open.delete(feed)
      if (became.type === 'left') left.push(became.lack)
    }
  }
  // Own entries are offered by the push; that they wait for the same, or have not all gone again, is remembered with it.
  const ownWait = deps.feeds
    .all()
    .some(({ pushFrom, sentTo, stuck }) => pushFrom < sentTo || (stuck !== null && mayComeRight.has(stuck.problem)))
  const isGivenUp = deps.clock.now() - since > leftForMs
  const next = !isGivenUp && (left.length > 0 || ownWait) ? { since, lacks: left } : null
  const isFilled = found !== null && (found.isCertain || found.lost > 0)
  const saved = await deps.commitLock(async () => {
    const done = found === null ? [] : [{ ...duePlace, value: null }]
    const filled = isFilled ? [refilledWrite(since)] : []
    const kept = await keptOfIt(deps, found, next === null)
    return deps.store.commit([...done, ...filled, ...kept, leftWrite(next)])
  })
  return saved.ok ? { type: 'offered', left: next, isFilled } : { type: 'refused' }
}

/** The evidence of it: what was only suspected is certain now, or was nothing; and whether it is over. */
async function keptOfIt(
  { clock, sealedStore }: RefillDeps,
  found: Found | null,
  isOver: boolean,
): Promise<readonly Write[]> {
  const now = clock.now()
  const lost = found?.lost ?? 0
  const known = await readWentBack(sealedStore)
  const isNew = found !== null && !found.isCertain && lost > 0
  const noticed = isNew ? withNoticed(known, false, now) : known
  return sealedStore.seal(changesOf(known, withFilled(noticed, { isOver, lost, now })))
}

type AfterOffer =
  | { readonly type: 'goes-on' | 'left'; readonly lack: Lack }
  /** Nobody can make the relay take it. */
  | { readonly type: 'dropped' }

function afterOffer(lack: Lack, seq: number, result: AppendResult | undefined): AfterOffer {
  const rest = { ...lack, from: seq }
  if (result?.type === 'stored' || result?.type === 'duplicate')
    return { type: 'goes-on', lack: { ...lack, from: seq + 1 } }
  // Of somebody who left, before an epoch says that it was there: the next one does.
  if (result?.type === 'quarantined') return { type: 'left', lack: rest }
  return result?.type === 'refused' && mayComeRight.has(result.problem)
    ? { type: 'left', lack: rest }
    : { type: 'dropped' }
}

interface Offer {
  readonly feed: string
  readonly seq: number
  readonly bytes: Bytes
}

/** As many as one request takes, each feed in its order. */
async function offersOf({ store }: RefillDeps, lacks: readonly Lack[]): Promise<readonly Offer[]> {
  const offers: Offer[] = []
  for (const lack of lacks) {
    if (offers.length >= pushLimits.entries) break
    const { author, from, group, to } = lack
    const last = Math.min(to, from + pushLimits.entries)
    const entries = await readLog(store, { group, author, from, to: last })
    offers.push(...entries.map((entry) => ({ feed: feedOf(group, author), ...entry })))
  }
  return withinLimits(offers, ({ bytes }) => bytes.length + requestOverhead)
}
