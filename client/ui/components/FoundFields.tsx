/** What a device says of itself and its team where nobody invited it: names, role and passphrase. */
import type { FoundError, FoundModel } from '../models/found-model.ts'
import { passphraseMinimum } from '../models/join-model.ts'
import { foundingText } from '../text/en/founding.ts'
import { joiningText } from '../text/en/joining.ts'
import { chooseText } from '../text/text.ts'
import { Field } from './Field.tsx'
import { Passphrases } from './JoinForm.tsx'

const text = chooseText({ en: foundingText })
const joining = chooseText({ en: joiningText })

const fieldIdByError: Readonly<Record<FoundError, string>> = {
  'space-missing': 'found-space',
  'name-missing': 'found-name',
  'role-missing': 'found-role',
  'too-short': 'join-passphrase',
  'not-the-same': 'join-again',
}

interface FoundFieldsProps {
  readonly model: Pick<FoundModel<unknown>, 'form' | 'type'>
  readonly errors: readonly FoundError[]
  readonly spaceHint: string
}

export function FoundFields({ errors, model, spaceHint }: FoundFieldsProps) {
  const { name, passphrase, spaceName, title } = model.form.value
  const wordOf = (error: FoundError) => (errors.includes(error) ? wordFoundError(error, passphrase) : undefined)
  const problemOf = (error: FoundError) => {
    const word = wordOf(error)
    return word === undefined ? {} : { problem: word }
  }
  return (
    <>
      <Field
        id="found-space"
        label={text.spaceLabel}
        hint={spaceHint}
        value={spaceName}
        onType={(typed) => model.type({ spaceName: typed })}
        {...problemOf('space-missing')}
      />
      <Field
        id="found-name"
        label={text.nameLabel}
        hint={text.nameHint}
        value={name}
        onType={(typed) => model.type({ name: typed })}
        {...problemOf('name-missing')}
      />
      <Field
        id="found-role"
        label={text.roleLabel}
        value={title}
        onType={(typed) => model.type({ title: typed })}
        {...problemOf('role-missing')}
      />
      <Passphrases model={model} wordOf={wordOf} />
    </>
  )
}

/** For the summary above the form. */
export function foundErrors(errors: readonly FoundError[], passphrase: string) {
  return errors.map((error) => ({ fieldId: fieldIdByError[error], words: wordFoundError(error, passphrase) }))
}

function wordFoundError(error: FoundError, passphrase: string): string {
  switch (error) {
    case 'space-missing':
      return text.spaceMissing
    case 'name-missing':
      return text.nameMissing
    case 'role-missing':
      return text.roleMissing
    case 'too-short':
      return joining.tooShort(passphraseMinimum, [...passphrase].length)
    case 'not-the-same':
      return joining.notTheSame
  }
}
