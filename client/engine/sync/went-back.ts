/**
 * What this device noticed of a relay that went back to an older state: evidence,
 * so it lies sealed on the disk and outlasts the refill, a restart, and another
 * identity that takes the device over. Loaded when there is something of it.
 *
 * 1. A relay that says itself that it is another one was restored; one that says
 *    nothing hides or lost something, and that is the alarm (SX740).
 * 2. Only what is certain stands here: fewer arrivals than were read, or something
 *    that this device holds and the relay had not, when it was read from its start.
 * 3. Over once this device has offered all it holds and the relay refused none of it for now.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { bool, encodeField, instant, nullable, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

export interface WentBack {
  /** When it was noticed first. */
  readonly at: Instant
  /** When it was last noticed to go back again: a relay that does so all day long is one row. */
  readonly lastAt: Instant
  readonly times: number
  /** The relay itself said that it is another one than before. */
  readonly said: boolean
  /** Entries that this device holds, or was told were there, and the relay had not; null until it was read again. */
  readonly lost: number | null
  readonly overAt: Instant | null
}

/** Beside the drafts, which stay when another identity takes the device over. */
const place = { store: 'drafts', scope: 'went-back' } as const
const togetherMs = 24 * 60 * 60_000
const most = 100

const wentBackRow = row<WentBack>(
  { at: instant, lastAt: instant, times: uint(), said: bool, lost: nullable(uint()), overAt: nullable(instant) },
  [1],
)

/** Newest first. */
export async function readWentBack(sealedStore: Pick<SealedStore, 'list'>): Promise<readonly WentBack[]> {
  const { items } = await sealedStore.list(place.store, place.scope)
  return items.flatMap(({ value }) => parse(value) ?? []).sort((a, b) => b.at - a.at)
}

/** With one more time that it went back; newest first. */
export function withNoticed(known: readonly WentBack[], said: boolean, now: Instant): readonly WentBack[] {
  const again = known.find((each) => each.said === said && now - each.lastAt < togetherMs)
  if (again === undefined) return [{ at: now, lastAt: now, times: 1, said, lost: null, overAt: null }, ...known]
  const more = { ...again, lastAt: now, times: again.times + 1, overAt: null }
  return known.map((each) => (each === again ? more : each))
}

/** It was given what it lacked: `lost` entries; over once none is left to bring. */
export function withFilled(
  known: readonly WentBack[],
  { isOver, lost, now }: { readonly isOver: boolean; readonly lost: number; readonly now: Instant },
): readonly WentBack[] {
  return known.map((each) =>
    each.overAt === null ? { ...each, lost: (each.lost ?? 0) + lost, overAt: isOver ? now : null } : each,
  )
}

/** What the disk is to hold instead of what it held. */
export function changesOf(before: readonly WentBack[], after: readonly WentBack[]): readonly SealedItem[] {
  const kept = after.slice(0, most)
  const gone = after.slice(most).map((each): SealedItem => ({ ...placeOf(each), value: null }))
  return [...gone, ...kept.filter((each) => !before.includes(each)).map(itemOf)]
}

function placeOf({ at, said }: WentBack): Omit<SealedItem, 'value'> {
  return { ...place, name: `${at} ${said}` }
}

function itemOf(wentBack: WentBack): SealedItem {
  return { ...placeOf(wentBack), value: encodeField(wentBackRow, wentBack) }
}

function parse(value: Bytes): WentBack | undefined {
  const read = parseField(wentBackRow, value)
  return read.ok ? read.value : undefined
}
