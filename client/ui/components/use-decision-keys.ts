/** J and K lead from one decision on the page to the next and back; not while somebody types. */
import { useEffect } from 'preact/hooks'
import { isTyping } from './is-typing.ts'

export function useDecisionKeys(selector = '[data-decision]'): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const places = [...document.querySelectorAll<HTMLElement>(selector)]
      const at = places.findIndex((place) => place === document.activeElement || isIn(place))
      const next = places[at < 0 ? (step > 0 ? 0 : places.length - 1) : at + step]
      if (next === undefined) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView?.({ block: 'nearest' })
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [selector])
}

/** A button of the same card counts as being at the card. */
function isIn(place: HTMLElement): boolean {
  return place.closest('.conflict')?.contains(document.activeElement) ?? false
}
