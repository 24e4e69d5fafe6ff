/** Drafts as they stand on the disk: JSON that may be of another version, or damaged. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Intent } from '../../engine-api/intent.ts'

/** The fields of a draft; none for anything that is no draft. */
export function readDraft(value: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(value))
  } catch {
    return {}
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** The tap that saves or sends, if there was one. */
export function parseIntent(value: unknown): Intent | null {
  const { at, commandId } = asRecord(value)
  return typeof commandId === 'string' && typeof at === 'number' ? { commandId, at: at as Instant } : null
}
