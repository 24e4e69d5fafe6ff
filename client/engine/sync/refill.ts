/**
 * Filling a restored relay again with what others wrote (SX103). While the
 * stream is read from its start, what it holds of each feed is counted; at the
 * head, everything that lies here beyond that is offered, whoever wrote it:
 * an entry carries its author's signature, and offering it twice is offering it
 * once. That it is due stands on the disk until it is done. Own feeds are
 * offered by the ordinary push.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import { parseEntry } from '../../../shared/protocol/entry.ts'
import type { Chains } from '../membership/chains.ts'
import type { Serial } from '../serial.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { readLog } from './entry-log.ts'
import type { Frontiers } from './frontiers.ts'
import { isBusy, requestOverhead } from './push.ts'
import { pushLimits, withinLimits } from './push-plan.ts'
import type { RelayClient, StreamItem } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface RefillDeps {
  readonly device: DeviceId
  readonly relay: Pick<RelayClient, 'append'>
  readonly store: DeviceStore
  readonly chains: Chains
  readonly frontiers: Frontiers
  readonly commitLock: Serial
  /** What the stream leaves out, it does not lack. */
  readonly mayRead: (chain: ChainState) => boolean
}

export interface Refill {
  readonly isDue: () => boolean
  /** Of the commit that sets the cursor back. */
  readonly dueWrite: Write
  /** The disk has it, and the stream begins again. */
  readonly begin: () => void
  /** What the relay has. */
  readonly see: (items: readonly StreamItem[]) => void
  /** At the head: offers what is missing there. */
  readonly run: () => Promise<StepOutcome>
}

interface Lack {
  readonly group: GroupId
  readonly author: DeviceId
  readonly from: number
  readonly to: number
}

interface Offered {
  readonly lack: Lack
  readonly bytes: Bytes
}

const place = { store: 'meta', key: 'refill' } as const

export async function isRefillDue(store: DeviceStore): Promise<boolean> {
  return (await store.get(place.store, place.key)) !== undefined
}

export function createRefill(deps: RefillDeps, wasDue: boolean): Refill {
  let isDue = wasDue
  let lengths = new Map<string, number>()

  /** Of feeds that others write, in groups that the stream holds whole. */
  function lacking(): readonly Lack[] {
    return deps.chains
      .all()
      .filter(deps.mayRead)
      .flatMap(({ group }) =>
        [...deps.frontiers.inGroup(group)].map(([author, { next }]) => ({
          group,
          author,
          from: lengths.get(feedOf(group, author)) ?? 0,
          to: next,
        })),
      )
      .filter(({ author, from, to }) => author !== deps.device && from < to)
  }

  async function run(): Promise<StepOutcome> {
    await deps.frontiers.load()
    for (let lacks = lacking(); lacks.length > 0; lacks = lacking()) {
      const offers = await offersOf(deps.store, lacks)
      if (offers.length === 0) break
      const answer = await deps.relay.append(offers.map(({ bytes }) => bytes))
      if (!answer.ok) return outcomeOfFailure(answer.error)
      if (answer.value.some((result) => result.type === 'refused' && isBusy(result.problem))) return { type: 'refused' }
      for (const [index, { lack }] of offers.entries()) note(lack, answer.value[index])
    }
    const saved = await deps.commitLock(() => deps.store.commit([{ ...place, value: null }]))
    if (!saved.ok) return { type: 'refused' }
    isDue = false
    lengths = new Map()
    return { type: 'ok' }
  }

  /** What the relay would not take from here, nobody can make it take: that feed is left. */
  function note({ author, from, group, to }: Lack, result: AppendResult | undefined): void {
    const feed = feedOf(group, author)
    const isTaken = result?.type === 'stored' || result?.type === 'duplicate'
    lengths.set(feed, isTaken ? Math.max(from, lengths.get(feed) ?? 0) + 1 : to)
  }

  return {
    isDue: () => isDue,
    dueWrite: { ...place, value: new Uint8Array([1]) },
    begin: () => {
      isDue = true
      lengths = new Map()
    },
    see: (items) => {
      if (!isDue) return
      for (const item of items) {
        const entry = item.type === 'entry' ? parseEntry(item.bytes) : undefined
        if (entry?.ok !== true || entry.value.type !== 'content') continue
        const { author, group, seq } = entry.value.header
        const feed = feedOf(group, author)
        lengths.set(feed, Math.max(lengths.get(feed) ?? 0, seq + 1))
      }
    },
    run,
  }
}

function feedOf(group: GroupId, author: DeviceId): string {
  return `${group}/${author}`
}

/** As many as one request takes, each feed in its order. */
async function offersOf(store: DeviceStore, lacks: readonly Lack[]): Promise<readonly Offered[]> {
  const offers: Offered[] = []
  for (const lack of lacks) {
    if (offers.length >= pushLimits.entries) break
    const { author, from, group, to } = lack
    const last = Math.min(to, from + pushLimits.entries)
    const entries = await readLog(store, { group, author, from, to: last })
    offers.push(...entries.map(({ bytes }) => ({ lack, bytes })))
  }
  return withinLimits(offers, ({ bytes }) => bytes.length + requestOverhead)
}
