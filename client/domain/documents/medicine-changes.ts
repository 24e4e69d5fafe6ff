/**
 * What stands in one line of the medicines, settled by the policy table, and the
 * changes people made to it apart. Read through Automerge's conflicts and never
 * written back: its own pick is nobody's decision.
 *
 * A line is in conflict when a field of policy `ask` has several values, or when
 * one side stopped what the other changed. Each side is then shown whole, so
 * that no dose is read with the frequency of another.
 */
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { MedicineChange, MedicineState } from '../projections/medicine-change.ts'
import { readAll, readText } from './automerge.ts'
import { parseEdit } from './medicine-edit.ts'
import type { MedicineField, MedicineLine } from './medicines.ts'
import { type ChangeFacts, changeOfSide, distinctSides, type Side } from './sides.ts'

export interface MedicineChanges {
  readonly conflict: readonly MedicineChange[]
  readonly merged: readonly MedicineChange[]
  /** The one newest change of a line on which nobody disagrees. */
  readonly changed: MedicineChange | null
}

const asked = ['name', 'form', 'dose', 'frequency', 'route', 'status'] as const satisfies readonly MedicineField[]
type Asked = (typeof asked)[number]

/** All values of a field, by its policy: several where none may be picked. */
function readField(line: MedicineLine, field: MedicineField): readonly string[] {
  const policy = conflictPolicies.medicines[`medicines.*.${field}`] as FieldPolicy
  return settleValues(
    policy,
    readAll(line, field).map(({ value }) => readText(value)),
  )
}

type ReadField = (field: MedicineField) => readonly string[]

/** For who reads a line several times over: asking Automerge what was written apart is most of what a line costs. */
export function fieldsOf(line: MedicineLine): ReadField {
  const known = new Map<MedicineField, readonly string[]>()
  return (field) => {
    const values = known.get(field) ?? readField(line, field)
    known.set(field, values)
    return values
  }
}

/** Every disputed value is named: a reader that knows nothing of conflicts must not show one of them alone. */
export function readState(line: MedicineLine, read: ReadField = fieldsOf(line)): MedicineState {
  const words = (field: MedicineField) => read(field).join(' or ')
  const isStopped = read('status').every((status) => status === 'stopped')
  const stoppedOn = words('stoppedOn')
  return {
    name: words('name'),
    form: words('form'),
    dose: words('dose'),
    frequency: words('frequency'),
    route: words('route'),
    status: isStopped && line.status !== undefined ? 'stopped' : 'current',
    stoppedOn: stoppedOn === '' ? null : stoppedOn,
  }
}

export function readChanges(line: MedicineLine, facts: ChangeFacts, read: ReadField = fieldsOf(line)): MedicineChanges {
  const disputed = asked.filter((field) => read(field).length > 1)
  const heads = readHeads(line)
  const statuses = new Set(heads.map(({ after }) => after.status))
  const asChanges = (sides: readonly Side<MedicineState>[]) =>
    distinctSides(sides).map((side) => changeOfSide(side, facts))
  if (disputed.length === 0 && statuses.size < 2) {
    const merged = asChanges(heads)
    const [only = null] = merged
    return merged.length > 1 ? { conflict: [], merged, changed: null } : { conflict: [], merged: [], changed: only }
  }
  const isLive = ({ after }: Side<MedicineState>) => disputed.every((field) => read(field).includes(after[field]))
  // A single edit may be older than what is disputed; of several each is somebody's word on the line.
  const spoken = heads.length > 1 ? heads : heads.filter(isLive)
  return {
    conflict: asChanges([...spoken, ...unspoken(line, { disputed, spoken, state: readState(line, read) })]),
    merged: [],
    changed: null,
  }
}

function readHeads(line: MedicineLine): readonly Side<MedicineState>[] {
  return readAll(line, 'edit').flatMap(({ op, value }) => {
    const edit = parseEdit(readText(value))
    return edit === undefined ? [] : [{ key: op === '' ? 'edit' : op, edit, after: edit.after }]
  })
}

interface Unspoken {
  readonly disputed: readonly Asked[]
  readonly spoken: readonly Side<MedicineState>[]
  readonly state: MedicineState
}

/** Values that came without saying who and why, as an import writes them: each is a side of its own. */
function unspoken(line: MedicineLine, { disputed, spoken, state }: Unspoken): readonly Side<MedicineState>[] {
  return disputed.flatMap((field) =>
    readAll(line, field).flatMap(({ op, value }) => {
      const words = readText(value)
      if (spoken.some(({ after }) => after[field] === words)) return []
      return [{ key: `${op}/${field}`, edit: null, after: { ...state, [field]: words } }]
    }),
  )
}
