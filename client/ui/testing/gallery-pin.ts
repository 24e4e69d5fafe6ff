/** A PIN on a managed device: on the unlock screen, in the settings of the device, and the mark an administrator makes. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { meAisha, sampleNow } from './sample-cast.ts'
import { offlineSync } from './sample-sync.ts'

const passkey = { credentialId: '01', salt: '02' } as const
const locked = { type: 'locked', name: 'Aisha', unsentCount: 2, opensWith: 'passphrase', waitUntil: null } as const
const ready = { type: 'ready', waitUntil: null } as const
const panel = { path: '/sync', device: { type: 'open', me: { ...meAisha, managed: true } } } as const
const pinIs = (pin: 'none' | 'set' | 'taken-away') => () => ({ type: 'standing', pin }) as const

export const pinStates = {
  'unlock-pin': { path: '/', device: { ...locked, pin: ready } },
  'unlock-pin-passkey': { path: '/', device: { ...locked, pin: ready, passkey } },
  'unlock-pin-wait': {
    path: '/',
    device: { ...locked, pin: { type: 'ready', waitUntil: (sampleNow + 16_000) as Instant } },
  },
  'unlock-pin-closed': { path: '/', device: { ...locked, pin: { type: 'closed' } } },
  'unlock-pin-gone': { path: '/', device: { ...locked, unsentCount: 0, pin: { type: 'taken-away' } } },
  'sync-pin-none': { ...panel, pinOutcome: pinIs('none') },
  'sync-pin-set': { ...panel, views: { sync: offlineSync }, pinOutcome: pinIs('set') },
  'sync-pin-gone': { ...panel, device: { type: 'open', me: meAisha }, pinOutcome: pinIs('taken-away') },
} as const
