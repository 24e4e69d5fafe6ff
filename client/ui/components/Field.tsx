/**
 * One thing to type: label above, hint beneath it, problem in words and tied to
 * the field. `lines` above 1 makes it grow with what is written.
 */
import { useId } from 'preact/hooks'
import { Icon } from './Icon.tsx'

interface FieldProps {
  /** Where an error summary leads; its own otherwise. */
  readonly id?: string
  readonly label: string
  readonly value: string
  readonly onType: (value: string) => void
  readonly hint?: string
  readonly problem?: string
  readonly lines?: number
  readonly type?: 'text' | 'date'
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'search'
  readonly autocomplete?: string
  readonly placeholder?: string
}

export function Field(props: FieldProps) {
  const { label, value, onType, hint, problem, lines = 1 } = props
  const ownId = useId()
  const id = props.id ?? ownId
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean)
  const shared = {
    id,
    class: 'field',
    value,
    placeholder: props.placeholder,
    'aria-invalid': problem !== undefined ? true : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => onType(event.currentTarget.value),
  } as const
  return (
    <div class="block">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {lines > 1 ? (
        <textarea {...shared} rows={lines} />
      ) : props.type === 'date' ? (
        <input {...shared} type="date" />
      ) : (
        <input {...shared} type="text" inputMode={props.inputMode} autocomplete={props.autocomplete} />
      )}
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="warning" />
          {problem}
        </p>
      )}
    </div>
  )
}
