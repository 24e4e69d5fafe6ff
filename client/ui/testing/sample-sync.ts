/** Sync panels of the samples: without signal with something refused, and all sent. */
import type { SyncView } from '../../engine-api/sync-views.ts'
import { at, ben, priya, reid } from './sample-cast.ts'

export const offlineSync: SyncView = {
  pill: { type: 'no-signal', saved: 3, needsYou: 1 },
  offlineSince: at('09:10'),
  lastContactAt: at('09:10'),
  waiting: [
    {
      id: 'w-1',
      kind: 'note',
      initials: 'E.C.',
      bytes: 2048,
      writtenAt: at('09:12'),
      reason: 'no-signal',
      problem: null,
    },
    {
      id: 'w-2',
      kind: 'message',
      initials: 'D.A.',
      bytes: 940,
      writtenAt: at('09:14'),
      reason: 'no-signal',
      problem: null,
    },
    {
      id: 'w-3',
      kind: 'observations',
      initials: 'W.C.',
      bytes: 1310,
      writtenAt: at('09:11'),
      reason: 'no-signal',
      problem: null,
    },
  ],
  needsYou: [
    {
      id: 'n-1',
      kind: 'message',
      initials: 'D.A.',
      bytes: 780,
      writtenAt: at('16:50', 1),
      reason: 'refused',
      problem: 'author-not-active',
    },
  ],
  parked: [],
  forks: [],
  rollbacks: [],
  refill: null,
  oldCopy: null,
  space: '5ac3'.repeat(8),
  ready: { at: at('07:55'), have: 12, of: 12 },
  colleagues: [
    { signature: ben, devices: [at('08:58')] },
    { signature: priya, devices: [at('09:09'), at('17:40', 1)] },
    { signature: reid, devices: [null] },
  ],
  storage: { usedBytes: 220_200_960, quotaBytes: 1_073_741_824, promised: true },
  clockSkewMs: 1200,
  pokes: 0,
}

export const settledSync: SyncView = {
  ...offlineSync,
  pill: { type: 'up-to-date', at: at('09:19'), needsYou: 0 },
  offlineSince: null,
  lastContactAt: at('09:19'),
  waiting: [],
  needsYou: [],
}

export const troubledSync: SyncView = {
  ...settledSync,
  pill: { type: 'sending', nth: 2, count: 3, needsYou: 0 },
  waiting: offlineSync.waiting.map((item, index) => ({ ...item, reason: index === 1 ? 'sending' : 'in-queue' })),
  parked: [
    { id: 'p-1', reason: 'bad-signature', at: at('08:40') },
    { id: 'd-1', reason: 'waits-for-earlier', at: at('08:20') },
  ],
  ready: { at: null, have: 9, of: 12 },
  storage: { usedBytes: 990_000_000, quotaBytes: 1_073_741_824, promised: false },
  clockSkewMs: 7_260_000,
}

/** A key of somebody’s was sealed to nobody for the recovery kit. */
export const escrowSync: SyncView = {
  ...settledSync,
  parked: [{ id: 'care/3', reason: 'false-escrow', at: at('09:01') }],
}

/** The relay was put back to an older copy. */
export const refillingSync: SyncView = { ...settledSync, refill: { type: 'refilling' } }
export const refilledSync: SyncView = { ...settledSync, refill: { type: 'refilled', at: at('09:05') } }

/** It did so, and did not say it. */
const rollback = { at: at('09:02'), times: 1, lost: null, overAt: null, to: 'staff' } as const
export const rollbackSync: SyncView = { ...settledSync, refill: { type: 'refilling' }, rollbacks: [rollback] }
const over = { ...rollback, lost: 14, overAt: at('09:05') } as const
export const rollbackOverSync: SyncView = {
  ...settledSync,
  refill: { type: 'refilled', at: at('09:05') },
  rollbacks: [over],
}
export const rollbackAdminSync: SyncView = { ...rollbackOverSync, rollbacks: [{ ...over, to: 'admin', times: 3 }] }
export const rollbackGovernanceSync: SyncView = { ...rollbackSync, rollbacks: [{ ...rollback, to: 'governance' }] }

const oldCopy = { isForked: false, mayBegin: true, sealing: 0, byHand: 0 }

/** This device was put back to an older copy, and wrote again. */
export const oldCopySync: SyncView = {
  ...settledSync,
  pill: { type: 'to-send', count: 2, needsYou: 2 },
  needsYou: offlineSync.waiting.slice(0, 2).map((item) => ({ ...item, reason: 'refused', problem: 'fork' })),
  oldCopy: { ...oldCopy, isForked: true },
}
/** The same for whoever cannot start anew alone. */
/** Of a phone of the public: there are no notes on it. */
export const oldCopyPublicSync: SyncView = {
  ...oldCopySync,
  needsYou: oldCopySync.needsYou.filter(({ kind }) => kind === 'message'),
}
export const oldCopyAskSync: SyncView = {
  ...oldCopyPublicSync,
  oldCopy: { ...oldCopy, isForked: true, mayBegin: false },
}
/** It has started anew. */
export const sealingSync: SyncView = { ...settledSync, oldCopy: { ...oldCopy, sealing: 3 } }
export const byHandSync: SyncView = { ...settledSync, oldCopy: { ...oldCopy, byHand: 1 } }

const fork = { id: 'f-1', signer: priya, at: at('09:02') } as const

/** Nothing more is written on this device. */
export const teamForkSync: SyncView = {
  ...settledSync,
  forks: [{ ...fork, type: 'team', groupKind: 'team', initials: '' }],
}

/** One record, and a colleague's device that was copied. */
export const groupForkSync: SyncView = {
  ...settledSync,
  forks: [
    { ...fork, type: 'group', groupKind: 'care', initials: 'D.A.' },
    { ...fork, id: 'f-2', type: 'feed', groupKind: 'care', initials: 'E.C.', signer: ben },
    { ...fork, id: 'f-3', type: 'snapshot', groupKind: 'care', initials: 'H.B.', signer: ben },
  ],
}
