/**
 * Content entries of a batch up to the point where a key is needed: each feed in
 * order, the newest signature of a contiguous run for the whole run, then every
 * entry's heads, right and cut.
 *
 * 1. `prev` commits to everything before it, so one good signature at the end
 *    proves the run; when it is bad, each is checked by itself and the run ends
 *    before the first bad one (RX7).
 * 2. Feeds are checked at the same time; none waits for another (RX1).
 */
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice } from '../../../shared/membership/chain.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import type { Chains } from '../membership/chains.ts'
import type { Notices } from '../notices.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { logWrites, readLog } from '../sync/entry-log.ts'
import type { FeedFrontier } from '../sync/frontiers.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import { type Arrived, type Batch, putAside, refuse, settled, type Verified } from './batch.ts'
import { type CheckFacts, checkAuthor, checkRight, type Verdict } from './check-entry.ts'
import { type FeedRun, feedRun } from './feed-run.ts'

export interface ContentDeps {
  readonly space: SpaceId
  readonly chains: Chains
  readonly verifier: SignatureVerifier
  readonly store: DeviceStore
  readonly clock: Clock
  readonly notices: Notices
  /** This device and its own feeds; an archive has none. */
  readonly device?: DeviceId
  readonly feeds?: Pick<OwnFeeds, 'of'>
}

/** The verified ones; all others are put aside or refused in the batch. */
export async function takeContent(
  deps: ContentDeps,
  batch: Batch,
  arrived: readonly Arrived<ContentEntry>[],
): Promise<readonly Verified[]> {
  const feeds = new Map<string, Arrived<ContentEntry>[]>()
  for (const item of arrived) {
    const { author, group } = item.entry.header
    const key = `${group}/${author}`
    const items = feeds.get(key)
    if (items === undefined) feeds.set(key, [item])
    else items.push(item)
  }
  const verified = await Promise.all([...feeds.values()].map((items) => takeFeed(deps, batch, items)))
  return verified.flat()
}

/** All of one group and one author; never empty. */
async function takeFeed(
  deps: ContentDeps,
  batch: Batch,
  items: readonly Arrived<ContentEntry>[],
): Promise<readonly Verified[]> {
  const { author: device, group } = items[0]!.entry.header
  const facts = factsOf(deps, group)
  const wellPlaced = items.filter((item) => keepOrPark(deps, batch, item, checkAuthor(item.entry, facts)) !== undefined)
  const author = knownAuthor(facts, device)
  if (author === undefined || wellPlaced.length === 0) return []
  const gaps = batch.gaps?.of(group, device)
  const run = feedRun(wellPlaced, frontierOf(deps, batch, { group, device }), gaps?.announced)
  const isMissing = ({ header: { seq } }: ContentEntry) => gaps?.holes.some(({ from, to }) => seq >= from && seq <= to)
  const known = gaps === undefined ? run.known : run.known.filter(({ entry }) => !isMissing(entry))
  const filled = await fill(deps, batch, { missing: run.known.filter((item) => !known.includes(item)), author, facts })
  if (known.length > 0) await compareKnown(deps, batch, known)
  for (const item of run.later) putAside(batch, item, 'earlier-entry')
  const signed = await signedPieces(deps, batch, run, author)
  await refuseMisfits(deps, batch, run.misfits, author)
  return [...filled, ...takeSigned(deps, batch, { signed, author, facts })]
}

export interface Missing {
  /** All of one feed, and of numbers that a snapshot had left out. */
  readonly missing: readonly Arrived<ContentEntry>[]
  readonly author: ChainDevice
  readonly facts: CheckFacts
}

/** The same checks for what comes in its time and for what comes after all. */
const feedSteps = { keepOrPark, refuseMisfits, signedPrefix }
export type FeedSteps = typeof feedSteps

async function fill(deps: ContentDeps, batch: Batch, given: Missing): Promise<readonly Verified[]> {
  if (given.missing.length === 0) return []
  const { fillHoles } = await import('./fill-holes.ts')
  return fillHoles(deps, batch, given, feedSteps)
}

/** Nothing links what stands behind a gap to what stands before it: each piece has a signature of its own. */
async function signedPieces(
  deps: ContentDeps,
  batch: Batch,
  { bridges, next }: Pick<FeedRun<Arrived<ContentEntry>>, 'bridges' | 'next'>,
  author: ChainDevice,
): Promise<readonly Arrived<ContentEntry>[]> {
  const signed: Arrived<ContentEntry>[] = []
  for (const [at, from] of [0, ...bridges].entries()) {
    const piece = next.slice(from, bridges[at])
    const good = await signedPrefix(deps, batch, piece, author)
    signed.push(...good)
    if (good.length === piece.length) continue
    for (const item of next.slice(from + piece.length)) putAside(batch, item, 'earlier-entry')
    break
  }
  return signed
}

