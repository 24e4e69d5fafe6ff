/** One at a time, in the order asked for; a failure of one is its own caller's. */
export type Serial = <Value>(work: () => Promise<Value>) => Promise<Value>

export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
}
