/** What people made of a medicine, as rows say it. Rules CF. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'

/** The part of a medicine that can do harm. */
export interface MedicineState {
  readonly name: string
  readonly form: string
  readonly dose: string
  readonly frequency: string
  readonly route: string
  readonly status: 'current' | 'stopped'
  readonly stoppedOn: string | null
}

/** What one person made of a medicine, whole as they wrote it. */
export interface MedicineChange {
  /** Names it in a decision. */
  readonly key: string
  /** Null when the change does not say, or names somebody whose device did not make it. */
  readonly author: Signature | null
  readonly writtenAt: Instant | null
  /** When it reached this device; null for what was written here, or when that is no longer known. */
  readonly arrivedAt: Instant | null
  readonly reason: string
  readonly before: MedicineState | null
  readonly after: MedicineState
}
