/** The h1 of a later step on the same page: it takes the focus, so that a screen reader hears that the page changed. */
import { useEffect, useRef } from 'preact/hooks'

export function StepTitle({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Other words on the same page: the focus is here already, and asking for it again would lay the page out once more.
    if (document.activeElement === heading.current) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo?.(0, 0)
  }, [title])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  )
}
