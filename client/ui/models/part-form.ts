/**
 * One form about one part of a person's details: correct it, add an alert or a
 * contact, or end one. Only what was typed is in the form; the rest follows the
 * record, so that a colleague's change that comes in meanwhile is never written
 * back by accident.
 */
import { parseNhsNumber } from '../../domain/nhs-number.ts'
import type { PartChange, PartState, PersonPart } from '../../domain/projections/part-rows.ts'
import type { Command } from '../../engine-api/commands.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { RecordAlert } from '../../engine-api/people-commands.ts'
import type { Typing } from './form-model.ts'

/** `id` is '' for an alert or contact that is new. `decide`: what shall hold of changes made apart. */
export type PartFormAbout = {
  readonly personId: string
  readonly part: PersonPart
} & ({ readonly act: 'write' | 'end' } | { readonly act: 'decide'; readonly sides: readonly string[] })

export interface PartForm extends Typing {
  readonly typed: PartState
  readonly reason: string
}

export const emptyPartForm: PartForm = { typed: {}, reason: '', saving: null }

export function isUntouchedPart({ reason, typed }: PartForm): boolean {
  return reason.trim() === '' && Object.values(typed).every((value) => value === '')
}

/** Known to the engine, which ends the draft in the transaction of what it became. */
export function partDraftKey({ act, part, personId }: PartFormAbout): string {
  const id = part.id === '' && (part.kind === 'alert' || part.kind === 'contact') ? 'new' : part.id
  return `details/${personId}/${part.kind}/${id}${act === 'end' ? '/end' : ''}`
}

export function fieldsOfPart({ act, part }: PartFormAbout): readonly string[] {
  if (act === 'end') return ['on']
  if (part.kind === 'alert') return ['kind', 'title', 'fact', 'recordedOn', 'serious']
  if (part.kind === 'allergy') return ['substance', 'reaction', 'recordedOn']
  if (part.kind === 'contact') return ['name', 'relation', 'phone']
  return part.kind === 'target' ? ['by', 'on'] : ['value']
}

/** What stands now, as the form asks for it. */
export function baseOfPart({ act, part }: PartFormAbout, state: PartState, today: string): PartState {
  if (act === 'end') return { on: today }
  if (part.kind === 'target') {
    const { value } = state
    return value === undefined ? {} : { on: value.slice(0, 10), by: value.slice(11) }
  }
  return part.kind === 'alert' && part.id === '' ? { kind: 'other', recordedOn: today, ...state } : state
}

export type PartFault = { readonly field: string; readonly type: 'empty' | 'nothing-changed' | 'not-a-number' }

const needed = ['title', 'name', 'by', 'on', 'substance'] as const

/** What must be settled before it is saved, in the order of the form. */
export function findPartFaults(about: PartFormAbout, form: PartForm, base: PartState): readonly PartFault[] {
  const fields = fieldsOfPart(about)
  const value = (field: string) => (form.typed[field] ?? base[field] ?? '').trim()
  const isSame = fields.every((field) => value(field) === (base[field] ?? '').trim())
  const first = fields[0] ?? 'value'
  const isNumber = about.part.id === 'nhsNumber' && value('value') !== ''
  // An empty name and an empty day together take a target back.
  const isTakenBack = about.part.kind === 'target' && value('by') === '' && value('on') === ''
  // Of what the sides disagree on nothing is filled in: whoever decides says it.
  const unsaid = (field: string) => about.act === 'decide' && base[field] === undefined && value(field) === ''
  const isNeeded = (field: string) => (needed as readonly string[]).includes(field) || unsaid(field)
  const empty = isTakenBack ? [] : fields.filter((field) => isNeeded(field) && value(field) === '')
  return [
    ...empty.map((field) => ({ field, type: 'empty' }) as const),
    ...(isNumber && !parseNhsNumber(value('value')).ok ? [{ field: 'value', type: 'not-a-number' } as const] : []),
    ...(isSame && about.act === 'write' && empty.length === 0
      ? [{ field: first, type: 'nothing-changed' } as const]
      : []),
    ...(form.reason.trim() === '' ? [{ field: 'reason', type: 'empty' } as const] : []),
  ]
}

/** What all sides agree on; the rest is for whoever decides to say. */
export function agreedState(sides: readonly PartChange[]): PartState {
  const [first, ...others] = sides.map(({ after }) => after)
  const agreed = Object.entries(first ?? {}).filter(([field, value]) =>
    others.every((after) => (after[field] ?? '') === value),
  )
  return Object.fromEntries(agreed)
}

function decisionOf(about: PartFormAbout & { readonly act: 'decide' }, form: PartForm, base: PartState) {
  const { part, personId, sides } = about
  const value = (field: string) => (form.typed[field] ?? base[field] ?? '').trim()
  const fields =
    part.kind === 'target'
      ? { value: value('by') === '' ? '' : `${value('on')} ${value('by')}` }
      : Object.fromEntries(
          fieldsOfPart(about).map((field) => [
            field,
            field === 'value' && part.id === 'nhsNumber' ? value(field).replaceAll(/\D/g, '') : value(field),
          ]),
        )
  return { type: 'resolve-person', personId, part, sides, choice: { type: 'write', fields } } as const
}

export function partCommand(about: PartFormAbout, form: PartForm, base: PartState, intent: Intent): Command {
  if (about.act === 'decide') return { ...decisionOf(about, form, base), reason: form.reason.trim(), ...intent }
  const { act, part, personId } = about
  const value = (field: string) => (form.typed[field] ?? base[field] ?? '').trim()
  const said = { personId, reason: form.reason.trim(), ...intent }
  const id = part.id === '' ? null : part.id
  if (part.kind === 'alert') {
    if (act === 'end') return { type: 'end-alert', alertId: part.id, on: value('on'), ...said }
    return { type: 'record-alert', alertId: id, alert: alertOf(value), ...said }
  }
  if (part.kind === 'contact') {
    if (act === 'end') return { type: 'end-contact', contactId: part.id, on: value('on'), ...said }
    const contact = { name: value('name'), relation: value('relation'), phone: value('phone') }
    return { type: 'record-contact', contactId: id, contact, ...said }
  }
  if (part.kind === 'target') {
    const target = value('by') === '' ? null : { by: value('by'), on: value('on') }
    return { type: 'set-scale2-target', target, ...said }
  }
  if (part.kind === 'pregnant') return { type: 'set-pregnant', pregnant: value('value') === 'yes', ...said }
  const words = part.id === 'nhsNumber' ? value('value').replaceAll(/\D/g, '') : value('value')
  return { type: 'change-details', details: { [part.id]: words }, ...said }
}

export const alertKinds = ['safety', 'access', 'infection', 'communication', 'oxygen', 'respect', 'other'] as const

function alertOf(value: (field: string) => string): RecordAlert['alert'] {
  const kind = alertKinds.find((each) => each === value('kind')) ?? 'other'
  const serious = value('serious') === 'yes'
  return { kind, title: value('title'), fact: value('fact'), recordedOn: value('recordedOn'), serious }
}
