/**
 * The list of medicines a person may see, published into her own group. Whoever
 * changes the list publishes it in the same commit. What came together from
 * several devices is published by the staff devices in turn, those whose own
 * change took part before all others: the first at once, each next one only when
 * it is still missing. Equal content is never published again, and a list nobody
 * published here is not begun, unless somebody has to decide. Rules PB.
 *
 * Devices that do not agree (another version's table, a word on a warning that has
 * not come) would answer each other without end. What she is told is being checked
 * stays so but for whoever knows what there was to check, once; and all else that
 * another put in the place of the own word is left there for a while.
 */
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import { type DeviceId, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { SharedListRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineRow, StoredRow } from '../../domain/projections/rows.ts'
import { isStop, type Warning, type WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import {
  checked,
  type SharedMedicine,
  sharedContent,
  sharedLines,
  writeSharedMedicines,
} from '../../domain/records/shared-medicines.ts'
import { createSerial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import { createTurnToSay } from '../membership/turn-to-say.ts'
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
  isHeld: (line: SharedMedicine) => boolean = () => false,
): Promise<Difference | null> {
  const chain = chains.privateOf(person, null)
  if (chain === undefined) return null
  const [published] = await rows.find('sharedLists', { partition: person, id: chain.group })
  const toBeChecked = checkedIn(published)
  const lines = sharedLines(medicines, heldBy(alarms)).map((line) =>
    toBeChecked.has(line.name) && isHeld(line) ? checked(line) : line,
  )
  if (published !== undefined && sharedContent(published.lines) === sharedContent(lines)) return null
  return { chain, lines, published }
}

/** The names she reads as being checked. */
function checkedIn(published: SharedListRow | undefined): ReadonlySet<string> {
  return new Set((published?.lines ?? []).flatMap(({ checking, name }) => (checking ? name : [])))
}

/** What she read as being checked, and would read with its dose. */
function releasedIn({ lines, published }: Difference): readonly SharedMedicine[] {
  const toBeChecked = checkedIn(published)
  return lines.filter(({ checking, name }) => !checking && toBeChecked.has(name))
}

function wordOf(person: PersonId, line: SharedMedicine): string {
  return `${person}/${sharedContent([line])}`
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

/** Why a list is looked at: this member's own act, the turn that has come, or something that arrived. */
type Why = 'act' | 'turn' | 'news'

export function createMedicinePublisher(deps: PublisherDeps): MedicinePublisher {
  const waiting = new Map<string, { readonly until: number; readonly cancel: () => void }>()
  /** Whose lists moved lately, the newest last. */
  const lately = new Set<string>()
  const turns = createTurnToSay(deps.clock)
  /** Names of what this device itself found to be checked, whatever became of it. */
  const questioned = new Set<string>()
  /** What it has told already in the place of "being checked". */
  const released = new Set<string>()
  const inTurn = createSerial()
  let isStopped = false
  // A list published elsewhere may arrive after the changes it knew nothing of, or end the wait; so may somebody's word on a warning.
  const stopWatching = deps.rows.changed((collections) => {
    if (collections.has('sharedLists') || collections.has('warningAnswers'))
      for (const person of lately) look(person, 'news')
  })

  function note(person: string, why: Why): void {
    lately.delete(person)
    lately.add(person)
    const [oldest] = lately
    if (lately.size > mostLately && oldest !== undefined) lately.delete(oldest)
    look(person, why)
  }

  function look(person: string, why: Why): void {
    // What fails for one list is its own: it is looked at again like one that could not be written.
    inTurn(() => deps.writer.inTurn(() => publish(person as PersonId, why))).catch(() => tryAgain(person, why))
  }

  async function publish(person: PersonId, why: Why): Promise<void> {
    const care = deps.chains.careChainOf(person)
    if (care === undefined || !deps.isWhole(care)) return
    const medicines = await deps.rows.find('medicines', { partition: person })
    const [warnings] = await deps.rows.find('warnings', { partition: person })
    const facts = { medicines, alarms: await openAlarms(deps, person, warnings) }
    const stops = (warnings?.warnings ?? []).filter(isStop)
    for (const { checking, name } of sharedLines(medicines, heldBy(stops)))
      if (checking) questioned.add(`${person}/${name}`)
    const isHeld = (line: SharedMedicine) =>
      why !== 'act' && (!questioned.has(`${person}/${line.name}`) || released.has(wordOf(person, line)))
    const found = await differenceOf(deps, person, facts, isHeld)
    if (found === null) return forget(person)
    const isDisputed = medicines.some(({ conflict }) => conflict !== undefined)
    if (!deps.isWhole(found.chain) || (found.published === undefined && !isDisputed)) return
    const content = sharedContent(found.lines)
    const wait = why === 'act' ? 0 : Math.max(turnIn(why, { care, facts, found }), leaveFor(person, found, content))
    if (wait > 0) return waitFor(person, wait, 'turn')
    forget(person)
    const entry = entryOf(deps, person, found)
    if (entry === null) return
    const written = await deps.writer.write({ entries: [entry], alongside: [], sealedAlongside: [] })
    if (!written.ok) return tryAgain(person, why)
    turns.said(person, content)
    for (const line of releasedIn(found)) released.add(wordOf(person, line))
  }

  /** How long another's word is left there: not at all where she would go on reading a dose of what is to be checked. */
  function leaveFor(person: PersonId, { lines, published }: Difference, content: string): number {
    const given = new Set((published?.lines ?? []).flatMap(({ checking, name }) => (checking ? [] : name)))
    const isUrgent = lines.some(({ checking, name }) => checking && given.has(name))
    return isUrgent ? 0 : turns.leaveFor(person, content)
  }

  function turnIn(why: Why, { care, facts, found }: { care: ChainState; facts: ListFacts; found: Difference }): number {
    return why === 'turn' ? 0 : Math.min(turnHere(care, found, facts) * listTurnMs, longestWaitMs)
  }

  function tryAgain(person: string, why: Why): void {
    waitFor(person, longestWaitMs, why === 'act' ? 'act' : 'turn')
  }

  /** Never later than it was going to. */
  function waitFor(person: string, milliseconds: number, why: Why): void {
    const until = deps.clock.now() + milliseconds
    if (isStopped || (waiting.get(person)?.until ?? Number.POSITIVE_INFINITY) <= until) return
    forget(person)
    const cancel = deps.timer.after(milliseconds, () => {
      waiting.delete(person)
      look(person, why)
    })
    waiting.set(person, { until, cancel })
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
      for (const person of people) note(person, isOwn ? 'act' : 'news')
    },
    settle: () => inTurn(async () => {}),
    stop: () => {
      isStopped = true
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
