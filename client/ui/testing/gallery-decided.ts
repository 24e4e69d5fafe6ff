/** What was decided about somebody, in every state the list and its form can be in. */
import type { GalleryState } from './gallery-states.ts'
import { at, meAisha } from './sample-cast.ts'
import { noDecided, sampleDecided } from './sample-decided.ts'
import { offlineSync } from './sample-sync.ts'

const decided = { path: '/person/doreen/decided', device: { type: 'open', me: meAisha } } as const
const typed = { what: 'One visit a week', why: 'Managing well', agreed: 'Doreen', instead: 'd-visits', saving: null }
const draft = ({ key }: { readonly key: string }) =>
  key === 'decision/doreen'
    ? { key, value: JSON.stringify({ version: 1, ...typed }), savedAt: at('09:11') }
    : { key, value: null, savedAt: null }
const noSpace = () => ({ ok: false, problem: { type: 'no-space' } }) as const

export const decidedStates: Readonly<Record<string, GalleryState>> = {
  decided,
  'decided-none': { ...decided, views: { decided: noDecided } },
  'decided-loading': { ...decided, views: { decided: undefined } },
  'decided-arriving': { ...decided, views: { decided: { ...sampleDecided, complete: false } } },
  'decided-outside': { ...decided, views: { decided: { ...noDecided, isOutside: true } } },
  'decided-writing': {
    ...decided,
    views: { sync: offlineSync, draft },
    outcome: noSpace,
  },
}
