/**
 * What becomes of one field that two people wrote without seeing each other's
 * change: THE table, every field of every document. `*` stands for an id.
 *
 * `ask` picks nothing: all values are shown until a person decides.
 * `safest-wins` needs no person, since one of the values can only do less harm.
 * `keep-both` shows all values side by side. `text-merge` is text written
 * together letter by letter; Automerge has merged it before anybody reads it.
 *
 * Which fields are `ask` is our own judgement (hazard log: to be confirmed by the
 * clinical safety officer).
 */
import type { DocumentKind } from '../../shared/lib/doc-id.ts'
import type { FieldPath } from './documents/field-path.ts'
import type { DocByKind } from './documents/genesis.ts'

export type FieldPolicy =
  | { readonly type: 'ask' | 'keep-both' | 'text-merge' }
  /** `first` is the earliest day, the lowest number, false; an empty text never wins over words. */
  | { readonly type: 'safest-wins'; readonly safest: 'first' | 'last' }

export type FieldValue = string | number | boolean

const ask: FieldPolicy = { type: 'ask' }
const keepBoth: FieldPolicy = { type: 'keep-both' }
const first: FieldPolicy = { type: 'safest-wins', safest: 'first' }
const last: FieldPolicy = { type: 'safest-wins', safest: 'last' }

type PathOf<Kind extends DocumentKind> = Kind extends 'team-settings' ? string : FieldPath<DocByKind[Kind]>

/** Of a list of things to do: staff's own of a person, and a circle's. */
const ofTasks: Readonly<Record<PathOf<'tasks'>, FieldPolicy>> = {
  'tasks.*.title': keepBoth,
  'tasks.*.details': keepBoth,
  'tasks.*.due': first,
  /** The more urgent has the lower number. */
  'tasks.*.urgency': first,
  'tasks.*.created': keepBoth,
  /** Each member's own entry; held and given back apart, it is held. */
  'tasks.*.owners.*': keepBoth,
  /** Done and open again apart: open, and both are told. */
  'tasks.*.state': keepBoth,
  'tasks.*.changed': keepBoth,
}

