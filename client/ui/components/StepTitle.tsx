/** The h1 of a later step on the same page: it takes the focus, so that a screen reader hears that the page changed. */
import { useEffect, useRef } from 'preact/hooks'

interface StepTitleProps {
  readonly title: string
  /** Its step is the one that is seen; false while it lies behind another. */
  readonly isShown?: boolean
}

export function StepTitle({ title, isShown = true }: StepTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Other words on the same page: the focus is here already, and asking for it again would lay the page out once more.
    if (!isShown || document.activeElement === heading.current) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo?.(0, 0)
  }, [title, isShown])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  )
}
