/** Every state worth looking at, by name: what the device is, what the engine knows, which page is open. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { InPersonAct, InPersonActOutcome, InPersonStep } from '../../engine-api/in-person-acts.ts'
import type { DeviceWord } from '../app-context.ts'
import { auditStates } from './gallery-audit.ts'
import { circleStates } from './gallery-circle.ts'
import { contactStates } from './gallery-contact.ts'
import { decidedStates } from './gallery-decided.ts'
import { foundingStates } from './gallery-founding.ts'
import { heldStates } from './gallery-held.ts'
import { medicineStates } from './gallery-medicines.ts'
import { newPersonStates } from './gallery-new-person.ts'
import { oldCopyStates } from './gallery-old-copy.ts'
import { photoStates } from './gallery-photos.ts'
import { pinStates } from './gallery-pin.ts'
import { roundStates } from './gallery-rounds.ts'
import { safetyStates } from './gallery-safety.ts'
import { writingStates } from './gallery-writing.ts'
import { at, meAisha, meDoreen } from './sample-cast.ts'
import { disputedDetails, disputedPerson } from './sample-details.ts'
import type { SampleOptions } from './sample-engine.ts'
import { emptyPlan, planDraft } from './sample-plan.ts'
import { yesterdaysHome } from './sample-public.ts'
import { arrivingPerson, bareNewPerson, incompleteObservation, samplePerson } from './sample-record.ts'
import { disputedSettings, endedOutside, noDecisions, outsidePerson } from './sample-settings.ts'
import { endedOpenings, nothingOpened } from './sample-sharing.ts'
import {
  escrowSync,
  groupForkSync,
  offlineSync,
  refilledSync,
  refillingSync,
  rollbackAdminSync,
  rollbackOverSync,
  rollbackSync,
  settledSync,
  teamForkSync,
  troubledSync,
} from './sample-sync.ts'
import { noTasks, teamTasks } from './sample-tasks.ts'
import { managedTeam } from './sample-team-devices.ts'
import { noVisits, sampleToday, unreadyToday } from './sample-visits.ts'

export interface GalleryState extends SampleOptions {
  readonly path: string
  readonly deviceWord?: DeviceWord
  /** A new version of the app waits. */
  readonly hasUpdate?: boolean
}

const offline = { sync: offlineSync }
const open = { type: 'open', me: meAisha } as const
const openPublic = { type: 'open', me: meDoreen } as const

/** As long as the real ones. */
const faceToFace = {
  type: 'waiting-to-join',
  code: '482915',
  spaceName: meAisha.spaceName,
  answer: `doorstep-answer:${'aB3_'.repeat(70)}`,
} as const

function inPerson(step: InPersonStep) {
  return (act: InPersonAct): InPersonActOutcome =>
    act.type === 'invite'
      ? { type: 'invited', inviteId: 'i-1', fragment: `#j=${'aB3_'.repeat(95)}`, expiresAt: at('09:20', -1) }
      : { type: 'how-far', step }
}

const alarmingToday = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit) => {
    if (visit.visit.personId === 'doreen')
      return { ...visit, latestObservation: { ...incompleteObservation, at: at('08:40') } }
    if (visit.visit.personId === 'winston')
      return {
        ...visit,
        travel: { type: 'not-sent', since: at('09:11'), reason: { type: 'refused', problem: 'too-large' } } as const,
      }
    return visit
  }),
}

