/**
 * Edits of one document by a command, but for a person's details and medicines,
 * which write more than their document: what becomes of each, and the draft that
 * is done with it. Loaded with the first of them.
 */
import type { PlanCommand, TaskCommand } from '../../engine-api/commands.ts'
import type { DiaryCommand } from '../../engine-api/people-commands.ts'
import type { SettingCommand, ThreadCommand } from '../../engine-api/team-commands.ts'
import { type AllergyCommand, planAllergy } from './write-allergy.ts'
import { planDiary } from './write-diary.ts'
import type { Planned } from './write-edit.ts'
import { planCarePlan, planDraftKey } from './write-plan.ts'
import { planSetting, settingDraftKey } from './write-settings.ts'
import { planTask } from './write-task.ts'
import { planThread, type ThreadDeps } from './write-thread.ts'

export type EditCommand = TaskCommand | AllergyCommand | PlanCommand | DiaryCommand | SettingCommand | ThreadCommand

interface Edit {
  readonly planned: Planned
  readonly draftKey?: string
}

export async function planEdit(deps: ThreadDeps, command: EditCommand): Promise<Edit> {
  switch (command.type) {
    case 'record-allergy':
    case 'end-allergy':
    case 'record-no-known-allergies':
      return { planned: await planAllergy(deps, command), draftKey: `allergy/${command.personId}` }
    case 'write-plan-section':
    case 'name-plan-section':
      return { planned: await planCarePlan(deps, command), draftKey: planDraftKey(command) }
    case 'plan-visit':
      return { planned: await planDiary(deps, command), draftKey: `plan-visit/${command.personId}` }
    case 'move-visit':
    case 'assign-visit':
    case 'cancel-visit':
    case 'restore-visit':
    case 'resolve-visit':
      return { planned: await planDiary(deps, command) }
    case 'write-setting':
    case 'switch-setting':
    case 'resolve-setting':
      return { planned: await planSetting(deps, command), draftKey: settingDraftKey(command) }
    case 'name-thread':
    case 'take-thread':
    case 'give-thread':
      return { planned: await planThread(deps, command) }
    default:
      return { planned: await planTask(deps, command) }
  }
}
