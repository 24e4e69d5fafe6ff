/** Something did not work: what happened, what is safe, what to do. Read out at once. */
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'

interface ProblemProps {
  readonly title: string
  readonly words?: string
  /** Buttons. */
  readonly children?: ComponentChildren
}

export function Problem({ title, words, children }: ProblemProps) {
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <p>
        <b>{title}</b>
        {words}
      </p>
      {children !== undefined && <div class="actions">{children}</div>}
    </div>
  )
}
