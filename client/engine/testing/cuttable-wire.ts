/** A wire on which the signal ends in the middle of an act: after so many requests. */
import type { Fate, Wire } from './memory-relay.ts'

export interface CuttableWire extends Wire {
  /** Requests are delivered, and after so many of them as `fate` says. */
  readonly cutAfter: (requests: number, fate: Fate) => void
}

export function cuttable(wire: Wire): CuttableWire {
  let [left, fate]: [number, Fate] = [Number.POSITIVE_INFINITY, 'delivered']
  return {
    ...wire,
    fetch: (url, init) => {
      if (left-- === 0) wire.setFate(fate)
      return wire.fetch(url, init)
    },
    setFate: (next, part) => {
      left = Number.POSITIVE_INFINITY
      wire.setFate(next, part)
    },
    cutAfter: (requests, next) => {
      wire.setFate('delivered')
      ;[left, fate] = [requests, next]
    },
  }
}
