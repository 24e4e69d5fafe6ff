/**
 * One substance, or one class that belongs on a list once, in two current
 * medicines. Both may be meant: it is asked, not forbidden.
 *
 * The same substance by another route is not counted (a cream beside a tablet),
 * nor a background and a breakthrough form where the class says so.
 */
import type { MedicineFact } from '../projections/warning-rows.ts'
import { drugClasses } from './drug-classes.ts'
import { type Drug, readDrug } from './read-drug.ts'
import { classesOf } from './relate-drugs.ts'

export interface Double {
  readonly type: 'same-medicine' | 'same-class'
  readonly name: string
  readonly source: string
  readonly medicines: readonly MedicineFact[]
}

interface Read {
  readonly medicine: MedicineFact
  readonly drug: Drug
}

export function findDoubles(medicines: readonly MedicineFact[]): readonly Double[] {
  const read = medicines.map((medicine) => ({ medicine, drug: readDrug(...medicine.names) }))
  return read.flatMap((one, index) => read.slice(index + 1).flatMap((other) => doubleOf(one, other)))
}

function doubleOf(a: Read, b: Read): readonly Double[] {
  if (isOtherRoute(a.medicine, b.medicine)) return []
  const medicines = [a.medicine, b.medicine]
  const shared = sharedNames(a, b)
  if (shared.length > 0) {
    if (areForms(a, b)) return []
    return [{ type: 'same-medicine', name: shared.join(', '), source: '', medicines }]
  }
  const [ofA, ofB] = [classesOf(a.drug), classesOf(b.drug)]
  const once = drugClasses.find((one) => one.once === true && ofA.has(one.id) && ofB.has(one.id))
  if (once === undefined) return []
  return [{ type: 'same-class', name: once.name, source: `WHO ATC ${once.atc}`, medicines }]
}

/** Substances of the table, else the same name written out. */
function sharedNames(a: Read, b: Read): readonly string[] {
  const substances = [...a.drug.substances].filter((each) => b.drug.substances.has(each))
  if (substances.length > 0) return substances.sort()
  const [one, other] = [a, b].map(({ medicine }) => (medicine.names[0] ?? '').trim().toLowerCase())
  return one !== undefined && one !== '' && one === other ? [one] : []
}

function isOtherRoute(a: MedicineFact, b: MedicineFact): boolean {
  return a.route !== '' && b.route !== '' && a.route !== b.route
}

function areForms(a: Read, b: Read): boolean {
  if (a.medicine.form === b.medicine.form) return false
  const alone = [...a.drug.substances].join() === [...b.drug.substances].join() && a.drug.substances.size === 1
  const several = drugClasses.filter(({ severalForms }) => severalForms === true)
  return alone && several.some(({ id }) => classesOf(a.drug).has(id))
}
