/**
 * What every field has around its control: label above, hint beneath it, and the
 * problem in words, both tied to the control so that they are read out with it.
 */
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

export interface FieldWords {
  readonly id: string
  readonly label: string
  readonly hint: string | undefined
  readonly problem: string | undefined
}

interface FieldFrameProps extends FieldWords {
  readonly children: ComponentChildren
}

export function FieldFrame({ id, label, hint, problem, children }: FieldFrameProps) {
  return (
    <div class="block">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          <WholeFigures>{hint}</WholeFigures>
        </p>
      )}
      {children}
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="warning" />
          {problem}
        </p>
      )}
    </div>
  )
}

/** What ties a control to its frame. */
export function controlProps(
  { id, hint, problem }: Pick<FieldWords, 'id' | 'hint' | 'problem'>,
  value: string,
  onType: (value: string) => void,
) {
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean)
  return {
    id,
    class: 'field',
    value,
    'aria-invalid': problem !== undefined ? true : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => onType(event.currentTarget.value),
  } as const
}
