/**
 * A member of staff opened a person's record: who and in which role the
 * signature says. Once a day; in the record itself, and in the person's own
 * group, so that she sees who looked.
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'

export interface ViewRecord extends RecordBase {
  readonly type: 'view'
  readonly v: 1
}

export const viewSchema = v.strictObject({ ...baseEntries, type: v.literal('view') })

export function writeView(base: RecordBase): Written<ViewRecord> {
  return ok({ type: 'view', v: 1, ...pickBase(base) })
}

export function viewToWire(view: ViewRecord) {
  return { type: 'view', ...baseToWire(view) }
}
