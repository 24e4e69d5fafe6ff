/** The audit screen: what the chains say, watched; the relay's log, read when the screen opens and when asked. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { AuditLogOutcome, AuditView } from '../../engine-api/audit.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { AuditFilter } from './audit-report.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

export interface AuditModel extends Disposable {
  readonly view: ReadonlySignal<AuditView | undefined>
  /** Undefined while it is being read. */
  readonly outcome: ReadonlySignal<AuditLogOutcome | undefined>
  readonly filter: ReadonlySignal<AuditFilter>
  readonly narrow: (change: Partial<AuditFilter>) => void
  readonly read: () => Promise<void>
}

export function createAuditModel(engine: Pick<EngineApi, 'readAuditLog' | 'watch'>): AuditModel {
  const { dispose, view } = watchQuery(engine, 'audit', {})
  const outcome = signal<AuditLogOutcome | undefined>(undefined)
  const filter = signal<AuditFilter>({ personId: '', memberId: '', days: 30 })

  async function read(): Promise<void> {
    outcome.value = undefined
    outcome.value = await engine.readAuditLog()
  }

  void read()
  return {
    view,
    outcome,
    filter,
    narrow: (change) => {
      filter.value = { ...filter.value, ...change }
    },
    read,
    dispose,
  }
}
