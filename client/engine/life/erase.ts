/**
 * How a removed device erases itself, once nothing on it opens any more. First the
 * sealed outbox leaves, which needs no key and which the relay keeps aside for an
 * administrator, and after it the attachments. Then the whole store goes, and what
 * the browser keeps of it; and last the device says that it is done. Cut off
 * anywhere, it goes on from there at the next start. Rules RM70 to RM72, RM110,
 * RM111, RM840, RM841, SX560, SX631.
 */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Unheld } from '../blobs/hold-blobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { flushOutbox } from '../sync/flush.ts'
import { countWritten, createOwnFeeds, type OwnFeeds } from '../sync/own-feeds.ts'
import { isHeld } from '../sync/push-plan.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { phaseWrite } from './own-device.ts'
import { type ClearSite, isOver, type RemovedPhase, shutForGood } from './removal.ts'

export interface ErasureDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'append' | 'appendControl' | 'sayErased'>
  readonly clock: Clock
  readonly clearSite: ClearSite
  /** Not what this device signed: nobody could read it, wherever it went. */
  readonly isBroken: (place: { readonly group: GroupId; readonly seq: number }) => Promise<boolean>
  /** Its attachments, when its words have left; null where the relay could not be asked. */
  readonly holdBlobs: () => Promise<Unheld | null>
  /** False from the moment somebody else may write. */
  readonly isWanted: () => boolean
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** As long as a lease. After that what nobody takes goes too: a lost tablet does not keep its ciphertext for ever. */
const waitsForRelayMs = 14 * dayMs
/** Whoever was away for longer comes back to a clock that was set, as far as anybody here can tell. */
const longestAwayMs = 30 * dayMs

/** What a relay says of what is broken on this disk; the last is also said by one that knows nothing of this device. */
const mayBeBroken: ReadonlySet<string> = new Set(['malformed', 'too-large', 'unknown-or-forbidden'])

/** As far as it comes now. */
export async function erase(deps: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  const shut = phase.opens === true ? await shutForGood(deps.store, phase.audience, phase.at) : phase
  const { done, others } = shut.erased ? { done: shut, others: true } : await eraseStore(deps, shut)
  const told = done.erased && done.word !== null ? await sayWord(deps, done) : done
  const isLast = others && isOver(told) && !isOver(phase) && deps.isWanted()
  return isLast ? clearAgain(deps, told) : told
}

/** Of two who are erased at the same time each may have found the other still there; whoever is over last finds nobody. */
async function clearAgain({ clearSite, store }: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  await clearIn(store, clearSite)
  return keep(store, phase, phase)
}

/** While nothing of the store is open. */
async function clearIn(store: DeviceStore, clearSite: ClearSite): ReturnType<ClearSite> {
  let cleared: Awaited<ReturnType<ClearSite>> = 'failed'
  await store.renew(async () => {
    cleared = await clearSite()
  })
  return cleared
}

interface Erased {
  readonly done: RemovedPhase
  /** Somebody else had a place here, so the browser was told nothing. */
  readonly others: boolean
}

async function eraseStore(deps: ErasureDeps, before: RemovedPhase): Promise<Erased> {
  const { clearSite, clock, isWanted, store } = deps
  const unheld = await handOver(deps)
  const waiting = (done: RemovedPhase) => ({ done, others: false })
  if (!isWanted()) return waiting(before)
  const phase = lived(before, clock.now())
  const waits = phase.waited < waitsForRelayMs
  if (unheld === null && waits) return waiting(phase === before ? phase : await keep(store, phase, before))
  const left = unheld?.left ?? (await countWritten(store))
  if (left > 0 && waits) return waiting(await keep(store, { ...phase, left }, before))
  const site = await clearIn(store, clearSite)
  const gone = { gone: phase.gone + left, lost: phase.lost + (unheld?.lost ?? 0) }
  const done = await keep(store, { ...phase, ...gone, erased: site !== 'failed', left: 0, opens: false }, before)
  return { done, others: site === 'others' }
}

/**
 * As much of its fortnight as it has been there for, told by its own clock: a day
 * at most between two looks. So a clock that is set forward takes a day of it,
 * one far off takes nothing, and what is switched off waits.
 */
function lived(phase: RemovedPhase, now: Instant): RemovedPhase {
  const away = now - phase.seenAt
  if (away >= 0 && away < hourMs) return phase
  const counts = away > 0 && away <= longestAwayMs ? Math.min(away, dayMs) : 0
  return { ...phase, seenAt: now, waited: phase.waited + counts }
}

async function keep(store: DeviceStore, next: RemovedPhase, before: RemovedPhase): Promise<RemovedPhase> {
  // Its keys are still there, and on the disk stands that it is in: it would be shut for nobody.
  if (next.opens === true) return next
  const saved = await store.commit([phaseWrite(next)])
  return saved.ok ? next : before
}

/** Null where the relay could not be asked. */
async function handOver(deps: ErasureDeps): Promise<Unheld | null> {
  for (let retry = true; ; retry = false) {
    const flushed = await flushOutbox(deps, retry)
    if (flushed.type !== 'ok') return null
    const feeds = createOwnFeeds(deps.store)
    await feeds.load()
    const held = feeds.all().filter(isHeld)
    const suspect = held.filter(({ stuck }) => mayBeBroken.has(stuck?.problem ?? ''))
    const broken = await Promise.all(suspect.map(({ group, stuck }) => deps.isBroken({ group, seq: stuck!.seq })))
    const unreadable = suspect.filter((_, at) => broken[at])
    if (unreadable.length === 0) return withBlobs(deps, leftIn(feeds))
    const past = unreadable.map((feed) => ({ ...feed, pushFrom: feed.stuck!.seq + 1, stuck: null }))
    const saved = await deps.store.commit(past.flatMap((feed) => feeds.planFeed(feed, [])))
    if (!saved.ok || !deps.isWanted()) return null
  }
}

async function withBlobs({ holdBlobs }: ErasureDeps, words: number): Promise<Unheld | null> {
  const blobs = await holdBlobs()
  return blobs === null ? null : { ...blobs, left: words + blobs.left }
}

function leftIn(feeds: OwnFeeds): number {
  const from = new Map(feeds.all().flatMap((feed) => (isHeld(feed) ? [[feed.group, feed.pushFrom] as const] : [])))
  return feeds.marks().filter(({ group, seq }) => seq >= (from.get(group) ?? Number.POSITIVE_INFINITY)).length
}

/** A relay that knows nothing of this device will not know more tomorrow: the word is said once it answered. */
async function sayWord({ isWanted, relay, store }: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  if (phase.word === null || !isWanted()) return phase
  const said = await relay.sayErased(phase.word)
  const isHeard = said.ok || (said.error.type === 'problem' && said.error.problem === 'unknown-or-forbidden')
  return isHeard && isWanted() ? keep(store, { ...phase, word: null }, phase) : phase
}
