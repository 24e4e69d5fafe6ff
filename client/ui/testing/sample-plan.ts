/** Doreen's care plan on the sample day: written, changed apart an hour ago, and a plan nobody has written. */
import type { CarePlanView, PlanSectionItem } from '../../engine-api/plan-views.ts'
import { aisha, at, ben, priya } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'

function section(sectionId: string, fields: Partial<PlanSectionItem> = {}): PlanSectionItem {
  return { sectionId, title: '', text: '', version: 'v1', edits: [], apart: [], isMine: false, ...fields }
}

const ids = ['matters', 'goals', 'breathing', 'skin', 'medicines', 'worse']

export const emptyPlan: CarePlanView = {
  banner: samplePerson.banner,
  complete: true,
  sections: ids.map((id) => section(id, { version: '' })),
  isEmpty: true,
  changedAt: null,
}

export const samplePlan: CarePlanView = {
  ...emptyPlan,
  isEmpty: false,
  changedAt: at('08:20'),
  sections: [
    section('matters', {
      text: 'Sitting in her own kitchen with the radio on.\nSeeing Karen and the boys on Sundays.',
      edits: [{ by: aisha, at: at('15:10', 3) }],
      isMine: true,
    }),
    section('goals', {
      text: 'Walk to the garden gate with her stick, most days, and back.\nSleep in bed again.',
      edits: [
        { by: aisha, at: at('08:05') },
        { by: priya, at: at('08:20') },
      ],
      apart: [{ paragraph: 0, by: [aisha, priya] }],
    }),
    section('breathing', {
      text: 'She sits forward with her arms on the table when she is short of breath. Give her time to answer.',
      edits: [{ by: ben, at: at('11:30', 6) }],
    }),
    section('skin'),
    section('medicines'),
    section('worse', {
      title: 'When Doreen feels worse',
      text: 'She rings Karen first.',
      edits: [{ by: ben, at: at('11:40', 6) }],
    }),
  ],
}

/** Typing of yesterday's evening on every section: only the gallery shows so many at once. */
export const planDraft = {
  key: '',
  value: JSON.stringify({ version: 1, text: 'Half a wor', title: null, baseText: '', baseVersion: 'v1' }),
  savedAt: at('21:02', 1),
}
