/** Rounds, who looks after one person, and being told of it, in every state they can be in. */
import type { GalleryState } from './gallery-states.ts'
import { meAisha } from './sample-cast.ts'
import {
  arrivingRounds,
  lastLookingAfter,
  lastOnRound,
  managedRounds,
  nobodysPerson,
  noRounds,
  ownLookingAfter,
  sampleHanded,
  sampleLookingAfter,
} from './sample-rounds.ts'
import { offlineSync } from './sample-sync.ts'

const open = { type: 'open', me: meAisha } as const
const rounds = { path: '/rounds', device: open } as const
const after = { path: '/person/doreen/looks-after', device: open } as const
const noSignal = () => ({ type: 'failed', problem: 'no-signal' }) as const

export const roundStates: Readonly<Record<string, GalleryState>> = {
  rounds,
  'rounds-admin': { ...rounds, views: { rounds: managedRounds } },
  'rounds-last': { ...rounds, views: { rounds: lastOnRound } },
  'rounds-none': { ...rounds, views: { rounds: noRounds } },
  'rounds-loading': { ...rounds, views: { rounds: undefined } },
  'rounds-arriving': { ...rounds, views: { rounds: arrivingRounds } },
  'rounds-offline': { ...rounds, views: { rounds: managedRounds, sync: offlineSync }, accessOutcome: noSignal },
  'looks-after': after,
  'looks-after-own': { ...after, views: { 'looking-after': ownLookingAfter } },
  'looks-after-look': { ...after, views: { 'looking-after': { ...sampleLookingAfter, maySay: false } } },
  'looks-after-last': { ...after, views: { 'looking-after': lastLookingAfter } },
  'looks-after-nobody': { ...after, views: { 'looking-after': nobodysPerson } },
  'today-handed': { path: '/today', device: open, views: { handed: sampleHanded } },
  'today-other-phone': {
    path: '/today',
    device: open,
    views: { handed: { items: [], otherPhones: [{ inviteId: 'i-1', ...sampleHanded.items[0]!.people[0]! }] } },
  },
  'today-handed-one': {
    path: '/today',
    device: open,
    views: { handed: { items: sampleHanded.items.slice(0, 1) }, sync: offlineSync },
  },
  'looks-after-offline': { ...after, views: { sync: offlineSync }, accessOutcome: noSignal },
}
