/**
 * Filling a restored relay again. While the stream is read from its start, what
 * it holds of each chain and each feed is counted; at the head, everything that
 * lies here beyond that is offered, whoever signed it: each entry carries its
 * signature, and offering it twice is offering it once. That it is due stands on
 * the disk until it is done (SX103, SX124). Own feeds are offered by the
 * ordinary push, boxes by the chores. The work itself is loaded when it is due.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { parseEntry } from '../../../shared/protocol/entry.ts'
import type { RefillView } from '../../engine-api/sync-views.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { duePlace, type Left, leftAgainMs, readLeft, readRefilledAt } from './refill-left.ts'
import { feedOf, type Held, type RefillDeps, seesAllChains } from './refill-port.ts'
import type { StreamItem } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export interface Refill {
  readonly isDue: () => boolean
  /** Of the commit that sets the cursor back. Not certain: the reading tells whether the relay lacks anything. */
  readonly dueWrite: (isCertain: boolean) => Write
  /** The disk has it, and the stream begins again. */
  readonly begin: (isCertain: boolean) => void
  /** What the relay has. */
  readonly see: (items: readonly StreamItem[]) => void
  /** Own entries that the relay had acknowledged, and stored just now. */
  readonly gaveBack: (count: number) => void
  /** At the head: offers what is missing there, or what it would not take before; null when there is nothing to do. */
  readonly run: () => Promise<StepOutcome | null>
  /** To a relay that does not know this device any more: the chains that let it in. True when it took some of them. */
  readonly offerUnknown: () => Promise<boolean>
  /** Others may still be bringing chains that this device does not know: nothing is added to any before they had time to. */
  readonly isSettling: () => boolean
  /** As people are told of it, for a day after. */
  readonly view: () => RefillView | null
  /** Something of a relay that went back may be kept here (went-back.ts). */
  readonly wasNeeded: () => boolean
}

export interface KeptRefill {
  readonly isDue: boolean
  readonly isCertain: boolean
  readonly left: Left | null
  readonly refilledAt: Instant | null
}

/** What stands in the row that says it is due. */
const certain = 1
const suspected = 2
const toldForMs = 24 * 60 * 60_000
/** Devices in use come back within seconds of the relay, those in bags within minutes. */
export const settlingMs = 10 * 60_000
const unknownAgainMs = 10 * 60_000

export async function readRefill(store: DeviceStore): Promise<KeptRefill> {
  const [due, left, refilledAt] = await Promise.all([
    store.get(duePlace.store, duePlace.key),
    readLeft(store),
    readRefilledAt(store),
  ])
  return { isDue: due !== undefined, isCertain: due?.[0] !== suspected, left, refilledAt }
}

export function createRefill(deps: RefillDeps, kept: KeptRefill): Refill {
  let { isCertain, isDue, left, refilledAt } = kept
  let held = nothingHeld()
  let triedAt = Number.NEGATIVE_INFINITY
  let offeredUnknownAt = Number.NEGATIVE_INFINITY
  const load = () => import('./run-refill.ts')

  async function run(): Promise<StepOutcome | null> {
    const now = deps.clock.now()
    if (!isDue && (left === null || now - triedAt < leftAgainMs)) return null
    const { offerLeft, offerMissing } = await load()
    const offered = isDue ? await offerMissing(deps, held, isCertain) : await offerLeft(deps, left!)
    if (offered.type !== 'offered') return offered
    triedAt = now
    if (offered.isFilled) refilledAt = now
    isDue = false
    left = offered.left
    held = nothingHeld()
    deps.onOffered()
    return { type: 'ok' }
  }

  /** A clock that was put back since makes it no longer than that. */
  const wasWithin = (ms: number) => refilledAt !== null && Math.abs(deps.clock.now() - refilledAt) < ms

  return {
    isDue: () => isDue,
    dueWrite: (isSure) => ({ ...duePlace, value: new Uint8Array([isSure ? certain : suspected]) }),
    begin: (isSure) => {
      isCertain = isSure
      isDue = true
      // A push may have been first.
      held = nothingHeld(held.givenBack)
    },
    see: (items) => {
      if (isDue) for (const item of items) if (item.type === 'entry') count(held, item.bytes)
    },
    gaveBack: (count) => {
      held.givenBack += count
    },
    run,
    offerUnknown: async () => {
      const now = deps.clock.now()
      if (!seesAllChains(deps) || now - offeredUnknownAt < unknownAgainMs) return false
      offeredUnknownAt = now
      return (await load()).offerUnknown(deps)
    },
    isSettling: () => isDue || wasWithin(settlingMs),
    view: () => {
      if (isDue && isCertain) return { type: 'refilling' }
      return wasWithin(toldForMs) ? { type: 'refilled', at: refilledAt! } : null
    },
    wasNeeded: () => isDue || refilledAt !== null,
  }
}

function nothingHeld(givenBack = 0): Held {
  return { chains: new Map(), feeds: new Map(), givenBack }
}

function count({ chains, feeds }: Held, bytes: Uint8Array): void {
  const entry = parseEntry(bytes)
  if (!entry.ok) return
  const { author, group } = entry.value.header
  if (entry.value.type === 'control') {
    chains.set(group, Math.max(chains.get(group) ?? 0, entry.value.header.groupSeq + 1))
    return
  }
  const feed = feedOf(group, author)
  feeds.set(feed, Math.max(feeds.get(feed) ?? 0, entry.value.header.seq + 1))
}
