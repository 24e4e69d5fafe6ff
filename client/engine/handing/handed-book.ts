/**
 * What this member has not been told yet of whom she looks after: kept sealed,
 * with how much of the chains it was made from, so that neither a kill nor a
 * week without signal loses any of it. Rule RN480.
 */
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId, Instant, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

/** Somebody else gave her a person, or took one from her. */
export interface HandedNote {
  readonly personId: PersonId
  readonly isGiven: boolean
  /** Null where what is here does not say. */
  readonly by: DeviceId | null
  readonly at: Instant
  /** By being put on that round, or taken off it; null where it was about the person alone. */
  readonly round: RoundId | null
}

export interface HandedBook {
  /** Rows of the log of the chains that were looked at. */
  readonly rows: number
  /** Whom she looks after by these. */
  readonly mine: readonly PersonId[]
  readonly notes: readonly HandedNote[]
}

/** Beside the drafts, which stay when another identity takes the device over. */
const place = { store: 'drafts', scope: 'handed', name: 'book' } as const

/** Undefined where nothing was looked at yet, or what lies there cannot be read. */
export async function readHandedBook(sealedStore: SealedStore): Promise<HandedBook | undefined> {
  const row = await sealedStore.get(place.store, place.scope, place.name)
  return row.ok && row.value !== undefined ? parse(row.value) : undefined
}

export function handedItem({ mine, notes, rows }: HandedBook): SealedItem {
  const pairs = notes.map(({ at, by, isGiven, personId, round }) => [personId, isGiven, by, at, round])
  return { ...place, value: encodeCbor([1, rows, mine, pairs]) }
}

function parse(bytes: Uint8Array): HandedBook | undefined {
  const read = decodeCbor(bytes)
  const [version, rows, mine, pairs]: readonly unknown[] = read.ok && Array.isArray(read.value) ? read.value : []
  if (version !== 1 || typeof rows !== 'number' || !Array.isArray(mine) || !Array.isArray(pairs)) return undefined
  const notes = pairs.map(parseNote)
  if (!mine.every(isText) || !notes.every((note) => note !== undefined)) return undefined
  return { rows, mine: mine as readonly string[] as readonly PersonId[], notes }
}

function parseNote(pair: unknown): HandedNote | undefined {
  const [personId, isGiven, by, at, round]: readonly unknown[] = Array.isArray(pair) ? pair : []
  if (!isText(personId) || typeof isGiven !== 'boolean' || typeof at !== 'number') return undefined
  if (!isTextOrNull(by) || !isTextOrNull(round)) return undefined
  return {
    ...{ personId: personId as PersonId, isGiven, at: at as Instant },
    ...{ by: by as DeviceId | null, round: round as RoundId | null },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)
