/** Edits of tasks, allergies, the care plan and the diary: what becomes of each, and the draft that is done with it. Loaded with the first of them. */
import type { Result } from '../../shared/lib/result.ts'
import type {
  CommandProblem,
  EndAllergy,
  PlanCommand,
  RecordAllergy,
  RecordNoKnownAllergies,
  TaskCommand,
} from '../engine-api/commands.ts'
import type { DiaryCommand } from '../engine-api/people-commands.ts'
import type { PlannedEdit } from './documents.ts'
import { planAllergy } from './write-allergy.ts'
import { planDiary } from './write-diary.ts'
import { planCarePlan, planDraftKey } from './write-plan.ts'
import { planTask } from './write-task.ts'

type AllergyCommand = RecordAllergy | EndAllergy | RecordNoKnownAllergies
export type EditCommand = TaskCommand | AllergyCommand | PlanCommand | DiaryCommand

type EditDeps = Parameters<typeof planTask>[0] &
  Parameters<typeof planAllergy>[0] &
  Parameters<typeof planCarePlan>[0] &
  Parameters<typeof planDiary>[0]

interface Edit {
  readonly planned: Result<PlannedEdit | null, CommandProblem>
  readonly draftKey?: string
}

export async function planEdit(deps: EditDeps, command: EditCommand): Promise<Edit> {
  switch (command.type) {
    case 'record-allergy':
    case 'end-allergy':
    case 'record-no-known-allergies':
      return { planned: await planAllergy(deps, command), draftKey: `allergy/${command.personId}` }
    case 'write-plan-section':
    case 'name-plan-section':
      return { planned: await planCarePlan(deps, command), draftKey: planDraftKey(command) }
    case 'plan-visit':
    case 'move-visit':
    case 'assign-visit':
    case 'cancel-visit':
    case 'restore-visit':
    case 'resolve-visit':
      return {
        planned: await planDiary(deps, command),
        ...(command.type === 'plan-visit' && { draftKey: `plan-visit/${command.personId}` }),
      }
    default:
      return { planned: await planTask(deps, command) }
  }
}
