/**
 * The head of a screen: title and one line under it, and the team's sync pill in
 * the far corner (the public's line stands above every screen of theirs). The title takes the focus when the screen opens, so that a
 * screen reader says where we are; the browser tab says it too.
 */
import type { ComponentChildren } from 'preact'
import { useShell } from '../shell-context.ts'
import { ScreenTitle } from './ScreenTitle.tsx'
import { SyncPill } from './SyncPill.tsx'

interface TopProps {
  readonly title: string
  readonly children?: ComponentChildren
  /** Who reads it. */
  readonly readBy?: ComponentChildren
}

export function Top({ title, children, readBy }: TopProps) {
  const { me } = useShell()
  return (
    <header class="top">
      <div>
        <ScreenTitle title={title} />
        {children !== undefined && <p class="quiet tabular">{children}</p>}
        {readBy}
      </div>
      {me.audience === 'staff' && <SyncPill />}
    </header>
  )
}
