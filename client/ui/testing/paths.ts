/** Where each screen is, with the people and things of the samples. */
import type { Route } from '../router.ts'

/** A route without a path here does not compile. */
export const pathByRoute: Readonly<Record<Route['name'], string>> = {
  home: '/',
  today: '/today',
  people: '/people',
  person: '/person/doreen',
  details: '/person/doreen/details',
  team: '/team',
  'team-settings': '/team-settings',
  decisions: '/decisions',
  'plan-visit': '/plan-visit/doreen',
  visit: '/visit/doreen/v-doreen',
  plan: '/person/doreen/plan',
  tasks: '/tasks',
  medicine: '/medicine/doreen/furosemide',
  allergies: '/allergies/doreen',
  messages: '/messages',
  thread: '/thread/t-doreen',
  sync: '/sync',
  next: '/next',
  worse: '/worse',
  medicines: '/medicines',
  'text-size': '/text-size',
  'team-card': '/team-card',
  who: '/who',
  looked: '/looked',
  see: '/see',
  sharing: '/person/doreen/sharing',
  join: '/join',
  unknown: '/nowhere',
}
