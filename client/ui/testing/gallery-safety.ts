/** Gallery states of safety warnings and allergies. See gallery-states.ts. */
import { meAisha } from './sample-cast.ts'
import { apartTeam, twoPeopleTeam } from './sample-details.ts'
import { findPeople } from './sample-engine.ts'
import {
  allergyWarning,
  apartAllergyPerson,
  apartPerson,
  apartWarning,
  relatedWarning,
  warnedPerson,
} from './sample-safety.ts'
import { sampleDecisions } from './sample-settings.ts'
import { tasksOf, wordedTask } from './sample-tasks.ts'
import { sampleToday } from './sample-visits.ts'
import { draftOf, kitchenForm } from './sample-writing.ts'

const staff = { type: 'open', me: meAisha } as const

const warnedToday = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit, index) => {
    if (visit.visit.personId === 'doreen') return { ...visit, warnings: [allergyWarning] }
    if (index === 2) return { ...visit, warnings: [relatedWarning], clash: 'same-person' as const }
    return visit
  }),
}

const apartWarnedToday = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit, index) =>
    index === 0 || visit.visit.personId === 'harold'
      ? { ...visit, warnings: [apartWarning], decision: 'dose' as const }
      : visit,
  ),
}

const apartDecisions = {
  complete: true,
  items: sampleDecisions.items.map((item) =>
    item.about.type === 'warning' ? { ...item, about: { ...item.about, warning: apartWarning } } : item,
  ),
}

/** The next visit was set to two times apart, and she has two telephone numbers. */
const apartToday = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit) =>
    visit.visit.personId === 'harold' && visit.person !== null
      ? {
          ...visit,
          clash: 'two-times' as const,
          person: { ...visit.person, phone: '01632 960111 / 01632 960222' },
          visit: {
            ...visit.visit,
            from: '09:30 / 11:00',
            to: null,
            times: ['09:30', '11:00'].map((from) => ({ from, to: null, window: null })),
          },
        }
      : visit,
  ),
}

const decisionToday = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit, index) =>
    index < 2 ? { ...visit, decision: index === 0 ? ('dose' as const) : ('details' as const) } : visit,
  ),
}

const found = findPeople('')
const disputedPeople = {
  ...found,
  rows: found.rows.map((row, index) =>
    index === 0 ? { ...row, disputed: [{ kind: 'detail', id: 'born' } as const], isDouble: true as const } : row,
  ),
}

export const safetyStates = {
  'today-decision': { path: '/today', device: staff, views: { today: decisionToday } },
  'people-disputed': { path: '/people', device: staff, views: { people: disputedPeople } },
  'today-two-times': { path: '/today', device: staff, views: { today: apartToday } },
  'tasks-worded-apart': { path: '/tasks', device: staff, views: { tasks: tasksOf([wordedTask]) } },
  'team-two-times': { path: '/team', device: staff, views: { team: apartTeam } },
  'team-two-people': { path: '/team', device: staff, views: { team: twoPeopleTeam } },
  'today-warned': { path: '/today', device: staff, views: { today: warnedToday } },
  'person-warned': { path: '/person/doreen', device: staff, views: { person: warnedPerson } },
  'medicine-warned': { path: '/medicine/doreen/amoxicillin', device: staff, views: { person: warnedPerson } },
  'visit-warned': {
    path: '/visit/doreen/v-doreen',
    device: staff,
    views: { person: warnedPerson, draft: draftOf(kitchenForm) },
  },
  'person-warned-apart': { path: '/person/doreen', device: staff, views: { person: apartPerson } },
  'today-warned-apart': { path: '/today', device: staff, views: { today: apartWarnedToday } },
  'medicine-warned-apart': { path: '/medicine/doreen/amoxicillin', device: staff, views: { person: apartPerson } },
  'allergies-warned-apart': { path: '/allergies/doreen', device: staff, views: { person: apartPerson } },
  'decisions-warned-apart': { path: '/decisions', device: staff, views: { decisions: apartDecisions } },
  'visit-warned-apart': {
    path: '/visit/doreen/v-doreen',
    device: staff,
    views: { person: apartPerson, draft: draftOf(kitchenForm) },
  },
  'allergies-apart': { path: '/allergies/doreen', device: staff, views: { person: apartAllergyPerson } },
  'person-allergy-apart': { path: '/person/doreen', device: staff, views: { person: apartAllergyPerson } },
  allergies: { path: '/allergies/doreen', device: staff, views: { person: warnedPerson } },
  'allergies-none': {
    path: '/allergies/doreen',
    device: staff,
    views: { person: { ...warnedPerson, alerts: [], allergies: [], warnings: [] } },
  },
} as const
