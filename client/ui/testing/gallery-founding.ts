/** A new neighbourhood and its recovery kit, and what stands on a device that was removed. */
import type { KitAct, KitActOutcome } from '../../engine-api/founding.ts'
import type { GalleryState } from './gallery-states.ts'
import { at, meAisha } from './sample-cast.ts'
import { offlineSync } from './sample-sync.ts'
import {
  answeredTeam,
  keptTeam,
  managedTeam,
  proposedTeam,
  recoveredTeam,
  waitingKitTeam,
} from './sample-team-devices.ts'
import { noVisits } from './sample-visits.ts'

const open = { type: 'open', me: meAisha } as const
const { spaceName } = meAisha
const devices = { path: '/team-devices', device: open } as const
const kit = { path: '/recovery-kit', device: open } as const

/** As long as the real ones. */
const sheets = ['A', 'B', 'C'].map((letter) => Array.from({ length: 19 }, () => letter.repeat(4)).join('-'))

function printed(act: KitAct): KitActOutcome {
  return act.type === 'sheets' ? { type: 'sheets', sheets } : { type: 'misread', sheet: 1, why: 'mistyped' }
}

/** A kit that holds since the autumn, and another one begun. */
function another(act: KitAct): KitActOutcome {
  if (act.type === 'made') return { type: 'made', at: at('10:05', 90) }
  return act.type === 'make-new' ? { type: 'sheets', sheets } : { type: 'failed', problem: 'no-signal' }
}

export const foundingStates: Readonly<Record<string, GalleryState>> = {
  'create-space': { path: '/#f=sample', device: { type: 'empty' } },
  'founding-refused': {
    path: '/',
    device: { type: 'founding', offline: false, spaceName, problem: 'link-used' },
  },
  'founding-offline': { path: '/', device: { type: 'founding', offline: true, spaceName } },
  'recovery-kit': { ...kit, views: { 'team-devices': { ...managedTeam, kit: 'to-do' } }, kitOutcome: printed },
  'recovery-kit-not-here': {
    ...kit,
    views: { 'team-devices': { ...managedTeam, kit: 'to-do' } },
    kitOutcome: () => ({ type: 'failed', problem: 'not-here' }),
  },
  'recovery-kit-new': { ...kit, views: { 'team-devices': keptTeam }, kitOutcome: another },
  'recovery-kit-alone': { ...kit, views: { 'team-devices': { ...keptTeam, adminCount: 1 } }, kitOutcome: another },
  'recovery-kit-new-offline': { ...kit, views: { 'team-devices': keptTeam, sync: offlineSync }, kitOutcome: another },
  'recovery-kit-waits': { ...kit, views: { 'team-devices': waitingKitTeam }, kitOutcome: another },
  'recovery-kit-unfinished': {
    ...kit,
    views: {
      'team-devices': {
        ...waitingKitTeam,
        proposals: waitingKitTeam.proposals.map((each) => ({ ...each, what: { type: 'new-kit', given: false } })),
      },
    },
    kitOutcome: another,
  },
  'recovery-kit-replaced': { ...kit, views: { 'team-devices': answeredTeam }, kitOutcome: another },
  'recovery-kit-kept': { ...kit, views: { 'team-devices': { ...managedTeam, kit: 'kept' } } },
  'today-founding': {
    path: '/today',
    device: open,
    views: { today: noVisits, 'team-devices': { ...managedTeam, kit: 'to-do' } },
  },
  'team-devices-founding': {
    path: '/team-devices',
    device: open,
    views: { 'team-devices': { ...managedTeam, kit: 'to-do' } },
  },
  'recover-space': { path: '/#r=sample', device: { type: 'empty' } },
  'recovery-moved-on': { path: '/', device: { type: 'founding', offline: false, spaceName, problem: 'moved-on' } },
  'proposals-answering': { ...devices, views: { 'team-devices': proposedTeam } },
  'proposals-offline': {
    ...devices,
    views: { 'team-devices': proposedTeam, sync: offlineSync },
    teamOutcome: () => ({ type: 'failed', problem: 'no-signal' }),
  },
  'proposals-staff': { ...devices, views: { 'team-devices': { ...proposedTeam, may: 'own-devices' } } },
  'proposals-answered': { ...devices, views: { 'team-devices': answeredTeam } },
  'team-recovered': { ...devices, views: { 'team-devices': recoveredTeam } },
  'removed-erasing': { path: '/', device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: false } },
  'removed-erased': { path: '/', device: { type: 'removed', at: at('12:30', 1), audience: 'staff', erased: true } },
}
