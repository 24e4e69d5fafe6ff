/** Port: run something later, once. The only place where time passes by itself in the engine. */
export interface Timer {
  /** Returns what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void
}

export function createSystemTimer(): Timer {
  return {
    after: (ms, run) => {
      const timeout = setTimeout(run, ms)
      return () => clearTimeout(timeout)
    },
  }
}