export const galleryStates: Readonly<Record<string, GalleryState>> = {
  ...auditStates,
  ...writingStates,
  ...photoStates,
  ...safetyStates,
  ...decidedStates,
  ...roundStates,
  ...medicineStates,
  ...circleStates,
  ...contactStates,
  ...foundingStates,
  ...heldStates,
  ...oldCopyStates,
  ...newPersonStates,
  ...pinStates,
  starting: { path: '/', device: { type: 'starting' } },
  'not-joined': { path: '/', device: { type: 'empty' } },
  waiting: {
    path: '/',
    device: { type: 'waiting-to-join', offline: true, code: '482915', spaceName: meAisha.spaceName },
  },
  'waiting-face-to-face': {
    path: '/',
    device: { ...faceToFace, offline: true },
  },
  'waiting-face-to-face-sent': { path: '/', device: { ...faceToFace, offline: false } },
  'bring-in': { path: '/person/doreen/phone', device: open, inPersonOutcome: inPerson('shown'), views: offline },
  'bring-in-kept': { path: '/person/doreen/phone', device: open, inPersonOutcome: inPerson('kept'), views: offline },
  'bring-in-done': { path: '/person/doreen/phone', device: open, inPersonOutcome: inPerson('in') },
  'bring-in-another': { path: '/person/doreen/phone', device: open, inPersonOutcome: inPerson('another') },
  'bring-in-not-now': {
    path: '/person/doreen/phone',
    device: open,
    inPersonOutcome: () => ({ type: 'failed', problem: 'not-allowed' }),
  },
  fetching: { path: '/', device: { type: 'fetching', done: 412, total: 1200 } },
  elsewhere: { path: '/', device: { type: 'elsewhere' } },
  'removed-left': {
    path: '/',
    device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: false, left: 2 },
  },
  'removed-opens': {
    path: '/',
    device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: false, opens: true },
  },
  'removed-gone': {
    path: '/',
    device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: true, gone: 2 },
  },
  'removed-lost': {
    path: '/',
    device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: true, lost: 1 },
  },
  removed: { path: '/', device: { type: 'removed', at: at('12:30', 1), audience: 'staff' } },
  'removed-public': { path: '/', device: { type: 'removed', at: at('12:30', 1), audience: 'public', erased: true } },
  broken: { path: '/', device: { type: 'broken', detail: 'DataError in entries' } },
  locked: {
    path: '/',
    device: {
      type: 'locked',
      name: 'Aisha',
      unsentCount: 3,
      opensWith: 'passphrase',
      waitUntil: null as Instant | null,
    },
  },
  unknown: { path: '/nowhere', device: open },
  today: { path: '/today', device: open, views: offline },
  'today-online': { path: '/today', device: open },
  'today-alarm': { path: '/today', device: open, views: { ...offline, today: alarmingToday } },
  'today-empty': { path: '/today', device: open, views: { today: noVisits } },
  'today-unready': { path: '/today', device: open, views: { today: unreadyToday, sync: troubledSync } },
  'today-loading': { path: '/today', device: open, views: { today: undefined } },
  'today-update': { path: '/today', device: open, hasUpdate: true },
  decisions: { path: '/decisions', device: open },
  'decisions-none': { path: '/decisions', device: open, views: { decisions: noDecisions } },
  opened: { path: '/opened', device: open },
  'opened-ended': { path: '/opened', device: open, views: { openings: endedOpenings } },
  'opened-none': { path: '/opened', device: open, views: { openings: nothingOpened } },
  'person-opened': {
    path: '/person/doreen',
    device: open,
    views: { person: { ...samplePerson, opening: { reason: 'urgent', until: at('13:20') } } },
  },
  'plan-visit': { path: '/plan-visit/doreen', device: open, views: offline },
  'plan-visit-whom': { path: '/plan-visit', device: open },
  'team-day': { path: '/team', device: open },
  'team-settings': { path: '/team-settings', device: open },
  'team-settings-apart': { path: '/team-settings', device: open, views: { 'team-settings': disputedSettings } },
  'team-devices': { path: '/team-devices', device: open },
  handover: { path: '/handover/m-ben', device: open },
  'handover-mine': { path: '/handover/m-aisha', device: open },
  'handover-arriving': {
    path: '/handover/m-ben',
    device: open,
    views: { tasks: { ...noTasks, complete: false }, threads: { rows: [], unread: 0 } },
  },
  'handover-nobody': { path: '/handover/m-nobody', device: open },
  'team-devices-admin': {
    path: '/team-devices',
    device: open,
    views: { 'team-devices': managedTeam },
    teamOutcome: () => ({
      type: 'waiting',
      waiting: [{ inviteId: 'i-1', role: 'staff', name: 'Nia Evans', isMine: false, code: '482913' }],
    }),
  },
  'person-outside-ended': { path: '/person/doreen', device: open, views: { person: endedOutside } },
  'person-outside': { path: '/person/doreen', device: open, views: { person: outsidePerson } },
  people: { path: '/people', device: open },
  'people-none': { path: '/people', device: open, views: { people: { rows: [], total: 0 } } },
  person: { path: '/person/doreen', device: open, views: offline },
  'person-new': { path: '/person/doreen', device: open, views: { person: bareNewPerson } },
  'person-arriving': { path: '/person/doreen', device: open, views: { person: arrivingPerson, ...offline } },
  'person-incomplete': {
    path: '/person/doreen',
    device: open,
    views: { person: { ...samplePerson, observations: [incompleteObservation], updatedAt: at('17:00', 4) } },
  },
  'person-disputed': { path: '/person/doreen', device: open, views: { person: disputedPerson } },
  details: { path: '/person/doreen/details', device: open },
  'details-disputed': {
    path: '/person/doreen/details',
    device: open,
    views: {
      details: {
        person: null,
        banner: disputedPerson.banner,
        complete: true,
        parts: disputedDetails.parts,
        staffThreadId: 't-staff',
      },
    },
  },
  team: { path: '/team', device: open },
  'team-empty': {
    path: '/team',
    device: open,
    views: { team: { date: '2026-11-24', complete: true, unassigned: [], rounds: [], off: [] } },
  },
  'person-unknown': { path: '/person/nobody', device: open },
  sync: { path: '/sync', device: open, views: offline },
  'sync-settled': { path: '/sync', device: open, views: { sync: settledSync } },
  'sync-escrow': { path: '/sync', device: open, views: { sync: escrowSync } },
  'sync-troubled': { path: '/sync', device: open, views: { sync: troubledSync } },
  visit: { path: '/visit/doreen/v-doreen', device: open },
  plan: { path: '/person/doreen/plan', device: open, views: offline },
  'plan-none': { path: '/person/doreen/plan', device: open, views: { 'care-plan': emptyPlan } },
  'plan-arriving': {
    path: '/person/doreen/plan',
    device: open,
    views: { 'care-plan': { ...emptyPlan, complete: false } },
  },
  'plan-draft': { path: '/person/doreen/plan', device: open, views: { draft: planDraft } },
  tasks: { path: '/tasks', device: open },
  'tasks-offline': { path: '/tasks', device: open, views: { tasks: teamTasks, ...offline } },
  'tasks-none': { path: '/tasks', device: open, views: { tasks: noTasks } },
  'tasks-arriving': { path: '/tasks', device: open, views: { tasks: { ...noTasks, complete: false } } },
  messages: { path: '/messages', device: open, views: offline },
  thread: { path: '/thread/t-doreen', device: open, views: offline },
  home: { path: '/', device: openPublic, deviceWord: 'phone' },
  'home-offline': { path: '/', device: openPublic, deviceWord: 'phone', views: offline },
  'home-yesterday': { path: '/', device: openPublic, deviceWord: 'phone', views: { home: yesterdaysHome } },
  'next-yesterday': { path: '/next', device: openPublic, deviceWord: 'phone', views: { home: yesterdaysHome } },
  'home-messages': { path: '/messages', device: openPublic, deviceWord: 'phone' },
  next: { path: '/next', device: openPublic, deviceWord: 'phone' },
  'sync-refilling': { path: '/sync', device: open, views: { sync: refillingSync } },
  'sync-refilled': { path: '/sync', device: open, views: { sync: refilledSync } },
  'sync-rollback': { path: '/sync', device: open, views: { sync: rollbackSync } },
  'sync-rollback-over': { path: '/sync', device: open, views: { sync: rollbackOverSync } },
  'sync-rollback-admin': { path: '/sync', device: open, views: { sync: rollbackAdminSync } },
  'today-rollback': { path: '/today', device: open, views: { sync: rollbackSync } },
  'sync-fork-team': { path: '/sync', device: open, views: { sync: teamForkSync } },
  'sync-fork-group': { path: '/sync', device: open, views: { sync: groupForkSync } },
  'today-fork-team': { path: '/today', device: open, views: { sync: teamForkSync } },
  'today-fork-group': { path: '/today', device: open, views: { sync: groupForkSync } },
  'public-fork': { path: '/', device: openPublic, deviceWord: 'phone', views: { sync: teamForkSync } },
  'sync-fork-public': { path: '/sync', device: openPublic, deviceWord: 'phone', views: { sync: teamForkSync } },
  'sync-public': { path: '/sync', device: openPublic, deviceWord: 'phone', views: offline },
}
