/** Changes made apart, as they were looked at by whoever writes what shall hold: what comes in later is looked at before it is decided over. */
import { useState } from 'preact/hooks'

export interface Looked {
  /** The keys of those that were looked at. */
  readonly sides: readonly string[]
  /** Others stand there now. */
  readonly hasCome: boolean
  /** She has looked at those, too. */
  readonly goOn: () => void
}

/** `now`: the keys of those that stand there now. */
export function useLooked(now: readonly string[]): Looked {
  const [sides, setSides] = useState(now)
  return { sides, hasCome: sides.join() !== now.join(), goOn: () => setSides(now) }
}
