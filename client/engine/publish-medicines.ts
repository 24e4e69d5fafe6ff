/**
 * The list of medicines a person may see, published into her own group. Whoever
 * changes the list publishes it in the same commit. What came together from
 * several devices is published by any staff device that sees it: at once where
 * somebody has to decide ("being checked"), else after a while, so that of many
 * devices one does and the others find it done. Equal content is never published
 * again, and a list nobody published here is not begun. Rules PB.
 */
import { type PersonId, zeroDoc } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import type { SharedListRow } from '../domain/projections/giving-rows.ts'
import type { MedicineRow, StoredRow } from '../domain/projections/rows.ts'
import type { RecordBase } from '../domain/records/record-base.ts'
import {
  type SharedMedicine,
  sharedContent,
  sharedLines,
  writeSharedMedicines,
} from '../domain/records/shared-medicines.ts'
import type { Chains } from './membership/chains.ts'
import type { Timer } from './platform/timer.ts'
import type { Rows } from './read-model/rows.ts'
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
  readonly writer: Writer
  readonly timer: Timer
  /** Everything of the group is here, up to the last contact. */
  readonly isWhole: (chain: ChainState) => boolean
  /** How long this device leaves it to others. */
  readonly patience: number
}

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
    label: { kind: 'other', personId: person },
  }
}

export function createMedicinePublisher(deps: PublisherDeps): MedicinePublisher {
  const waiting = new Map<string, () => void>()
  let work: Promise<unknown> = Promise.resolve()

  function look(person: string, isLate: boolean): void {
    work = work.then(() => deps.writer.inTurn(() => publish(person as PersonId, isLate)))
  }

  async function publish(person: PersonId, isLate: boolean): Promise<void> {
    const care = deps.chains.careChainOf(person)
    if (care === undefined || !deps.isWhole(care)) return
    const found = await differenceOf(deps, person, await deps.rows.find('medicines', { partition: person }))
    if (found === null || !deps.isWhole(found.chain)) return
    if (!hasNewQuestion(found)) {
      if (found.published === undefined) return
      if (!isLate) return wait(person)
    }
    const entry = entryOf(deps, person, found)
    if (entry !== null) await deps.writer.write({ entries: [entry], alongside: [], sealedAlongside: [] })
  }

  function wait(person: string): void {
    if (waiting.has(person)) return
    const cancel = deps.timer.after(deps.patience, () => {
      waiting.delete(person)
      look(person, true)
    })
    waiting.set(person, cancel)
  }

  return {
    notice: (people) => {
      for (const person of people) look(person, false)
    },
    settle: async () => {
      await work
    },
    stop: () => {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}

/** Something has to be decided that she is not told is being checked. */
function hasNewQuestion({ lines, published }: Difference): boolean {
  const told = new Set((published?.lines ?? []).filter(({ checking }) => checking).map(({ name }) => name))
  return lines.some(({ checking, name }) => checking && !told.has(name))
}
