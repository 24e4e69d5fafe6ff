/** Gallery states of medicines: the card, the forms. See gallery-states.ts. */
import { meAisha, meDoreen, sampleNow } from './sample-cast.ts'
import {
  changedPerson,
  givenOnce,
  givenTwice,
  mergedPerson,
  sampleMyMedicines,
  stopOrChange,
  threeWays,
  twoDoses,
} from './sample-medicines.ts'
import { samplePlan } from './sample-plan.ts'
import { offlineSync } from './sample-sync.ts'

const offline = { sync: offlineSync }
const staff = { type: 'open', me: meAisha } as const
const record = { path: '/person/doreen', device: staff } as const
const line = { path: '/medicine/doreen/furosemide', device: staff } as const

function kept(key: string, draft: object) {
  const form = { version: 1, saving: null, on: '2026-11-24', ...draft }
  return { key, value: JSON.stringify(form), savedAt: sampleNow }
}

const halfChanged = kept('medicine/doreen/furosemide', {
  about: 'doreen furosemide',
  act: 'change',
  typed: { dose: '.5 mg' },
  reason: 'Ankles swollen, up 2 kg.',
})

export const medicineStates = {
  'person-two-doses': { ...record, views: { ...offline, person: twoDoses } },
  'person-merged': { ...record, views: { person: mergedPerson } },
  'person-changed': { ...record, views: { person: changedPerson } },
  'person-given-twice': { ...record, views: { person: givenTwice } },
  'person-according-to': { ...record, views: { person: { ...changedPerson, accordingTo: ['Priya Shah', null] } } },
  'medicine-according-to': { ...line, views: { person: { ...changedPerson, accordingTo: ['Priya Shah'] } } },
  'plan-according-to': {
    path: '/person/doreen/plan',
    device: staff,
    views: { ...offline, 'care-plan': { ...samplePlan, accordingTo: ['Priya Shah'] } },
  },
  'person-given-once': { ...record, views: { person: givenOnce } },
  'medicine-two-doses': { ...line, views: { person: twoDoses } },
  'medicine-three-ways': { ...line, deviceWord: 'computer', views: { person: threeWays } },
  'medicine-stop-or-change': { ...line, views: { person: stopOrChange } },
  'medicine-change': line,
  'medicine-change-draft': { ...line, views: { draft: halfChanged } },
  'medicine-blocked': { ...line, views: { person: twoDoses, draft: halfChanged } },
  'medicine-no-space': {
    ...line,
    views: { draft: halfChanged },
    outcome: () => ({ ok: false, problem: { type: 'no-space' } }) as const,
  },
  'medicine-stopped': { ...line, path: '/medicine/doreen/prednisolone' },
  'medicine-unknown': { ...line, path: '/medicine/doreen/nothing' },
  'my-medicines': {
    path: '/medicines',
    device: { type: 'open', me: meDoreen },
    deviceWord: 'phone',
    views: { ...offline, 'my-medicines': sampleMyMedicines },
  },
  'medicine-add': { ...line, path: '/medicine/doreen' },
} as const
