/**
 * What is true of something that was just done: dashed with a clock while it is
 * on this device alone, plain with a tick once it has left. Rule SP760.
 */
import type { ComponentChildren, Ref } from 'preact'
import { Icon } from './Icon.tsx'

interface SavedBoxProps {
  readonly hasLeft: boolean
  /** Where the focus goes to it, since the control that was pressed has gone. */
  readonly box?: Ref<HTMLDivElement>
  readonly children: ComponentChildren
}

export function SavedBox({ box, children, hasLeft }: SavedBoxProps) {
  return (
    <div
      class={hasLeft ? 'honest still' : 'honest'}
      role="status"
      {...(box !== undefined && { ref: box, tabIndex: -1 })}
    >
      <Icon name={hasLeft ? 'tick' : 'clock'} />
      {children}
    </div>
  )
}
