/**
 * One push: as much of the outbox as one request takes. Asking twice is asking
 * once, so a lost answer costs a repetition and nothing else (SX11). It needs no
 * key, so it runs in the same way open, locked, and in the service worker (SX15).
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import type { Serial } from '../lib/serial.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { postBegun } from './begun.ts'
import { readLog } from './entry-log.ts'
import { outboxKey } from './outbox.ts'
import { type OwnFeed, withGap, withQuarantined, withRefused, withSent } from './own-feed.ts'
import type { OwnFeeds } from './own-feeds.ts'
import { type PushRun, planPush, pushLimits, withinLimits } from './push-plan.ts'
import type { RelayClient } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface PushDeps {
  readonly device: DeviceId
  readonly relay: Pick<RelayClient, 'append' | 'appendControl'>
  readonly feeds: OwnFeeds
  readonly store: DeviceStore
  readonly clock: Clock
  readonly commitLock: Serial
  readonly onProgress: (count: number) => void
  /** Hears of those that the relay had acknowledged and did not have any more. */
  readonly refill?: { readonly gaveBack: (count: number) => void }
  /** What an open device keeps about the outbox under its keys, for the same commit. */
  readonly alongside?: (waiting: ReadonlySet<string>) => Promise<Alongside>
}

export interface Alongside {
  readonly writes: readonly Write[]
  /** Called when the disk has the writes. */
  readonly keep: () => void
}

interface PushItem {
  readonly group: GroupId
  readonly seq: number
  readonly bytes: Bytes
}

export async function push(deps: PushDeps, retryRefused: boolean): Promise<StepOutcome> {
  const runs = planPush({ feeds: deps.feeds.all(), marks: deps.feeds.marks(), retryRefused })
  const items = withinLimits(await itemsOf(deps, runs), ({ bytes }) => bytes.length + requestOverhead)
  if (items.length === 0) return { type: 'idle' }
  deps.onProgress(items.length)
  // Looked for once it is known what leaves: no entry overtakes the beginning of its group.
  const begun = await postBegun(deps)
  if (begun.type !== 'ok') return begun
  const answer = await deps.relay.append(items.map(({ bytes }) => bytes))
  if (!answer.ok) return outcomeOfFailure(answer.error)
  const kept = await deps.commitLock(async () => {
    // What else is under way may have moved the feeds while the request was: they are looked at now.
    const changed = applyResults(deps, { runs, items, results: answer.value })
    deps.refill?.gaveBack(changed.gaveBack)
    return (await keepFeeds(deps, changed.feeds)) && !changed.busy
  })
  if (!kept) return { type: 'refused' }
  const isMore = planPush({ feeds: deps.feeds.all(), marks: deps.feeds.marks(), retryRefused: false }).length > 0
  return { type: isMore ? 'more' : 'ok' }
}

/** CBOR around each entry. */
export const requestOverhead = 8

async function itemsOf({ device, store }: PushDeps, runs: readonly PushRun[]): Promise<readonly PushItem[]> {
  const items: PushItem[] = []
  for (const { from, group, to } of runs) {
    if (items.length >= pushLimits.entries) break
    const last = Math.min(to, from + pushLimits.entries)
    const entries = await readLog(store, { group, author: device, from, to: last })
    items.push(...entries.map((entry) => ({ group, ...entry })))
  }
  return items
}

interface Applied {
  readonly feeds: readonly OwnFeed[]
  /** The relay is there and asks for time. */
  readonly busy: boolean
  readonly gaveBack: number
}

interface Answered {
  readonly runs: readonly PushRun[]
  readonly items: readonly PushItem[]
  readonly results: readonly AppendResult[]
}

function applyResults(deps: PushDeps, { items, results, runs }: Answered): Applied {
  const feeds = new Map<GroupId, OwnFeed>()
  // Where the relay was found to be another meanwhile, all is offered anew: what it answered before counts for nothing.
  const held = new Set(runs.flatMap(({ from, group }) => (deps.feeds.of(group).pushFrom < from ? group : [])))
  let busy = false
  let gaveBack = 0
  for (const [index, { group, seq }] of items.entries()) {
    const result = results[index]
    const feed = feeds.get(group) ?? deps.feeds.of(group)
    if (result === undefined || held.has(group)) continue
    if (result.type === 'refused') {
      held.add(group)
      if (isBusy(result.problem)) busy = true
      else feeds.set(group, refusedFeed(feed, seq, result.problem, deps.clock.now()))
    } else {
      if (result.type === 'stored' && seq < feed.sentTo) gaveBack += 1
      feeds.set(group, acceptedFeed(feed, seq, result, deps.clock.now()))
    }
  }
  return { feeds: [...feeds.values()], busy, gaveBack }
}

export function isBusy(problem: string): boolean {
  return problem === 'too-many-requests' || problem === 'unavailable' || problem === 'not-tried'
}

function acceptedFeed(feed: OwnFeed, seq: number, { type }: AppendResult, now: Instant): OwnFeed {
  return type === 'quarantined' ? withQuarantined(feed, seq, now) : withSent(feed, seq, now)
}

function refusedFeed(feed: OwnFeed, seq: number, problem: string, now: Instant): OwnFeed {
  const back = problem === 'gap' ? withGap(feed, seq) : null
  return back ?? withRefused(feed, seq, problem, now)
}

/** Number and head may have moved on while the request was on its way: only what a push decides is taken over. */
async function keepFeeds(deps: PushDeps, changed: readonly OwnFeed[]): Promise<boolean> {
  const moves = changed.map((feed) => {
    const { head, next } = deps.feeds.of(feed.group)
    const merged = { ...feed, next, head }
    return {
      feed: merged,
      sent: deps.feeds.marks().filter((mark) => mark.group === feed.group && mark.seq < feed.sentTo),
    }
  })
  const gone = new Set(moves.flatMap(({ sent }) => sent))
  const waiting = deps.feeds.marks().filter((mark) => !gone.has(mark))
  const alongside = await deps.alongside?.(new Set(waiting.map(({ group, seq }) => outboxKey(group, seq))))
  const saved = await deps.store.commit([
    ...moves.flatMap(({ feed, sent }) => deps.feeds.planFeed(feed, sent)),
    ...(alongside?.writes ?? []),
  ])
  if (!saved.ok) return false
  for (const { feed, sent } of moves) deps.feeds.keepFeed(feed, sent)
  alongside?.keep()
  return true
}
