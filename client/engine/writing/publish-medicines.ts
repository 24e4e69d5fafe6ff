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
import { isStop, type Warning, type WarningsRow } from '../../domain/projections/warning-rows.ts'
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
  /** Their lists were shown again, or what their lists do not go with. By this member's own act, nobody goes before. */
  readonly notice: (people: readonly string[], isOwn?: boolean) => void
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
  const warnings = rows.flatMap((row) => (row.collection === 'warnings' ? [row.row] : []))
  const alarms = await openAlarms(deps, person, warnings[0])
  const found = await differenceOf(deps, person, { medicines, alarms })
  return found === null ? null : entryOf(deps, person, found)
}

interface ListFacts {
  readonly medicines: readonly MedicineRow[]
  readonly alarms: readonly Warning[]
}

/** "Do not give before a prescriber has decided", of which nobody has said why it may stand. */
async function openAlarms(
  { rows }: PublishDeps,
  person: PersonId,
  row: WarningsRow | undefined,
): Promise<readonly Warning[]> {
  const alarms = (row?.warnings ?? []).filter(isStop)
  if (alarms.length === 0) return []
  const answered = new Set((await rows.find('warningAnswers', { partition: person })).map(({ key }) => key))
  return alarms.filter(({ key }) => !answered.has(key))
}

function heldBy(alarms: readonly Warning[]): ReadonlySet<string> {
  return new Set(alarms.flatMap(({ medicines }) => medicines.map(({ medicineId }) => medicineId)))
}

interface Difference {
  readonly chain: ChainState
  readonly lines: readonly SharedMedicine[]
  readonly published: SharedListRow | undefined
}

async function differenceOf(
  { chains, rows }: PublishDeps,
  person: PersonId,
  { alarms, medicines }: ListFacts,
): Promise<Difference | null> {
  const chain = chains.privateOf(person, null)
  if (chain === undefined) return null
  const [published] = await rows.find('sharedLists', { partition: person, id: chain.group })
  const lines = sharedLines(medicines, heldBy(alarms))
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
  // A list published elsewhere may arrive after the changes it knew nothing of, or end the wait; so may somebody's word on a warning.
  const stopWatching = deps.rows.changed((collections) => {
    if (collections.has('sharedLists') || collections.has('warningAnswers'))
      for (const person of lately) look(person, false)
  })

  function note(person: string, isOwn: boolean): void {
    lately.delete(person)
    lately.add(person)
    const [oldest] = lately
    if (lately.size > mostLately && oldest !== undefined) lately.delete(oldest)
    look(person, isOwn)
  }

  function look(person: string, isOurTurn: boolean): void {
    work = work.then(() => deps.writer.inTurn(() => publish(person as PersonId, isOurTurn)))
  }

  async function publish(person: PersonId, isOurTurn: boolean): Promise<void> {
    const care = deps.chains.careChainOf(person)
    if (care === undefined || !deps.isWhole(care)) return
    const medicines = await deps.rows.find('medicines', { partition: person })
    const [warnings] = await deps.rows.find('warnings', { partition: person })
    const facts = { medicines, alarms: await openAlarms(deps, person, warnings) }
    const found = await differenceOf(deps, person, facts)
    if (found === null) return forget(person)
    const isDisputed = medicines.some(({ conflict }) => conflict !== undefined)
    if (!deps.isWhole(found.chain) || (found.published === undefined && !isDisputed)) return
    const turn = isOurTurn ? 0 : turnHere(care, found, facts)
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
  function turnHere(care: ChainState, found: Difference, facts: ListFacts): number {
    const team = deps.chains.team()
    if (team === undefined) return 0
    const about = hexToBytes(found.chain.group)
    const before = authorsOf(facts, found.published)
    return turnOf({ team, device: deps.device, about, care: { chain: care, now: deps.clock.now() }, before })
  }

  return {
    notice: (people, isOwn = false) => {
      for (const person of people) note(person, isOwn)
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

/** Who wrote what is not published yet, or the allergy it does not go with: they are there, or were a moment ago. */
function authorsOf({ alarms, medicines }: ListFacts, published: SharedListRow | undefined): ReadonlySet<string> {
  const told = new Set((published?.lines ?? []).map((line) => sharedContent([line])))
  const held = heldBy(alarms)
  const untold = medicines.filter((row) => sharedLines([row], held).some((line) => !told.has(sharedContent([line]))))
  const changes = untold.flatMap(({ changed, conflict = [], merged = [] }) => [...conflict, ...merged, changed])
  const authors = [...changes, ...alarms.map(({ allergy }) => allergy)]
  return new Set(authors.flatMap((each) => each?.author?.memberId ?? []))
}