/** A field without a policy, and a policy for no field, do not compile; settings name their fields by kind, and a test holds them against it. */
const policies: { readonly [Kind in DocumentKind]: Readonly<Record<PathOf<Kind>, FieldPolicy>> } = {
  person: {
    'details.family': ask,
    'details.given': ask,
    'details.title': keepBoth,
    'details.preferred': keepBoth,
    'details.born': ask,
    'details.gender': keepBoth,
    'details.nhsNumber': ask,
    'details.died': ask,
    'details.address': keepBoth,
    'details.phone': keepBoth,
    /** How to get in, and what she needs at the door. */
    'details.access': keepBoth,
    /** Who changed what and why: one a side, all of them are read. */
    'details.familyEdit': keepBoth,
    'details.givenEdit': keepBoth,
    'details.titleEdit': keepBoth,
    'details.preferredEdit': keepBoth,
    'details.bornEdit': keepBoth,
    'details.genderEdit': keepBoth,
    'details.nhsNumberEdit': keepBoth,
    'details.diedEdit': keepBoth,
    'details.addressEdit': keepBoth,
    'details.phoneEdit': keepBoth,
    'details.accessEdit': keepBoth,
    'allergies.*.substance': ask,
    'allergies.*.reaction': ask,
    'allergies.*.recordedOn': last,
    'allergies.*.endedOn': ask,
    'allergies.*.edit': keepBoth,
    /** The older answer is the one to doubt sooner. */
    noKnownAllergiesOn: first,
    'alerts.*.kind': ask,
    'alerts.*.title': ask,
    'alerts.*.fact': ask,
    'alerts.*.recordedOn': last,
    'alerts.*.serious': last,
    'alerts.*.endedOn': ask,
    'alerts.*.edit': keepBoth,
    'contacts.*.name': ask,
    'contacts.*.relation': ask,
    'contacts.*.phone': ask,
    'contacts.*.endedOn': ask,
    'contacts.*.edit': keepBoth,
    pregnant: last,
    pregnantEdit: keepBoth,
    scale2Target: ask,
    scale2TargetEdit: keepBoth,
  },
  medicines: {
    'medicines.*.name': ask,
    'medicines.*.brand': keepBoth,
    'medicines.*.form': ask,
    'medicines.*.dose': ask,
    'medicines.*.frequency': ask,
    'medicines.*.route': ask,
    'medicines.*.prescriber': keepBoth,
    'medicines.*.since': first,
    'medicines.*.source': keepBoth,
    'medicines.*.status': ask,
    'medicines.*.stoppedOn': first,
    'medicines.*.risk': keepBoth,
    /** Who changed what and why: one a side, all of them are read. */
    'medicines.*.edit': keepBoth,
  },
  'care-plan': {
    'sections.*.title': keepBoth,
    'sections.*.order': first,
    'sections.*.text': { type: 'text-merge' },
    /** Who changed what: one a side, all of them are read. */
    'sections.*.edit': keepBoth,
  },
  tasks: ofTasks,
  /** The person, her family and staff write it together; nothing clinical. */
  'circle-tasks': ofTasks,
  diary: {
    'visits.*.texts.personId': ask,
    'visits.*.texts.memberId': keepBoth,
    'visits.*.texts.from': keepBoth,
    'visits.*.texts.to': keepBoth,
    'visits.*.texts.window': keepBoth,
    'visits.*.texts.reason': keepBoth,
    'visits.*.texts.tagText': keepBoth,
    'visits.*.texts.tagLevel': keepBoth,
    'visits.*.texts.household': keepBoth,
    'visits.*.texts.edit': keepBoth,
    'visits.*.order': first,
    /** A visit too many is the safe mistake. */
    'visits.*.cancelled': first,
  },
  'team-settings': {
    'team.name': keepBoth,
    /** A number that is wrong reaches nobody; two of them cannot be dialled. */
    'team.phone': ask,
    'team.hours': keepBoth,
    /** The sooner a device locks. Two digits, so that they sort as numbers. */
    'team.lock': first,
    'team.nameEdit': keepBoth,
    'team.phoneEdit': keepBoth,
    'team.hoursEdit': keepBoth,
    'team.lockEdit': keepBoth,
    'templates.*.use': keepBoth,
    'templates.*.title': keepBoth,
    /** Words of two people are not sent to anybody as one. */
    'templates.*.text': ask,
    /** Taken away by one and put back by another, it stays. */
    'templates.*.off': first,
    'templates.*.edit': keepBoth,
    'numbers.*.label': keepBoth,
    'numbers.*.phone': ask,
    'numbers.*.note': keepBoth,
    'numbers.*.off': first,
    'numbers.*.edit': keepBoth,
    'duties.*.day': keepBoth,
    'duties.*.from': keepBoth,
    'duties.*.to': keepBoth,
    /** Two on duty are the safe mistake. */
    'duties.*.memberId': keepBoth,
    'duties.*.off': first,
    'duties.*.edit': keepBoth,
    'asks.*.about': keepBoth,
    'asks.*.memberId': keepBoth,
    'asks.*.off': first,
    'asks.*.edit': keepBoth,
    'rounds.*.name': keepBoth,
    'rounds.*.off': first,
    'rounds.*.edit': keepBoth,
  },
  thread: {
    title: keepBoth,
    /** The more urgent has the lower number. */
    urgency: first,
    /** Each member's own entry; held and given back apart, it is held. */
    'owners.*': keepBoth,
    changed: keepBoth,
  },
}

export const conflictPolicies: { readonly [Kind in DocumentKind]: Readonly<Record<string, FieldPolicy>> } = policies

/** What is left of values written apart: one, or several to show. In an order of its own, whoever's came first. */
export function settleValues<Value extends FieldValue>(
  policy: FieldPolicy,
  values: readonly Value[],
): readonly Value[] {
  const sorted = [...new Set(values)].sort(inOrder)
  if (policy.type === 'ask') return sorted
  const said = sorted.filter((value) => value !== '')
  if (said.length === 0) return sorted
  if (policy.type !== 'safest-wins') return said
  return policy.safest === 'first' ? said.slice(0, 1) : said.slice(-1)
}

function inOrder(a: FieldValue, b: FieldValue): number {
  return a === b ? 0 : a < b ? -1 : 1
}