async function signedPrefix(
  { clock, verifier }: ContentDeps,
  batch: Batch,
  run: readonly Arrived<ContentEntry>[],
  author: ChainDevice,
): Promise<readonly Arrived<ContentEntry>[]> {
  const newest = run.at(-1)
  const { signKey } = author.keys
  if (newest === undefined || (await verifyEntry(verifier, newest.entry, signKey))) return run
  const good = await Promise.all(run.map(({ entry }) => verifyEntry(verifier, entry, signKey)))
  // Up to the last good signature the hashes prove the rest.
  const proven = good.lastIndexOf(true) + 1
  for (const [index, item] of run.entries()) {
    if (index >= proven) refuse(batch, item.entry, 'bad-signature', clock.now())
  }
  return run.slice(0, proven)
}

function takeSigned(
  deps: ContentDeps,
  batch: Batch,
  { author, facts, signed }: { signed: readonly Arrived<ContentEntry>[]; author: ChainDevice; facts: CheckFacts },
): readonly Verified[] {
  const verified: Verified[] = []
  let isBroken = false
  for (const item of signed) {
    if (keepOrPark(deps, batch, item, checkRight(item.entry, facts, author)) === undefined) isBroken = true
    else if (isBroken) putAside(batch, item, 'earlier-entry')
    else {
      advance(deps, batch, item.entry)
      verified.push({ ...item, author })
    }
  }
  batch.writes.push(...logWrites(verified.map(({ entry }) => entry)))
  return verified
}

/** How far this device's own feed is known, its feed says: it writes there too. */
function frontierOf(
  { device: me, feeds }: ContentDeps,
  batch: Batch,
  { device, group }: { readonly device: DeviceId; readonly group: GroupId },
): Pick<FeedFrontier, 'next' | 'head'> {
  return feeds !== undefined && device === me ? feeds.of(group) : batch.frontiers.of(group, device)
}

function advance({ device }: ContentDeps, batch: Batch, entry: ContentEntry): void {
  const { author, group, seq, writtenAt } = entry.header
  const { head, next } = batch.frontiers.of(group, author)
  if (author !== device && seq > next) batch.gaps?.bridge(entry, { from: next, to: seq - 1, before: head })
  if (author === device) batch.adopted.push(entry)
  else batch.frontiers.set(group, author, { next: seq + 1, head: entry.id, writtenAt })
  batch.touched.add(group)
  settled(batch, entry.id)
}

/** Of one feed, never none. The same entry again is nothing new; another one under the same number means that a device wrote two histories. */
async function compareKnown(deps: ContentDeps, batch: Batch, known: readonly Arrived<ContentEntry>[]): Promise<void> {
  const { author, group } = known[0]!.entry.header
  const numbers = known.map(({ entry }) => entry.header.seq)
  const stored = await readLog(deps.store, { group, author, from: Math.min(...numbers), to: Math.max(...numbers) + 1 })
  const bySeq = new Map(stored.map(({ bytes, seq }) => [seq, bytes]))
  for (const { entry } of known) {
    const bytes = bySeq.get(entry.header.seq)
    const before = bytes === undefined ? undefined : parseContentEntry(bytes)
    if (before === undefined || !before.ok || before.value.id === entry.id) settled(batch, entry.id)
    else {
      deps.notices.add('feed-fork', entry.header.author)
      refuse(batch, entry, 'feed-fork', deps.clock.now())
    }
  }
}

/** A misfit that its author did sign is a fork; else it is only noise. */
async function refuseMisfits(
  { clock, notices, verifier }: ContentDeps,
  batch: Batch,
  misfits: readonly Arrived<ContentEntry>[],
  author: ChainDevice,
): Promise<void> {
  for (const { entry } of misfits) {
    const isSigned = await verifyEntry(verifier, entry, author.keys.signKey)
    if (isSigned) notices.add('feed-fork', entry.header.author)
    refuse(batch, entry, isSigned ? 'previous-mismatch' : 'bad-signature', clock.now())
  }
}

function keepOrPark(
  { clock }: ContentDeps,
  batch: Batch,
  item: Arrived<ContentEntry>,
  verdict: Verdict,
): ChainDevice | undefined {
  if (verdict.type === 'good') return verdict.author
  if (verdict.type === 'pending') putAside(batch, item, verdict.for)
  else refuse(batch, item.entry, verdict.reason, clock.now())
  return undefined
}

function factsOf({ chains, space }: ContentDeps, group: GroupId): CheckFacts {
  return { space, chain: chains.state(group), team: chains.team() }
}

function knownAuthor({ chain, team }: CheckFacts, device: DeviceId): ChainDevice | undefined {
  return chain?.devices[device] ?? (chain?.kind === 'team' ? undefined : team?.devices[device])
}
