/** Port: run something later, once. The only place where time passes by itself in the engine. */
export interface Timer {
  /** Returns what cancels it. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

export function createSystemTimer(): Timer {
  return {
    after: (milliseconds, run) => {
      const timeout = setTimeout(run, milliseconds)
      return () => clearTimeout(timeout)
    },
  }
}
