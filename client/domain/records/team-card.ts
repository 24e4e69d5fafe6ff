/**
 * The team as everybody who holds the board's key may know it: faces, first
 * names, roles, hours, who is on today, whom to ask about what. A staff device
 * publishes it on the board; nothing in it is about any person looked after.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import type { Day } from '../ids.ts'
import {
  baseEntries,
  baseToWire,
  limits,
  pickBase,
  type RecordBase,
  signatureSchema,
  signatureToWire,
  tidySignature,
  type Written,
  withinLimit,
} from './record-base.ts'
import type { Signature } from './signature.ts'
import { cleanLine, daySchema, idSchema, idToWire, lineSchema } from './wire-values.ts'

/** Beyond these a card is no card any more. */
export const teamCardLimits = { members: 200, asks: 20 } as const

export interface TeamCardInput {
  /** Named by their first names. */
  readonly members: readonly Signature[]
  /** Who works on that day; null while nobody has said. */
  readonly on: { readonly date: Day; readonly memberIds: readonly string[] } | null
  /** In words: "Monday to Friday, 8 to 6"; empty when none are recorded. */
  readonly hours: string
  readonly phone: string
  /** "Medicines": "Priya, Monday to Friday". */
  readonly asks: readonly { readonly about: string; readonly who: string }[]
}

export interface TeamCardRecord extends RecordBase, TeamCardInput {
  readonly type: 'team-card'
  readonly v: 1
}

const idsSchema = v.pipe(v.array(idSchema<string>()), v.maxLength(teamCardLimits.members))
const askSchema = v.strictObject({
  about: v.pipe(lineSchema(limits.line), v.minLength(1)),
  who: v.pipe(lineSchema(limits.line), v.minLength(1)),
})

export const teamCardSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('team-card'),
  members: v.pipe(v.array(signatureSchema), v.minLength(1), v.maxLength(teamCardLimits.members)),
  on: v.nullable(v.strictObject({ date: daySchema, memberIds: idsSchema })),
  hours: lineSchema(limits.line),
  phone: lineSchema(limits.line),
  asks: v.pipe(v.array(askSchema), v.maxLength(teamCardLimits.asks)),
})

/** Whoever is on without being named on the card is left out: nobody could be shown. */
export function writeTeamCard(input: TeamCardInput, base: RecordBase): Written<TeamCardRecord> {
  const members = input.members.map(tidySignature).filter(({ name }) => name !== '')
  if (members.length === 0) return err({ type: 'nothing-written' })
  if (members.length > teamCardLimits.members) {
    return err({ type: 'too-long', field: 'members', limit: teamCardLimits.members })
  }
  const lines = withinLimit({ hours: cleanLine(input.hours), phone: cleanLine(input.phone) }, limits.line)
  if (!lines.ok) return lines
  const asks = input.asks
    .map(({ about, who }) => ({ about: cleanLine(about), who: cleanLine(who) }))
    .filter(({ about, who }) => about !== '' && who !== '')
  const long = asks.map((ask) => withinLimit(ask, limits.line)).find((ask) => !ask.ok)
  if (long !== undefined && !long.ok) return long
  if (asks.length > teamCardLimits.asks) return err({ type: 'too-long', field: 'asks', limit: teamCardLimits.asks })
  const named = new Set(members.map(({ memberId }) => memberId))
  const on = input.on && { date: input.on.date, memberIds: input.on.memberIds.filter((id) => named.has(id)) }
  return ok({ type: 'team-card', v: 1, ...pickBase(base), members, on, ...lines.value, asks })
}

export function teamCardToWire(card: TeamCardRecord) {
  const { asks, hours, members, on, phone } = card
  return {
    type: 'team-card',
    ...baseToWire(card),
    members: members.map(signatureToWire),
    on: on && { date: on.date, memberIds: on.memberIds.map(idToWire) },
    hours,
    phone,
    asks: asks.map(({ about, who }) => ({ about, who })),
  }
}
