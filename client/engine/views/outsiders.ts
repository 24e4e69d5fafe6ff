/** Of rows and records in which names stand as their writers gave them: as what the chain has each of whoever is no staff. */
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { outsiderOf } from '../writing/record-context.ts'

/** A name that was let into the group stands first, whatever else it is: nobody in a circle is staff by another's id. */
export function withStanding(chain: ChainState, who: Signature): Signature {
  const named = Object.values(chain.devices).find(({ member }) => member === who.memberId)
  const as = named === undefined ? undefined : outsiderOf(named.role)
  return as === undefined ? who : { ...who, as }
}

/** Everybody who is named in it. */
export function allWithStanding<Row extends object>(chain: ChainState, row: Row): Row {
  return everyIn(row, (each) => (isSignature(each) ? withStanding(chain, each) : each)) as Row
}

/** Each object in it, the innermost first. What stays as it was is not made anew: whole records go through here for every answer. */
export function everyIn(value: unknown, change: (each: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  const before = value as Record<string, unknown>
  let after = before
  for (const key of Object.keys(before)) {
    const each = everyIn(before[key], change)
    if (each === before[key]) continue
    if (after === before) after = (Array.isArray(before) ? [...before] : { ...before }) as Record<string, unknown>
    after[key] = each
  }
  return Array.isArray(value) ? after : change(after)
}

export function isSignature(value: unknown): value is Signature {
  return typeof value === 'object' && value !== null && 'memberId' in value && 'role' in value && 'face' in value
}
