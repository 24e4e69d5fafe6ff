/** What differs between changes to one medicine made apart: for showing it largest, and in bold. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { MedicineChange, MedicineState } from '../../domain/projections/medicine-change.ts'
import { openSince } from '../../domain/projections/open-since.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'

export const partsOfState = ['name', 'form', 'dose', 'frequency', 'route'] as const
export type StatePart = (typeof partsOfState)[number]

/** Parts on which not all sides agree; of a side that stops the medicine only that counts. */
export function disputedParts(sides: readonly MedicineChange[]): readonly StatePart[] {
  const states = sides.map(({ after }) => after)
  return partsOfState.filter((part) => new Set(states.map((state) => state[part])).size > 1)
}

/** Dose, how often and route always; name and form where somebody wrote another. */
export function shownParts(sides: readonly MedicineChange[]): readonly StatePart[] {
  const states = sides.flatMap(({ after, before }) => (before === null ? [after] : [before, after]))
  const isOther = (part: StatePart) => new Set(states.map((state) => state[part])).size > 1
  return partsOfState.filter((part) => (part === 'name' || part === 'form' ? isOther(part) : true))
}

/** What somebody chooses between who gives it now: the dose, and whatever else the sides do not agree on. */
export function givenParts(sides: readonly MedicineChange[]): readonly StatePart[] {
  const disputed = disputedParts(sides.filter(({ after }) => after.status !== 'stopped'))
  return partsOfState.filter((part) => part === 'dose' || disputed.includes(part))
}

/** What all of them began with; null when they did not begin with the same. */
export function commonBefore(sides: readonly MedicineChange[]): MedicineState | null {
  const [first, ...others] = sides.map(({ before }) => before)
  if (first === undefined || first === null) return null
  const isSame = (other: MedicineState | null) =>
    other !== null && partsOfState.every((part) => other[part] === first[part])
  return others.every(isSame) ? first : null
}

export function isDoseDisputed(sides: readonly Pick<MedicineChange, 'after'>[]): boolean {
  return new Set(sides.map(({ after }) => after.dose)).size > 1
}

const mergedFor = 24 * 60 * 60_000

/** Whose changes went together within the last day; nobody's after that. */
export function mergedChanges({ merged = [] }: MedicineRow, now: Instant): readonly MedicineChange[] {
  const since = openSince(merged)
  return since !== null && now - since < mergedFor ? merged : []
}
