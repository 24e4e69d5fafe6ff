/** What removed devices had not sent, as an administrator finds it. */
import type { HeldActOutcome, HeldItem, HeldPlace, HeldView } from '../../engine-api/held-back.ts'
import type { GalleryState } from './gallery-states.ts'
import { aisha, at, karen, meAisha, people } from './sample-cast.ts'
import { managedTeam } from './sample-team-devices.ts'

const open = { type: 'open', me: meAisha } as const

/** Doreen's own conversation with the team. */
const withDoreen: HeldPlace = {
  kind: 'own',
  about: 'Doreen',
  title: 'Doreen Ashworth',
  audience: { type: 'with-public', names: ['Doreen Ashworth'] },
  isTalk: true,
}
const [doreen, arthur] = people.map(({ name, personId }) => ({ name, personId }))

function held(entryId: string, over: Partial<HeldItem>): HeldItem {
  const times = { writtenAt: at('16:40', 1), storedAt: at('09:02') }
  return {
    entryId,
    who: aisha,
    mark: '7F3A',
    ...times,
    person: doreen ?? null,
    place: null,
    content: { type: 'closed' },
    ...over,
  }
}

export const heldItems: readonly HeldItem[] = [
  held('e-note', {
    content: {
      type: 'words',
      photos: [],
      said: [
        {
          title: 'Visit note',
          lines: [
            '“My legs are heavier than last week.”',
            'Both ankles swollen to mid-shin, no redness.',
            'Legs raised, weighed: 71.2 kg.',
          ],
          next: 'Ring the GP about the water tablet.',
        },
        { title: 'Visit finished', lines: ['From 16:10 to 16:40.'], next: null },
      ],
    },
  }),
  held('e-message', {
    writtenAt: at('16:52', 1),
    place: withDoreen,
    content: {
      type: 'words',
      photos: [],
      said: [{ title: 'Message', lines: ['I come again on Friday at ten.'], next: null }],
    },
  }),
  held('e-change', {
    content: { type: 'change', of: 'medicines', words: ['furosemide', '40 mg', 'once a day, in the morning'] },
  }),
  held('e-closed', {
    writtenAt: null,
    person: arthur ?? null,
  }),
  held('e-family', { who: karen, mark: '19BE', content: { type: 'unreadable', why: 'broken' }, writtenAt: null }),
  held('e-looked', { content: { type: 'automatic' } }),
  held('e-arrived', { content: { type: 'automatic' } }),
]

/** What Doreen reads on her own phone of that visit: written with the same press, into her own group. */
export const heldVisit: readonly HeldItem[] = [
  ...heldItems.slice(0, 1),
  held('e-next', {
    place: { ...withDoreen, isTalk: false },
    content: {
      type: 'words',
      photos: [],
      said: [{ title: 'What happens next', lines: [], next: 'Ring the GP about the water tablet.' }],
    },
  }),
  ...heldItems.slice(1, 2),
]

export const heldList = (items: readonly HeldItem[], more: Partial<HeldView> = {}): HeldActOutcome => ({
  type: 'list',
  view: { items, erased: [], more: false, ...more },
})

const shin = { width: 1_200, height: 900, bytes: 214_000 }

/** With photos: one that came with its note, one that has not come, one whose note had left, one that nobody can open. */
export const heldPhotoItems: readonly HeldItem[] = [
  held('e-photo-note', {
    content: {
      type: 'words',
      photos: [
        { ...shin, blob: 'b-shin', words: 'Left shin: a wound the size of a coin', isHere: true },
        { ...shin, blob: 'b-heel', words: 'Right heel, red, skin whole', isHere: false },
      ],
      said: [{ title: 'Visit note', lines: ['Dressing changed, no smell.'], next: null }],
    },
  }),
  held('b-foot', {
    writtenAt: null,
    content: { type: 'photo', photo: { ...shin, blob: 'b-foot', words: 'Both feet, swollen', isHere: true } },
  }),
  held('b-lost', { writtenAt: null, content: { type: 'lost-photo' } }),
]

const screen = { path: '/held-back', device: open } as const

export const heldStates: Readonly<Record<string, GalleryState>> = {
  'held-back': { ...screen, heldOutcome: () => heldList(heldItems) },
  'held-back-photos': { ...screen, heldOutcome: () => heldList(heldPhotoItems) },
  'held-back-visit': { ...screen, heldOutcome: () => heldList(heldVisit) },
  'held-back-none': { ...screen, heldOutcome: () => heldList([]) },
  'held-back-offline': { ...screen, heldOutcome: () => ({ type: 'failed', problem: 'no-signal' }) },
  'held-back-not-allowed': { ...screen, heldOutcome: () => ({ type: 'failed', problem: 'not-allowed' }) },
  'held-back-loading': { ...screen, heldOutcome: () => new Promise(() => {}) },
  'held-back-much': { ...screen, heldOutcome: () => heldList(heldItems.slice(0, 2), { more: true }) },
  'today-held': {
    path: '/today',
    device: open,
    views: { 'team-devices': managedTeam },
    heldOutcome: () => heldList(heldItems),
  },
  'team-devices-held': {
    path: '/team-devices',
    device: open,
    views: { 'team-devices': managedTeam },
    heldOutcome: () => heldList(heldItems, { erased: [{ deviceId: 'd-ben', at: at('14:05') }] }),
  },
  'team-devices-offline': {
    path: '/team-devices',
    device: open,
    views: { 'team-devices': managedTeam },
    heldOutcome: () => ({ type: 'failed', problem: 'no-signal' }),
  },
}
