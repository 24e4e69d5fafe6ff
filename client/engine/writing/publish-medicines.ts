/**
 * The list of medicines a person may see, published into her own group. Whoever
 * changes the list publishes it in the same commit. What came together from
 * several devices is published by the staff devices in turn, those whose own
 * change took part before all others: the first at once, each next one only when
 * it is still missing. Equal content is never published again, and a list nobody
 * published here is not begun, unless somebody has to decide. Rules PB.
 */
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import { type DeviceId, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { SharedListRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineRow, StoredRow } from '../../domain/projections/rows.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import {
  type SharedMedicine,
  sharedContent,
  sharedLines,
  writeSharedMedicines,
} from '../../domain/records/shared-medicines.ts'
import type { Chains } from '../membership/chains.ts'
import { turnOf } from '../membership/turns.ts'
import type { Clock } from '../platform/clock.ts'
import type { Timer } from '../platform/timer.ts'
import type { Rows } from '../read-model/rows.ts'
import type { EntryDraft, Writer } from './writer.ts'

export interface PublishDeps {
  readonly chains: Pick<Chains, 'careChainOf' | 'privateOf'>
  readonly rows: Pick<Rows, 'find'>
  readonly baseOf: (about: PersonId | null) => RecordBase
}

export interface MedicinePublisher {
  /** Their lists were shown again. */
  readonly notice: (people: readonly string[]) => void
  readonly settle: () => Promise<void>
  readonly stop: () => void
}

export interface PublisherDeps extends PublishDeps {
  readonly chains: Pick<Chains, 'careChainOf' | 'privateOf' | 'team'>
  readonly rows: Pick<Rows, 'changed' | 'find'>
  readonly device: DeviceId
  readonly writer: Writer
  readonly clock: Clock
  readonly timer: Timer
  /** Everything of the group is here, up to the last contact. */
  readonly isWhole: (chain: ChainState) => boolean
}

/** How long each device leaves it to the one before it: to write, to send, and for the others to fetch it. */
export const listTurnMs = 3_000
const longestWaitMs = 60_000
const mostLately = 32

/** With the change itself: what the list says after it. Null where it says the same, or she has no group yet. */
export async function listEntry(
  deps: PublishDeps,
  person: PersonId,
  rows: readonly StoredRow[],
): Promise<EntryDraft | null> {
  const medicines = rows.flatMap((row) => (row.collection === 'medicines' ? [row.row] : []))
  const found = await differenceOf(deps, person, medicines)
  return found === null ? null : entryOf(deps, person, found)
}

interface Difference {
  readonly chain: ChainState
  readonly lines: readonly SharedMedicine[]
  readonly published: SharedListRow | undefined
}

async function differenceOf(
  { chains, rows }: PublishDeps,
  person: PersonId,
  medicines: readonly MedicineRow[],
): Promise<Difference | null> {
  const chain = chains.privateOf(person, null)
  if (chain === undefined) return null
  const [published] = await rows.find('sharedLists', { partition: person, id: chain.group })
  const lines = sharedLines(medicines)
  if (published !== undefined && sharedContent(published.lines) === sharedContent(lines)) return null
  return { chain, lines, published }
}

function entryOf({ baseOf }: PublishDeps, person: PersonId, { chain, lines }: Difference): EntryDraft | null {
  const record = writeSharedMedicines(lines, baseOf(person))
  if (!record.ok) return null
  return {
    kind: 'record',
    group: chain.group,
    priority: 'safety',
    doc: zeroDoc,
    records: [record.value],
    label: { kind: 'shared-list', personId: person },
  }
}

export function createMedicinePublisher(deps: PublisherDeps): MedicinePublisher {
  const waiting = new Map<string, { readonly turn: number; readonly cancel: () => void }>()
  /** Whose lists moved lately, the newest last. */
  const lately = new Set<string>()
  let work: Promise<unknown> = Promise.resolve()
  // A list published elsewhere may arrive after the changes it knew nothing of, or end the wait.
  const stopWatching = deps.rows.changed((collections) => {
    if (collections.has('sharedLists')) for (const person of lately) look(person, false)
  })

  function note(person: string): void {
    lately.delete(person)
    lately.add(person)
    const [oldest] = lately
    if (lately.size > mostLately && oldest !== undefined) lately.delete(oldest)
    look(person, false)
  }

  function look(person: string, isLate: boolean): void {
    work = work.then(() => deps.writer.inTurn(() => publish(person as PersonId, isLate)))
  }

  async function publish(person: PersonId, isLate: boolean): Promise<void> {
    const care = deps.chains.careChainOf(person)
    if (care === undefined || !deps.isWhole(care)) return
    const medicines = await deps.rows.find('medicines', { partition: person })
    const found = await differenceOf(deps, person, medicines)
    if (found === null) return forget(person)
    if (!deps.isWhole(found.chain) || (found.published === undefined && !hasNewQuestion(found))) return
    const turn = isLate ? 0 : turnHere(care, found, medicines)
    if (turn > 0) return wait(person, turn)
    forget(person)
    const entry = entryOf(deps, person, found)
    if (entry !== null) await deps.writer.write({ entries: [entry], alongside: [], sealedAlongside: [] })
  }

  /** Never later than it was going to. */
  function wait(person: string, turn: number): void {
    if ((waiting.get(person)?.turn ?? Number.POSITIVE_INFINITY) <= turn) return
    forget(person)
    const cancel = deps.timer.after(Math.min(turn * listTurnMs, longestWaitMs), () => {
      waiting.delete(person)
      look(person, true)
    })
    waiting.set(person, { turn, cancel })
  }

  function forget(person: string): void {
    waiting.get(person)?.cancel()
    waiting.delete(person)
  }

  /** How many devices go before this one. */
  function turnHere(care: ChainState, found: Difference, medicines: readonly MedicineRow[]): number {
    const team = deps.chains.team()
    if (team === undefined) return 0
    const about = hexToBytes(found.chain.group)
    const before = authorsOf(medicines, found.published)
    return turnOf({ team, device: deps.device, about, care: { chain: care, now: deps.clock.now() }, before })
  }

  return {
    notice: (people) => {
      for (const person of people) note(person)
    },
    settle: async () => {
      await work
    },
    stop: () => {
      stopWatching()
      for (const { cancel } of waiting.values()) cancel()
      waiting.clear()
    },
  }
}

/** Who wrote what is not published yet: they are there, or were a moment ago. */
function authorsOf(medicines: readonly MedicineRow[], published: SharedListRow | undefined): ReadonlySet<string> {
  const told = new Set((published?.lines ?? []).map((line) => sharedContent([line])))
  const untold = medicines.filter((row) => sharedLines([row]).some((line) => !told.has(sharedContent([line]))))
  const changes = untold.flatMap(({ changed, conflict = [], merged = [] }) => [...conflict, ...merged, changed])
  return new Set(changes.flatMap((change) => change?.author?.memberId ?? []))
}

/** Something has to be decided that she is not told is being checked. */
function hasNewQuestion({ lines, published }: Difference): boolean {
  const told = new Set((published?.lines ?? []).filter(({ checking }) => checking).map(({ name }) => name))
  return lines.some(({ checking, name }) => checking && !told.has(name))
}
