/**
 * What was last done here, in words, and the how-manieth it is: said again in the
 * same words it is another one, and has not been sent with the one before. Rule SP936.
 */
import { useState } from 'preact/hooks'

interface InWords {
  readonly words: string
}

export type Said<What extends InWords> = What & { readonly times: number }

export function useSaid<What extends InWords = InWords>() {
  const [{ said, times }, setSaid] = useState<{ readonly said: What | null; readonly times: number }>({
    said: null,
    times: 0,
  })
  const say = (next: What | null) => setSaid((before) => ({ said: next, times: before.times + 1 }))
  return [said === null ? null : { ...said, times }, say] as const
}
