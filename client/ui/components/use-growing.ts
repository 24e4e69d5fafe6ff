/**
 * A long list draws a screenful at first and more as its end is neared: what
 * nobody looks at yet is not waited for. Whoever has no such list under the
 * finger (a keyboard, a screen reader) has the button at its end.
 */
import type { RefObject } from 'preact'
import { useEffect, useReducer, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'

/** Drawn once the first frame has stood for a moment: a screenful of the largest screen, and what is drawn ahead of the finger. */
const soon = 16
const soonAfterMs = 200
const ahead = '600px'
/** Drawn more each time. */
const step = 32

export interface GrowingList {
  /** So many of them are to be drawn. */
  readonly drawn: number
  /** A moment later so many are, whoever does nothing: what is said of the rest goes by these, and stands still (PE1120). */
  readonly soonDrawn: number
  readonly grow: () => void
  /** What stands after the last one drawn. */
  readonly end: RefObject<HTMLDivElement | null>
}

interface Growing {
  /** What the list is a list of: with another it begins anew. */
  readonly of: string
  readonly length: number
  /** Of the first frame, which a slow phone lays out whole before anything is seen. */
  readonly atFirst: number
  /** So many are drawn in any case. */
  readonly atLeast?: number
}

export function useGrowing({ atFirst, atLeast = 0, length, of }: Growing): GrowingList {
  const { page } = useApp()
  const shown = useRef({ of, drawn: atFirst })
  const [, redraw] = useReducer((turn: number) => turn + 1, 0)
  const end = useRef<HTMLDivElement>(null)
  if (shown.current.of !== of) shown.current = { of, drawn: atFirst }
  const drawn = Math.max(shown.current.drawn, atLeast)
  const grow = () => {
    shown.current = { of, drawn: drawn + step }
    redraw(undefined)
  }
  const soonDrawn = Math.max(drawn, Math.min(soon, length))
  const isFew = drawn < soonDrawn
  useEffect(() => {
    if (!isFew) return
    return page.after(soonAfterMs, () => {
      shown.current = { of, drawn: soon }
      redraw(undefined)
    })
  }, [page, of, isFew])
  useEffect(() => {
    const element = end.current
    if (element === null || isFew || drawn >= length || typeof IntersectionObserver === 'undefined') return
    // A busy browser tells several at once: the last says how it stands now, and nothing more comes after it.
    const observer = new IntersectionObserver((told) => told.at(-1)?.isIntersecting === true && grow(), {
      rootMargin: `0px 0px ${ahead} 0px`,
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [of, drawn, isFew, drawn < length])
  return { drawn, soonDrawn, grow, end }
}
