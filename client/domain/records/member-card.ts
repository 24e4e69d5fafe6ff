/**
 * Who somebody in a group of the public is: each device writes its member's card
 * there once. The card is the signature itself, since chains hold no names.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'

export interface MemberCardRecord extends RecordBase {
  readonly type: 'member-card'
  readonly v: 1
}

export const memberCardSchema = v.strictObject({ ...baseEntries, type: v.literal('member-card') })

export function writeMemberCard(base: RecordBase): Written<MemberCardRecord> {
  if (base.author.name.trim() === '') return err({ type: 'nothing-written' })
  return ok({ type: 'member-card', v: 1, ...pickBase(base) })
}

export function memberCardToWire(card: MemberCardRecord) {
  return { type: 'member-card', ...baseToWire(card) }
}
