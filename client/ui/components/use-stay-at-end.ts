/**
 * The newest message stays in sight when something comes, unless somebody has
 * scrolled up to read: in the log, or in the page where the page scrolls. What
 * somebody types into below stays where it can be seen (SH811).
 */
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** So near the end somebody is at it. */
const near = 80

/** What is at its end. */
interface AtEnd {
  log: boolean
  page: boolean
}

export function useStayAtEnd(log: RefObject<HTMLElement | null>, newest: string | undefined): void {
  const atEnd = useRef<AtEnd>({ log: true, page: true })
  useEffect(() => {
    const element = log.current
    if (element === null) return
    let size = sizeOf(element)
    // What has just grown was not scrolled by anybody: only a scroll within the same size leaves the end.
    const note = () => {
      const next = sizeOf(element)
      const is = { log: isLogAtEnd(element), page: isPageAtEnd(element) }
      if (next === size) atEnd.current = is
      else atEnd.current = { log: atEnd.current.log || is.log, page: atEnd.current.page || is.page }
      size = next
    }
    element.addEventListener('scroll', note, { passive: true })
    window.addEventListener('scroll', note, { passive: true })
    // The box below grows with what is typed and takes the room from here.
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => showEnd(element, atEnd))
    observer?.observe(element)
    return () => {
      element.removeEventListener('scroll', note)
      window.removeEventListener('scroll', note)
      observer?.disconnect()
    }
  }, [log])
  useEffect(() => {
    if (newest !== undefined && log.current !== null) showEnd(log.current, atEnd)
  }, [newest, log])
}

function sizeOf(log: HTMLElement): string {
  return [log.scrollHeight, document.documentElement.scrollHeight, window.innerHeight].join()
}

function isLogAtEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < near
}

function isPageAtEnd(log: HTMLElement): boolean {
  return log.getBoundingClientRect().bottom - window.innerHeight < near
}

function showEnd(log: HTMLElement, { current }: { readonly current: AtEnd }): void {
  if (current.log) log.scrollTop = log.scrollHeight
  const last = log.lastElementChild
  if (!current.page || last === null) return
  const box = document.activeElement
  if (box instanceof HTMLTextAreaElement && !log.contains(box)) box.scrollIntoView?.({ block: 'nearest' })
  // Whoever reads further up, or on below the log, is not taken to its end.
  else if (current.log && last.getBoundingClientRect().bottom >= 0) last.scrollIntoView?.({ block: 'nearest' })
}
