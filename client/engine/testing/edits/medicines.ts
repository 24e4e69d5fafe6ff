/** Edits of a list of medicines: added, changed, stopped, decided on, brought in from elsewhere. */
import fc from 'fast-check'
import { writeMedicine } from '../../../domain/documents/medicines.ts'
import { carbocisteine } from '../../../domain/testing/medicines.ts'
import type { Engine } from '../../engine.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth, type Place, reason } from './edit.ts'

/** Of one class, of none, and one that no table knows. */
const name = fc.constantFrom('amoxicillin', 'co-amoxiclav', 'paracetamol', 'carbocisteine', 'yarrow tincture')
const dose = fc.constantFrom('250 mg', '500 mg', '1 g')
const fields = fc.oneof(
  fc.record({ dose }),
  fc.record({ frequency: fc.constantFrom('once a day', 'twice a day') }),
  fc.record({ dose, route: fc.constantFrom('by mouth', 'by tube') }),
)
/** Two who bring in one list bring in one line. */
const imported = ['ca'.repeat(16), 'cb'.repeat(16)] as const

const bringIn = edit('brings in a medicine', fc.record({ name, dose }), async (at, { personId }, drawn, which) => {
  const line = { ...carbocisteine, ...drawn }
  await at.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, imported[which % 2] ?? '', line))
  return { ok: true }
})

const add = edit('adds a medicine', fc.record({ name, dose, reason }), (at, place, { reason: why, ...drawn }) => {
  const more = { form: 'tablet', frequency: 'once a day', route: 'by mouth', prescriber: '', since: '' }
  const line = { ...more, ...drawn, risk: '', source: '' }
  return ask(at, place, { type: 'add-medicine', personId: place.personId, fields: line, reason: why })
})

async function linesAt(at: Engine, { personId }: Place) {
  const { medicines } = await viewOf(at, 'person', { personId })
  return [...medicines].sort((a, b) => (a.medicineId < b.medicineId ? -1 : 1))
}

async function onLine(at: Engine, place: Place, which: number) {
  const medicineId = nth(await linesAt(at, place), which)?.medicineId
  return medicineId === undefined ? undefined : { personId: place.personId, medicineId }
}

const change = edit('changes a medicine', fc.record({ fields, reason }), async (at, place, drawn, which) => {
  const on = await onLine(at, place, which)
  return on === undefined ? null : ask(at, place, { type: 'change-medicine', ...on, ...drawn })
})

const decision = fc.record({ isNew: fc.boolean(), dose })
const decide = edit('decides on a medicine', decision, async (at, place, drawn, which) => {
  const open = (await linesAt(at, place)).filter(({ conflict }) => conflict !== undefined)
  const line = nth(open, which)
  const sides = line?.conflict?.map(({ key }) => key) ?? []
  const side = nth(sides, which)
  if (line === undefined || side === undefined) return null
  const written = { dose: drawn.dose, frequency: 'at night', route: 'by mouth' }
  const choice = drawn.isNew ? ({ type: 'write', fields: written } as const) : ({ type: 'keep', side } as const)
  const asked = { personId: place.personId, medicineId: line.medicineId, sides, choice, reason: 'Spoke to the GP' }
  return ask(at, place, { type: 'resolve-medicine', ...asked })
})

export const medicineEdits: KindOfEdits = {
  keyOf: ({ personId }) => personId,
  shown: async (at, { personId }) => {
    const { medicines, medicinesUpdatedAt, unchecked, warnings } = await viewOf(at, 'person', { personId })
    return { medicines, medicinesUpdatedAt, unchecked, warnings }
  },
  begin: [add, bringIn],
  edits: [
    add,
    bringIn,
    change,
    edit('stops a medicine', fc.record({ reason }), async (at, place, drawn, which) => {
      const on = await onLine(at, place, which)
      return on === undefined ? null : ask(at, place, { type: 'stop-medicine', ...on, ...drawn, on: place.date })
    }),
    decide,
  ],
  asks: { disagree: change, decide },
}
