/**
 * A PIN: large digits from the number keys, covered, and offered to no password
 * manager. A covered field is never written into the browser's session files.
 */
import { controlProps, FieldFrame } from './FieldFrame.tsx'

interface PinFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly problem?: string | undefined
  readonly onType: (value: string) => void
}

export function PinField({ hint, id, label, onType, problem, value }: PinFieldProps) {
  const shared = controlProps({ id, hint, problem }, value, onType)
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <input {...shared} class="field pin-digits" type="password" inputMode="numeric" autocomplete="off" />
    </FieldFrame>
  )
}
