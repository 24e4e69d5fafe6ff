/** Edits of who a person is: details, allergies, alerts, contacts, the target, and decisions on them. */
import fc from 'fast-check'
import type { PersonPartRow } from '../../../domain/projections/part-rows.ts'
import type { Engine } from '../../engine.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth, type Place, reason } from './edit.ts'

const nhsNumber = fc.constantFrom('9990000018', '9990000026', '9990000034')
const details = fc.oneof(
  fc.record({ nhsNumber }),
  fc.record({ phone: fc.constantFrom('01632 960111', '01632 960222', '') }),
  fc.record({
    nhsNumber,
    preferred: fc.constantFrom('Dot', 'Dolly'),
    address: fc.constantFrom('4 Mill Lane', 'Elm Court'),
  }),
)
const alert = fc.record({
  kind: fc.constantFrom('safety', 'oxygen'),
  title: fc.constantFrom('Dog', 'Oxygen at home'),
  fact: fc.constantFrom('In the yard', 'Tied up'),
  recordedOn: fc.constantFrom('2026-01-01', '2026-02-01'),
  serious: fc.boolean(),
})
const contact = fc.record({
  name: fc.constantFrom('Karen', 'Karen Ashworth'),
  relation: fc.constant('daughter'),
  phone: fc.constantFrom('', '01632 960333'),
})
const substance = fc.constantFrom('Penicillin', 'amoxicillin', 'Latex')
const on = fc.constantFrom('2026-05-01', '2026-05-02')
/** '' takes it back. */
const onOrNot = fc.constantFrom('2026-05-01', '2026-05-02', '')

async function partsAt(at: Engine, { personId }: Place, kind?: PersonPartRow['part']['kind']) {
  const { parts } = await viewOf(at, 'details', { personId })
  return parts.filter(({ part }) => kind === undefined || part.kind === kind)
}

async function idAt(at: Engine, place: Place, kind: 'allergy' | 'alert' | 'contact', which: number) {
  return nth(await partsAt(at, place, kind), which)?.part.id
}

/** New to begin with, else the one that is there. */
const recordAlert = (isNew: boolean) =>
  edit('records an alert', fc.record({ alert, reason }), async (at, place, drawn, which) => {
    const alertId = isNew ? null : ((await idAt(at, place, 'alert', which)) ?? null)
    return ask(at, place, { type: 'record-alert', personId: place.personId, alertId, ...drawn })
  })
const recordContact = (isNew: boolean) =>
  edit('records a contact', fc.record({ contact, reason }), async (at, place, drawn, which) => {
    const contactId = isNew ? null : ((await idAt(at, place, 'contact', which)) ?? null)
    return ask(at, place, { type: 'record-contact', personId: place.personId, contactId, ...drawn })
  })
const recordAllergy = edit('records an allergy', fc.record({ substance, on, reason }), (at, place, drawn) =>
  ask(at, place, { type: 'record-allergy', personId: place.personId, reaction: 'rash', ...drawn }),
)
const correct = edit('corrects details', fc.record({ details, reason }), (at, place, drawn) =>
  ask(at, place, { type: 'change-details', personId: place.personId, ...drawn }),
)

const decide = edit('decides on a part', fc.constant(null), async (at, place, _drawn, which) => {
  const open = (await partsAt(at, place)).filter(({ conflict }) => conflict !== undefined)
  const row = nth(open, which)
  const sides = row?.conflict?.map(({ key }) => key) ?? []
  const side = nth(sides, which)
  if (row === undefined || side === undefined) return null
  const asked = { personId: place.personId, part: row.part, sides, reason: 'Asked her' }
  return ask(at, place, { type: 'resolve-person', ...asked, choice: { type: 'keep', side } })
})

export const personEdits: KindOfEdits = {
  keyOf: ({ personId }) => personId,
  shown: async (at, { personId }) => {
    const { banner, parts } = await viewOf(at, 'details', { personId })
    const { alerts, allergies, disputes, pregnant, scale2Target } = await viewOf(at, 'person', { personId })
    const { rows } = await viewOf(at, 'people', { search: '' })
    const listed = rows.find(({ person }) => person.personId === personId)
    return { banner, parts, alerts, allergies, disputes, pregnant, scale2Target, listed }
  },
  begin: [recordAllergy, recordAlert(true), recordContact(true)],
  edits: [
    correct,
    recordAlert(false),
    recordContact(false),
    recordAllergy,
    edit('ends an alert', fc.record({ on: onOrNot, reason }), async (at, place, drawn, which) => {
      const alertId = await idAt(at, place, 'alert', which)
      const asked = { personId: place.personId, ...drawn }
      return alertId === undefined ? null : ask(at, place, { type: 'end-alert', alertId, ...asked })
    }),
    edit('ends a contact', fc.record({ on: onOrNot, reason }), async (at, place, drawn, which) => {
      const contactId = await idAt(at, place, 'contact', which)
      const asked = { personId: place.personId, ...drawn }
      return contactId === undefined ? null : ask(at, place, { type: 'end-contact', contactId, ...asked })
    }),
    edit('ends an allergy', fc.record({ on, reason }), async (at, place, drawn, which) => {
      const allergyId = await idAt(at, place, 'allergy', which)
      const asked = { personId: place.personId, ...drawn }
      return allergyId === undefined ? null : ask(at, place, { type: 'end-allergy', allergyId, ...asked })
    }),
    edit('says there are no allergies', fc.record({ on }), (at, place, drawn) =>
      ask(at, place, { type: 'record-no-known-allergies', personId: place.personId, ...drawn }),
    ),
    edit('sets the target', fc.record({ on: onOrNot, reason }), (at, place, drawn) => {
      const target = drawn.on === '' ? null : { by: 'Dr Tom Reid', on: drawn.on }
      return ask(at, place, { type: 'set-scale2-target', personId: place.personId, target, reason: drawn.reason })
    }),
    edit('says whether she is pregnant', fc.record({ pregnant: fc.boolean(), reason }), (at, place, drawn) =>
      ask(at, place, { type: 'set-pregnant', personId: place.personId, ...drawn }),
    ),
    decide,
  ],
  asks: { disagree: fc.oneof(correct, recordAlert(false), recordContact(false)), decide },
}
