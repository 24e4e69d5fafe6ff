/** The h1 of a screen: named in the browser's tab, and focused when one comes here from another screen. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })

interface ScreenTitleProps {
  readonly title: string
  /** Read out but not drawn, where the banner already names the person. */
  readonly hidden?: boolean
  /** Names the tab instead of `title`, where the title is somebody's name. */
  readonly tabTitle?: string
}

export function ScreenTitle({ title, hidden = false, tabTitle = title }: ScreenTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { router } = useApp()

  useEffect(() => {
    // Not at the first opening: then the skip link is the first stop.
    if (router.hasMoved()) heading.current?.focus({ preventScroll: true })
  }, [router])

  useEffect(() => {
    document.title = text.pageTitle(tabTitle)
  }, [tabTitle])

  return (
    <h1 ref={heading} tabIndex={-1} class={hidden ? 'unseen' : undefined}>
      {title}
    </h1>
  )
}
