/** Somebody new, and somebody who was entered twice. */
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { GalleryState } from './gallery-states.ts'
import { aisha, at, meAisha, people } from './sample-cast.ts'
import { offlineSync } from './sample-sync.ts'
import { managedTeam } from './sample-team-devices.ts'

const open = { type: 'open', me: meAisha } as const
const adding = { path: '/add-person', device: open } as const
const doreen = people[0] as DirectoryRow
const second: DirectoryRow = { ...doreen, personId: 'doreen-2', nhsNumber: '', address: '4 Mill Ln' }

const typed = {
  ...{ given: 'Doreen', family: 'Ashworth', preferred: 'Dot', title: 'Mrs', born: '1947-03-14' },
  ...{ address: '4 Mill Lane, Ashby', phone: '01632 960123', nurse: aisha.memberId },
}

function draft(over: Record<string, string>): NonNullable<GalleryState['views']>['draft'] {
  const form = { version: 1, key: 'new-person', typed: { ...typed, ...over }, reason: '', saving: null }
  return ({ key }) => ({ key, value: key === 'new-person' ? JSON.stringify(form) : null, savedAt: at('09:10') })
}

export const newPersonStates: Readonly<Record<string, GalleryState>> = {
  'add-person': adding,
  'add-person-alike': { ...adding, views: { draft: draft({}), alike: { people: [doreen] } } },
  'add-person-same-number': {
    ...adding,
    views: { draft: draft({ nhsNumber: '999 000 0018' }), alike: { people: [doreen] } },
  },
  'add-person-offline': { ...adding, views: { draft: draft({ family: 'Moss', given: 'Una' }), sync: offlineSync } },
  'add-person-not-ready': { ...adding, views: { 'team-devices': { ...managedTeam, kit: 'to-do' } } },
  'person-twice': {
    path: '/person/doreen',
    device: open,
    views: { doubles: { goesOn: null, maybe: [second], left: [] } },
  },
  'person-left': {
    path: '/person/doreen',
    device: open,
    views: { doubles: { goesOn: second, maybe: [], left: [] } },
  },
  'person-kept': {
    path: '/person/doreen',
    device: open,
    views: { doubles: { goesOn: null, maybe: [], left: [second] } },
  },
  'people-twice': {
    path: '/people',
    device: open,
    views: {
      people: { rows: [doreen, second].map((person) => ({ person, newMessages: 0, isDouble: true })), total: 2 },
    },
  },
}
