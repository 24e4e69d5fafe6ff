/** Commands on the team's settings -> one edit of their document. */

import { settingsKey } from '../../../shared/lib/doc-id.ts'
import { err } from '../../../shared/lib/result.ts'
import { resolveSetting, switchSetting, writeSetting } from '../../domain/documents/team-settings.ts'
import type { PartState } from '../../domain/projections/part-rows.ts'
import type { SettingPart } from '../../domain/projections/setting-rows.ts'
import type { SettingCommand } from '../../engine-api/team-commands.ts'
import { colleagueOf, type EditDeps, type Planned, problemOfEdit } from './write-edit.ts'

const missing = { group: { type: 'not-allowed' }, entry: { type: 'unknown-entry' } } as const

export async function planSetting({ documents, own, rows }: EditDeps, command: SettingCommand): Promise<Planned> {
  // Whoever is put on duty, or named for the public to ask, is one of the team.
  const { memberId = '' } = fieldsOf(command)
  if (memberId !== '' && (await colleagueOf(rows, memberId)) === undefined) return err({ type: 'unknown-colleague' })
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
  return planned.ok ? planned : err(problemOfEdit(planned.error, missing))
}

/** The form that was typed in, see the page's own forms. */
export function settingDraftKey({ part }: SettingCommand): string {
  return `setting/${part.kind}/${part.id === '' ? 'new' : part.id}`
}

const single: ReadonlySet<SettingPart['kind']> = new Set(['name', 'phone', 'hours', 'lock'])

function partOf({ commandId, part }: SettingCommand): SettingPart {
  return part.id === '' && !single.has(part.kind) ? { ...part, id: commandId } : part
}

function fieldsOf(command: SettingCommand): PartState {
  if (command.type === 'write-setting') return command.fields
  return command.type === 'resolve-setting' && command.choice.type === 'write' ? command.choice.fields : {}
}
