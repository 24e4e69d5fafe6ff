/**
 * A passphrase: may be pasted, may be shown, is never corrected or completed by
 * the keyboard. While it is shown it says no to autocomplete, or the browser
 * writes it into its session files in clear.
 */
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { controlProps, FieldFrame } from './FieldFrame.tsx'

const { appName } = chooseText({ en })

interface PassphraseFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly shown: boolean
  readonly autocomplete: 'new-password' | 'current-password'
  readonly hint?: string
  readonly problem?: string
  readonly onType: (value: string) => void
}

export function PassphraseField(props: PassphraseFieldProps) {
  const { id, label, value, shown, autocomplete, hint, problem, onType } = props
  const shared = {
    ...controlProps({ id, hint, problem }, value, onType),
    autocomplete,
    autocapitalize: 'off',
    spellcheck: false,
  } as const
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      {shown ? <input {...shared} type="text" autocomplete="off" /> : <input {...shared} type="password" />}
    </FieldFrame>
  )
}

/**
 * The account a password manager files the passphrase under. Without it a browser
 * takes the text field before, a person's name, and writes it down in clear.
 */
export function PassphraseAccount() {
  return <input type="text" autocomplete="username" value={appName} hidden readOnly />
}

interface ShowProps {
  readonly words: string
  readonly shown: boolean
  readonly onShow: (shown: boolean) => void
}

export function ShowTyping({ words, shown, onShow }: ShowProps) {
  return (
    <label class="shown">
      <input type="checkbox" checked={shown} onChange={(event) => onShow(event.currentTarget.checked)} />
      {words}
    </label>
  )
}
