/** Random edits of every kind of document. A new kind is one row here; without one the code does not compile and a test fails. */
import type { DocumentKind } from '../../../../shared/lib/doc-id.ts'
import { carePlanEdits } from './care-plan.ts'
import { diaryEdits } from './diary.ts'
import type { KindOfEdits } from './edit.ts'
import { medicineEdits } from './medicines.ts'
import { personEdits } from './person.ts'
import { settingEdits } from './settings.ts'
import { circleTaskEdits, taskEdits } from './tasks.ts'
import { threadEdits } from './thread.ts'

export const editsByKind: { readonly [Kind in DocumentKind]: KindOfEdits } = {
  person: personEdits,
  medicines: medicineEdits,
  'care-plan': carePlanEdits,
  tasks: taskEdits,
  diary: diaryEdits,
  'team-settings': settingEdits,
  thread: threadEdits,
  'circle-tasks': circleTaskEdits,
}
