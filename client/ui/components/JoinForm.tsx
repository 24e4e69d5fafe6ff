/**
 * The form of joining: a name that can be corrected; for staff a passphrase twice;
 * for the public the words about the phone's lock. The invite brings the name, so
 * the browser is not asked to remember it: it would lie in its files in clear.
 */
import type { ReadonlySignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { Invite } from '../../engine-api/engine-api.ts'
import { type JoinError, type JoinModel, passphraseMinimum } from '../models/join-model.ts'
import { joiningText } from '../text/en/joining.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'
import { Face } from './Face.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { PassphraseAccount, PassphraseField, ShowTyping } from './PassphraseField.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: joiningText })
const fieldIdByError: Readonly<Record<JoinError, string>> = {
  'name-missing': 'join-name',
  'too-short': 'join-passphrase',
  'not-the-same': 'join-again',
}

interface JoinFormProps {
  readonly model: JoinModel
  readonly invite: Invite
}

export function JoinForm({ model, invite }: JoinFormProps) {
  const [errors, setErrors] = useState<readonly JoinError[]>([])
  const isPublic = invite.audience === 'public'
  const { again, name, passphrase } = model.form.value
  useHold(name !== invite.name || passphrase !== '' || again !== '')
  const wordOf = (error: JoinError) => (errors.includes(error) ? wordError(error, passphrase) : undefined)
  const nameMissing = wordOf('name-missing')
  return (
    <Form look="fields" onSubmit={() => setErrors(model.join())}>
      <ErrorSummary
        title={text.errorsTitle}
        asked={errors}
        errors={errors.map((error) => ({ fieldId: fieldIdByError[error], words: wordError(error, passphrase) }))}
      />
      <div class="invited">
        <Face face={invite.face} name={name} size="large" />
        <div class="grow">
          <Field
            id="join-name"
            label={text.nameLabel}
            hint={isPublic ? text.nameHintPublic : text.nameHint}
            value={name}
            // Not `name`, on purpose: the browser would keep it in clear, and the invitation has filled it in (JN8).
            autocomplete="off"
            onType={(typed) => model.type({ name: typed })}
            {...(nameMissing === undefined ? {} : { problem: nameMissing })}
          />
        </div>
      </div>
      {isPublic ? <PhoneLock /> : <Passphrases model={model} wordOf={wordOf} />}
      <Button kind="main" size={isPublic ? 'big' : 'tall'} type="submit" unavailable={model.joining.value}>
        {model.joining.value ? text.joining : isPublic ? text.joinPublic : text.join}
      </Button>
    </Form>
  )
}

function PhoneLock() {
  return (
    <p class="honest still">
      <Icon name="lock" />
      <span>
        <b>{text.phoneLock}</b>
        {text.phoneLockHint}
      </span>
    </p>
  )
}

interface PassphrasesProps {
  readonly model: {
    readonly form: ReadonlySignal<{ readonly passphrase: string; readonly again: string }>
    readonly type: (change: { readonly passphrase?: string; readonly again?: string }) => void
  }
  readonly wordOf: (error: 'too-short' | 'not-the-same') => string | undefined
}

export function Passphrases({ model, wordOf }: PassphrasesProps) {
  const [shown, setShown] = useState(false)
  const { passphrase, again } = model.form.value
  const tooShort = wordOf('too-short')
  const notTheSame = wordOf('not-the-same')
  return (
    <section class="stack" aria-labelledby="passphrase-title">
      <h2 id="passphrase-title">{text.passphraseTitle}</h2>
      <p>{text.passphraseWhy}</p>
      <p>{text.passphraseAdvice}</p>
      <PassphraseAccount />
      <PassphraseField
        id="join-passphrase"
        label={text.passphraseLabel}
        hint={text.passphraseHint(passphraseMinimum)}
        value={passphrase}
        shown={shown}
        autocomplete="new-password"
        {...(tooShort === undefined ? {} : { problem: tooShort })}
        onType={(typed) => model.type({ passphrase: typed })}
      />
      <PassphraseField
        id="join-again"
        label={text.again}
        value={again}
        shown={shown}
        autocomplete="new-password"
        {...(notTheSame === undefined ? {} : { problem: notTheSame })}
        onType={(typed) => model.type({ again: typed })}
      />
      <ShowTyping words={text.show} shown={shown} onShow={setShown} />
    </section>
  )
}

function wordError(error: JoinError, passphrase: string): string {
  switch (error) {
    case 'name-missing':
      return text.nameMissing
    case 'too-short':
      return text.tooShort(passphraseMinimum, [...passphrase].length)
    case 'not-the-same':
      return text.notTheSame
  }
}
