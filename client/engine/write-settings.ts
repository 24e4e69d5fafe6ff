/** Commands on the team's settings -> one edit of their document. Loaded with the first one. */
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { settingsKey } from '../domain/documents/doc-id.ts'
import type { DocumentProblem } from '../domain/documents/document-problem.ts'
import { resolveSetting, switchSetting, writeSetting } from '../domain/documents/team-settings.ts'
import type { PartState } from '../domain/projections/part-rows.ts'
import type { SettingPart } from '../domain/projections/setting-rows.ts'
import type { CommandProblem } from '../engine-api/commands.ts'
import type { SettingCommand } from '../engine-api/team-commands.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { OwnDevice } from './own-device.ts'
import type { Rows } from './read-model/rows.ts'

interface SettingDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
  readonly rows: Pick<Rows, 'find'>
}

export async function planSetting(
  { documents, own, rows }: SettingDeps,
  command: SettingCommand,
): Promise<Result<PlannedEdit | null, CommandProblem>> {
  if (!(await isColleague(rows, command))) return err({ type: 'unknown-colleague' })
  const editBy = { by: own.signature, at: command.at, reason: command.reason }
  const planned = await documents.plan('team-settings', settingsKey, (doc) => {
    switch (command.type) {
      case 'write-setting':
        return writeSetting(doc, partOf(command), command.fields, editBy)
      case 'switch-setting':
        return switchSetting(doc, command.part, command.off, editBy)
      case 'resolve-setting':
        return resolveSetting(doc, command.part, command, editBy)
    }
  })
  return planned.ok ? ok(planned.value) : err(problemOf(planned.error))
}

/** The form that was typed in, see the page's own forms. */
export function settingDraftKey({ part }: SettingCommand): string {
  return `setting/${part.kind}/${part.id === '' ? 'new' : part.id}`
}

const single: ReadonlySet<SettingPart['kind']> = new Set(['name', 'phone', 'hours'])

function partOf({ commandId, part }: SettingCommand): SettingPart {
  return part.id === '' && !single.has(part.kind) ? { ...part, id: commandId } : part
}

/** Whoever is put on duty, or named for the public to ask, is one of the team. */
async function isColleague(rows: SettingDeps['rows'], command: SettingCommand): Promise<boolean> {
  const memberId = fieldsOf(command).memberId ?? ''
  return memberId === '' || (await rows.find('staff', { id: memberId })).length > 0
}

function fieldsOf(command: SettingCommand): PartState {
  if (command.type === 'write-setting') return command.fields
  return command.type === 'resolve-setting' && command.choice.type === 'write' ? command.choice.fields : {}
}

function problemOf(problem: DocumentProblem | { readonly type: 'no-group' }): CommandProblem {
  switch (problem.type) {
    case 'no-group':
      return { type: 'not-allowed' }
    case 'unknown-id':
      return { type: 'unknown-entry' }
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}
