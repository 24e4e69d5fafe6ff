/**
 * One thing to type. `lines` above 1 makes it grow with what is written. It says
 * no to autocomplete, or the browser keeps what was typed in files of its own.
 */
import { useId } from 'preact/hooks'
import { controlProps, FieldFrame } from './FieldFrame.tsx'

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
  readonly readOnly?: boolean
}

export function Field(props: FieldProps) {
  const { label, value, onType, hint, problem, lines = 1 } = props
  const ownId = useId()
  const id = props.id ?? ownId
  const { autocomplete = 'off', placeholder, readOnly } = props
  const shared = { ...controlProps({ id, hint, problem }, value, onType), autocomplete, placeholder, readOnly } as const
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      {lines > 1 ? (
        <textarea {...shared} rows={lines} />
      ) : props.type === 'date' ? (
        <input {...shared} type="date" />
      ) : (
        <input {...shared} type="text" inputMode={props.inputMode} />
      )}
    </FieldFrame>
  )
}
