/**
 * A passphrase: may be pasted, may be shown, is never corrected or completed by
 * the keyboard. While it is shown it says no to autocomplete, or the browser
 * writes it into its session files in clear.
 */
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

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
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean)
  const shared = {
    id,
    class: 'field',
    value,
    autocomplete,
    autocapitalize: 'off',
    spellcheck: false,
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
      {shown ? <input {...shared} type="text" autocomplete="off" /> : <input {...shared} type="password" />}
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="warning" />
          {problem}
        </p>
      )}
    </div>
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
