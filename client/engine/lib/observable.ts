/** A list of listeners. */
export type Stop = () => void

export interface Observable<Value> {
  readonly subscribe: (listener: (value: Value) => void) => Stop
  readonly emit: (value: Value) => void
}

export function createObservable<Value>(): Observable<Value> {
  const listeners = new Set<{ readonly call: (value: Value) => void }>()
  return {
    subscribe: (call) => {
      const listener = { call }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit: (value) => {
      for (const { call } of [...listeners]) call(value)
    },
  }
}
