/** One form about one part of the team's settings. Only what was typed is in it; the rest follows the settings. */
import type { PartState } from '../../domain/projections/part-rows.ts'
import type { SettingKind, SettingPart } from '../../domain/projections/setting-rows.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { SettingCommand } from '../../engine-api/team-commands.ts'
import type { PartForm } from './part-form.ts'

const fieldsByKind: Readonly<Partial<Record<SettingKind, readonly string[]>>> = {
  template: ['use', 'title', 'text'],
  number: ['label', 'phone', 'note'],
  duty: ['day', 'from', 'to', 'memberId'],
  ask: ['about', 'memberId'],
  round: ['name'],
}

export function settingFieldsOf({ kind }: SettingPart): readonly string[] {
  return fieldsByKind[kind] ?? ['value']
}

export function settingDraftKey({ id, kind }: SettingPart): string {
  return `setting/${kind}/${id === '' ? 'new' : id}`
}

export function settingValue(form: PartForm, base: PartState, field: string): string {
  return form.typed[field] ?? base[field] ?? ''
}

/** Fields that must say something before it is saved. */
export function missingSettings(part: SettingPart, form: PartForm, base: PartState): readonly string[] {
  return settingFieldsOf(part).filter((field) => field !== 'note' && settingValue(form, base, field).trim() === '')
}

/** `sides`: of changes made apart, those in view; then it is what shall hold. */
export function settingCommand(part: SettingPart, { base, form, intent, sides }: SettingTyping): SettingCommand {
  const fields = Object.fromEntries(settingFieldsOf(part).map((field) => [field, settingValue(form, base, field)]))
  if (sides === undefined) return { type: 'write-setting', part, fields, reason: '', ...intent }
  return { type: 'resolve-setting', part, sides, choice: { type: 'write', fields }, reason: '', ...intent }
}

export interface SettingTyping {
  readonly form: PartForm
  readonly base: PartState
  readonly intent: Intent
  readonly sides?: readonly string[] | undefined
}
