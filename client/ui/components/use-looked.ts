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

/** A form whose draft is about them. */
interface Deciding {
  readonly change: (next: <Form>(form: Form) => Form) => void
}

/** `now`: the keys of those that stand there now. */
export function useLooked(now: readonly string[], model: Deciding): Looked {
  const [sides, setSides] = useState(now)
  const goOn = () => {
    setSides(now)
    // What was to be saved before was about others.
    model.change((form) => form)
  }
  return { sides, hasCome: inOrder(sides) !== inOrder(now), goOn }
}

/** Which they are counts, and not who is named first. */
function inOrder(keys: readonly string[]): string {
  return [...keys].sort().join()
}
