/**
 * A long list draws a screenful at first and more as its end is neared: what
 * nobody looks at yet is not waited for. Whoever has no such list under the
 * finger (a keyboard, a screen reader) has the button at its end.
 */
import type { RefObject } from 'preact'
import { useEffect, useReducer, useRef } from 'preact/hooks'

/** A screenful of the largest screen, and what is drawn ahead of the finger. */
const atFirst = 16
const step = 32
const ahead = '600px'

export interface GrowingList {
  /** So many of them are to be drawn. */
  readonly drawn: number
  readonly grow: () => void
  /** What stands after the last one drawn. */
  readonly end: RefObject<HTMLDivElement | null>
}

/** `of` names what the list is a list of: with another it begins anew. `atLeast` so many are drawn in any case. */
export function useGrowing(of: string, length: number, atLeast = 0): GrowingList {
  const shown = useRef({ of, drawn: atFirst })
  const [, redraw] = useReducer((turn: number) => turn + 1, 0)
  const end = useRef<HTMLDivElement>(null)
  if (shown.current.of !== of) shown.current = { of, drawn: atFirst }
  const drawn = Math.max(shown.current.drawn, atLeast)
  const grow = () => {
    shown.current = { of, drawn: drawn + step }
    redraw(undefined)
  }
  useEffect(() => {
    const element = end.current
    if (element === null || drawn >= length || typeof IntersectionObserver === 'undefined') return
    // A busy browser tells several at once: the last says how it stands now, and nothing more comes after it.
    const observer = new IntersectionObserver((told) => told.at(-1)?.isIntersecting === true && grow(), {
      rootMargin: `0px 0px ${ahead} 0px`,
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [of, drawn, drawn < length])
  return { drawn, grow, end }
}
