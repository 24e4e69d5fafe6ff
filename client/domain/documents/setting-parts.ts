/**
 * The parts of a team's settings, each changed by itself: where its fields and
 * the word of who changed them stand, by which policy, and how long they may be.
 */
import type * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { SettingKind, SettingPart } from '../projections/setting-rows.ts'
import { readAll, readEntries, readMap, readText, type Text } from './automerge.ts'
import type { Part } from './changes-apart.ts'

export const teamFields = ['name', 'phone', 'hours', 'lock'] as const

export const settingLists = {
  template: 'templates',
  number: 'numbers',
  duty: 'duties',
  ask: 'asks',
  round: 'rounds',
} as const

export type ListKind = keyof typeof settingLists

/** Of each field how many letters at most. */
export const settingFields: { readonly [Kind in ListKind]: Readonly<Record<string, number>> } = {
  template: { use: 20, title: 80, text: 2_000 },
  number: { label: 120, phone: 40, note: 300 },
  duty: { day: 10, from: 5, to: 5, memberId: 32 },
  ask: { about: 80, memberId: 32 },
  round: { name: 60 },
}

const teamLimits = { name: 80, phone: 40, hours: 120, lock: 2 } as const

/** Taken away, it stays in the document. `edit`: who changed it last, and why; see part-edit.ts. */
export type SettingEntry = Record<string, Text | boolean> & { off: boolean }

export type TeamSettingsDoc = {
  team: Record<string, Text>
  templates: Record<string, SettingEntry>
  numbers: Record<string, SettingEntry>
  duties: Record<string, SettingEntry>
  asks: Record<string, SettingEntry>
  rounds: Record<string, SettingEntry>
}

export function isListKind(kind: SettingKind): kind is ListKind {
  return Object.hasOwn(settingLists, kind)
}

/** A single one's field is called `value`. */
export function limitsOf({ kind }: SettingPart): Readonly<Record<string, number>> {
  return isListKind(kind) ? settingFields[kind] : { value: teamLimits[kind] }
}

export function fieldKey({ kind }: SettingPart, field: string): string {
  return isListKind(kind) ? field : kind
}

export function editKey({ kind }: SettingPart): string {
  return isListKind(kind) ? 'edit' : `${kind}Edit`
}

/** Where its fields stand; undefined where there is no such entry. */
export function settingHolder(doc: A.Doc<TeamSettingsDoc>, { id, kind }: SettingPart): object | undefined {
  if (!isListKind(kind)) return readMap(doc.team)
  return readEntries(doc[settingLists[kind]]).find(([key]) => key === id)?.[1]
}

export function settingPart(part: SettingPart, holder: object): Part {
  const written = (key: string) => readAll(holder, key).map(({ op, value }) => ({ op, value: readText(value) }))
  return {
    fields: Object.keys(limitsOf(part)),
    policyOf: (field) => policyOf(part, fieldKey(part, field)),
    valuesOf: (field) => written(fieldKey(part, field)),
    edits: written(editKey(part)),
  }
}

/** Taken away by one and put back by another it stays: somebody still needs it. */
export function isOff({ kind }: SettingPart, holder: object): boolean {
  if (!isListKind(kind)) return false
  const policy = conflictPolicies['team-settings'][`${settingLists[kind]}.*.off`] as FieldPolicy
  const values = readAll(holder, 'off').map(({ value }) => value === true)
  return settleValues(policy, values)[0] === true
}

/** Everything there is, in an order of its own. */
export function allSettings(doc: A.Doc<TeamSettingsDoc>): readonly SettingPart[] {
  const lists = (Object.keys(settingLists) as readonly ListKind[]).flatMap((kind) =>
    readEntries(doc[settingLists[kind]])
      .map(([id]) => ({ kind, id }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  return [...teamFields.map((kind) => ({ kind, id: '' })), ...lists]
}

function policyOf({ kind }: SettingPart, key: string): FieldPolicy {
  const path = isListKind(kind) ? `${settingLists[kind]}.*.${key}` : `team.${key}`
  return conflictPolicies['team-settings'][path] as FieldPolicy
}
