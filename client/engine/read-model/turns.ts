/**
 * Who waits for whom: what only reads goes side by side, since each look at the
 * disk takes longer than what it brings; what changes goes alone, after all that
 * was asked for before it and before all that is asked for later.
 */
export interface Turns {
  /** Beside others, but after those before it that named one of these. */
  readonly beside: <Value>(names: readonly string[], run: () => Promise<Value>) => Promise<Value>
  readonly alone: <Value>(run: () => Promise<Value>) => Promise<Value>
}

export function createTurns(): Turns {
  let alone: Promise<unknown> = Promise.resolve()
  const under = new Set<Promise<unknown>>()
  const lastOf = new Map<string, Promise<unknown>>()

  return {
    beside: (names, run) => {
      const before = names.map((name) => lastOf.get(name))
      const result = Promise.all([alone, ...before]).then(run)
      const ended = result
        .catch(() => {})
        .then(() => {
          under.delete(ended)
          for (const name of names) if (lastOf.get(name) === ended) lastOf.delete(name)
        })
      under.add(ended)
      for (const name of names) lastOf.set(name, ended)
      return result
    },
    alone: (run) => {
      const result = Promise.all([alone, ...under]).then(run)
      alone = result.catch(() => {})
      return result
    },
  }
}
