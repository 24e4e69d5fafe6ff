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

export function everyIn(value: unknown, change: (each: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => everyIn(each, change))
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, everyIn(each, change)])))
}

export function isSignature(value: unknown): value is Signature {
  return typeof value === 'object' && value !== null && 'memberId' in value && 'role' in value && 'face' in value
}
