/** The audit of information governance, in every state it can be in. */
import type { AuditAgreement, AuditLogOutcome } from '../../engine-api/audit.ts'
import type { GalleryState } from './gallery-states.ts'
import { emptyAudit, emptyAuditLog, sampleAuditLog, wentBackAudit } from './sample-audit.ts'
import { at, meNoor } from './sample-cast.ts'
import { offlineSync, rollbackGovernanceSync } from './sample-sync.ts'

const audit = { path: '/', device: { type: 'open', me: meNoor } } as const

function withAgreement(agreement: AuditAgreement): AuditLogOutcome {
  return { type: 'read', log: { ...sampleAuditLog, agreement } }
}

export const auditStates: Readonly<Record<string, GalleryState>> = {
  audit,
  'audit-empty': { ...audit, views: { audit: emptyAudit }, auditLog: { type: 'read', log: emptyAuditLog } },
  'audit-loading': { ...audit, views: { audit: undefined }, auditLog: 'reading' },
  'audit-offline': {
    ...audit,
    views: { sync: offlineSync, audit: { ...emptyAudit, complete: false } },
    auditLog: { type: 'failed', problem: 'no-signal' },
  },
  'audit-not-shown': { ...audit, auditLog: { type: 'failed', problem: 'not-allowed' } },
  'audit-differs': { ...audit, auditLog: withAgreement({ type: 'differs', how: 'changed' }) },
  'audit-late': { ...audit, auditLog: withAgreement({ type: 'agrees', upTo: at('03:00', 4), late: true }) },
  'audit-no-key': { ...audit, auditLog: withAgreement({ type: 'no-key' }) },
  'audit-went-back': { ...audit, views: { sync: rollbackGovernanceSync, audit: wentBackAudit } },
  'audit-sync-rollback': { ...audit, path: '/sync', views: { sync: rollbackGovernanceSync } },
  'audit-sync': { ...audit, path: '/sync' },
}
