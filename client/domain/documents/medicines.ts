/**
 * A person's medicines: a map of lines by id. A medicine that is no longer taken
 * is stopped on a day; a line never leaves the list.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { isId } from '../ids.ts'
import type { MedicineRow } from '../projections/rows.ts'
import { edited, makeGenesis, readEntries, readText, readTextOrNull, setTexts, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'

const fields = [
  'name',
  'brand',
  'form',
  'dose',
  'frequency',
  'route',
  'prescriber',
  'since',
  'source',
  'status',
  'stoppedOn',
  'risk',
] as const

type Field = (typeof fields)[number]

export type MedicinesDoc = { medicines: Record<string, Record<Field, Text>> }

/** As a MedicineRow says them; a `risk` or `stoppedOn` of '' is none. */
export type MedicineInput = Readonly<Record<Exclude<Field, 'status' | 'stoppedOn'>, string>>

type Changed = Result<A.Doc<MedicinesDoc>, DocumentProblem>

export function medicinesGenesis(): A.Doc<MedicinesDoc> {
  return makeGenesis<MedicinesDoc>((draft) => {
    draft.medicines = {}
  })
}

/** Adds a line, or changes what differs in it. A stopped medicine stays stopped. */
export function writeMedicine(doc: A.Doc<MedicinesDoc>, id: string, input: MedicineInput): Changed {
  if (!isId(id)) return err({ type: 'unknown-id', id })
  if (input.name.trim() === '' || input.dose.trim() === '') return err({ type: 'nothing-written' })
  if (input.since !== '' && !isDay(input.since)) return err({ type: 'implausible', field: 'since' })
  const { brand, dose, form, frequency, name, prescriber, risk, route, since, source } = input
  const line = { brand, dose, form, frequency, name, prescriber, risk, route, since, source }
  return ok(
    edited(doc, (draft) => {
      draft.medicines[id] ??= emptyLine()
      setTexts(draft.medicines[id], line)
    }),
  )
}

export function stopMedicine(doc: A.Doc<MedicinesDoc>, id: string, on: string): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  if (doc.medicines[id] === undefined) return err({ type: 'unknown-id', id })
  return ok(
    edited(doc, (draft) => {
      const line = draft.medicines[id]
      if (line !== undefined) setTexts(line, { status: 'stopped', stoppedOn: on })
    }),
  )
}

/** Current ones first, each part by name. */
export function readMedicineRows(doc: A.Doc<MedicinesDoc>, personId: string): readonly MedicineRow[] {
  const rows = readEntries(doc.medicines).map(([medicineId, line]) => readRow(medicineId, line, personId))
  const key = (row: MedicineRow) => `${row.status === 'current' ? 0 : 1}${row.name}\n${row.medicineId}`
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function readRow(medicineId: string, line: Readonly<Record<Field, Text>>, personId: string): MedicineRow {
  return {
    medicineId,
    personId,
    name: readText(line.name),
    brand: readText(line.brand),
    form: readText(line.form),
    dose: readText(line.dose),
    frequency: readText(line.frequency),
    route: readText(line.route),
    prescriber: readText(line.prescriber),
    since: readText(line.since),
    source: readText(line.source),
    status: readText(line.status) === 'stopped' ? 'stopped' : 'current',
    stoppedOn: readTextOrNull(line.stoppedOn),
    risk: readTextOrNull(line.risk),
  }
}

function emptyLine(): Record<Field, Text> {
  const line = Object.fromEntries(fields.map((field) => [field, text('')])) as Record<Field, Text>
  return { ...line, status: text('current') }
}
