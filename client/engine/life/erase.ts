/**
 * How a removed device erases itself, once nothing on it opens any more. First the
 * sealed outbox leaves, which needs no key and which the relay keeps aside for an
 * administrator, and after it the attachments. Then the whole store goes, and what
 * the browser keeps of it; and last the device says that it is done. Cut off
 * anywhere, it goes on from there at the next start. Rules RM70 to RM72, RM110,
 * RM111, SX560, SX631.
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { Unheld } from '../blobs/hold-blobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { flushOutbox } from '../sync/flush.ts'
import { createOwnFeeds, type OwnFeeds } from '../sync/own-feeds.ts'
import { isHeld } from '../sync/push-plan.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { phaseWrite } from './own-device.ts'
import type { ClearSite, RemovedPhase } from './removal.ts'

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

/** As long as a lease. After that what nobody takes goes too: a lost tablet does not keep its ciphertext for ever. */
export const waitsForRelayMs = 14 * 86_400_000

/** What a relay says of what is broken on this disk; the last is also said by one that knows nothing of this device. */
const mayBeBroken: ReadonlySet<string> = new Set(['malformed', 'too-large', 'unknown-or-forbidden'])

/** As far as it comes now. */
export async function erase(deps: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  const done = phase.erased ? phase : await eraseStore(deps, phase)
  return done.erased && done.word !== null ? sayWord(deps, done) : done
}

async function eraseStore(deps: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  const { clearSite, clock, isWanted, store } = deps
  const unheld = await handOver(deps)
  if (unheld === null || !isWanted()) return phase
  const { left, lost } = unheld
  if (left > 0 && clock.now() - phase.at < waitsForRelayMs) return keep(store, { ...phase, left }, phase)
  let erased = true
  await store.renew(async () => {
    erased = await clearSite()
  })
  return keep(store, { ...phase, erased, left: 0, lost }, phase)
}

async function keep(store: DeviceStore, next: RemovedPhase, before: RemovedPhase): Promise<RemovedPhase> {
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
