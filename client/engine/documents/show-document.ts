/**
 * A document built once more with what came, as rows and as what stays of it on
 * the disk. Loaded with Automerge. What others wait for that are not held here
 * is read from the log when it comes (DC980).
 */
import type { DeviceId, DocId, EntryId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { Chains } from '../membership/chains.ts'
import type { RowPlace } from '../read-model/read-model.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import { speakerIn } from './circle-words.ts'
import {
  buildDoc,
  decidedRowsOf,
  freeDoc,
  passedIn,
  type ReadChange,
  readChangeOf,
  rowsOf,
  saveDoc,
} from './doc-engine.ts'
import {
  dropTailItem,
  savedItem,
  snapshotItem,
  type TailChange,
  tailItem,
  toldAnewItem,
  type WholeDoc,
} from './doc-rows.ts'
import { hasMade } from './has-made.ts'
import { holdWaiting, isAwaited, notYetIn } from './waits.ts'

/** Longer tails are folded into a new save: opening reads few rows. */
const longestTail = 16

interface ReadTail {
  readonly from: TailChange
  readonly change: ReadChange | undefined
}

export interface Taken {
  readonly doc: DocId
  readonly name: DocName
  readonly fresh: readonly TailChange[]
}

export interface Shown {
  readonly items: readonly SealedItem[]
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
  readonly refused: readonly EntryId[]
  readonly damaged?: DocId
  readonly kept?: DocName
  readonly opened?: DocName
  readonly badSnapshots?: readonly EntryId[]
}

export interface ShowingDeps {
  readonly chains: Chains
  readonly device: DeviceId
  readonly now: () => Instant
  /** All changes of a document that lie in the log: of many that wait, not all are held here. */
  readonly fromLog: ((name: DocName) => Promise<readonly TailChange[]>) | undefined
}

export function createShowing({ chains, device, fromLog, now }: ShowingDeps) {
  function readOf({ key, kind }: DocName, { author, bytes }: TailChange): ReadChange | undefined {
    const circle = kind === 'circle-tasks' ? chains.circleOf(key as PersonId) : undefined
    const speaker = circle === undefined ? undefined : speakerIn(circle, chains.team(), author)
    return readChangeOf(kind, bytes, { device: author, speaker })
  }

  async function show(taken: Taken, disk: WholeDoc): Promise<Shown> {
    const { isAwaiting, shown } = build(taken, disk)
    if (!isAwaiting || fromLog === undefined) return shown
    const more = notYetIn(disk.saved, [...disk.tail, ...taken.fresh], await fromLog(taken.name))
    return build({ ...taken, fresh: [...taken.fresh, ...more] }, disk, true).shown
  }

  function build(
    { doc, fresh, name }: Taken,
    { isToldAnew, merged, saved, snapshots, tail, waits }: WholeDoc,
    isAllHere = false,
  ): { readonly shown: Shown; readonly isAwaiting: boolean } {
    const all = [...tail, ...fresh]
    const read = all.map((from) => ({ from, change: readOf(name, from) }))
    const readable = read.flatMap(({ change }) => (change === undefined ? [] : [change]))
    const built = buildDoc(name, saved, readable, device)
    const good = new Set([...built.applied, ...built.waiting])
    const refused = read.filter(({ change }) => change === undefined || !good.has(change)).map(({ from }) => from)
    const waiting = read.flatMap(({ change, from }) =>
      change !== undefined && built.waiting.includes(change) ? [{ change, from }] : [],
    )
    const { held, items, left } = holdWaiting(doc, {
      before: waits,
      isAllHere,
      now: now(),
      waiting,
      whole: built.doc,
    })
    const isFolded = built.applied.length > longestTail || merged !== undefined || isAllHere
    const folded = isFolded ? saveDoc(built.doc) : undefined
    const gone = new Set([...refused, ...left])
    const rest = folded !== undefined ? held : all.filter((change) => !gone.has(change))
    const applied = new Set(built.applied)
    const times = read.flatMap(({ change, from }) =>
      change !== undefined && applied.has(change) ? [from.writtenAt] : [],
    )
    if (merged !== undefined) times.push(merged.changedAt)
    const facts = factsOf(read)
    const { put, drop } = rowsOf(name, built.doc, latestOf(times), facts)
    const passed = read.flatMap(({ change, from: { arrivedAt } }) =>
      change !== undefined && applied.has(change) ? [{ change, arrivedAt }] : [],
    )
    const earlier = isToldAnew ? passedIn(built.doc) : []
    const decided = decidedRowsOf(name, built.doc, [...earlier, ...passed], facts)
    const whole = folded ?? (merged === undefined ? undefined : saved)
    const saves = whole === undefined ? [] : [savedItem(doc, whole)]
    freeDoc(built.doc)
    const shown: Shown = {
      items: [
        ...saves,
        ...items,
        ...snapshots.map(({ entry }) => snapshotItem(doc, entry, null)),
        ...(isToldAnew ? [toldAnewItem(doc, null)] : []),
        ...tail.filter((change) => !rest.includes(change)).map((change) => dropTailItem(doc, change)),
        ...rest.filter((change) => !tail.includes(change)).map((change) => tailItem(doc, change)),
      ],
      rows: [...put, ...decided],
      drops: drop,
      refused: refused.map(({ entry }) => entry),
      badSnapshots: merged?.bad ?? [],
    }
    return { shown, isAwaiting: !isAllHere && isAwaited(waits, built.applied) }
  }

  /** Whose device wrote what, by the team's chain; and when its entry came. */
  function factsOf(read: readonly ReadTail[]): ChangeFacts {
    return {
      memberOf: (actor) => chains.team()?.devices[actor.slice(-32) as DeviceId]?.member,
      arrivedAt: (op) => read.find(({ change }) => change !== undefined && hasMade(change, op))?.from.arrivedAt ?? null,
    }
  }

  return { readOf, show, factsOf }
}

/** Null without any: what was folded into a save has given its time to a row before. */
function latestOf(times: readonly Instant[]): Instant | null {
  const latest = Math.max(0, ...times)
  return latest === 0 ? null : (latest as Instant)
}
