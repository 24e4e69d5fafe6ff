/** A few to choose from, one of them chosen: buttons in a row under their question. */
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'

export function Choice({ children, label }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <fieldset class="block">
      <legend>{label}</legend>
      <div class="choices">{children}</div>
    </fieldset>
  )
}

interface PickProps {
  readonly chosen: boolean
  readonly onPick: () => void
  readonly children: ComponentChildren
}

export function Pick({ children, chosen, onPick }: PickProps) {
  return (
    <button type="button" class="button" aria-pressed={chosen} onClick={onPick}>
      {chosen && <Icon name="tick" />}
      {children}
    </button>
  )
}
