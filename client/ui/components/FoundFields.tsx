/** What a device says of itself and its team where nobody invited it: names, role and passphrase. */
import { type FoundError, type FoundForm, type FoundModel, longestLine } from '../models/found-model.ts'
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
  'space-too-long': 'found-space',
  'name-missing': 'found-name',
  'name-too-long': 'found-name',
  'role-missing': 'found-role',
  'role-too-long': 'found-role',
  'too-short': 'join-passphrase',
  'not-the-same': 'join-again',
}

interface FoundFieldsProps {
  readonly model: Pick<FoundModel<unknown>, 'form' | 'type'>
  readonly errors: readonly FoundError[]
  readonly spaceHint: string
}

export function FoundFields({ errors, model, spaceHint }: FoundFieldsProps) {
  const { name, spaceName, title } = model.form.value
  const wordOf = (error: FoundError) => (errors.includes(error) ? wordFoundError(error, model.form.value) : undefined)
  const problemOf = (missing: FoundError, tooLong: FoundError) => {
    const word = wordOf(missing) ?? wordOf(tooLong)
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
        {...problemOf('space-missing', 'space-too-long')}
      />
      <Field
        id="found-name"
        label={text.nameLabel}
        hint={text.nameHint}
        value={name}
        onType={(typed) => model.type({ name: typed })}
        {...problemOf('name-missing', 'name-too-long')}
      />
      <Field
        id="found-role"
        label={text.roleLabel}
        value={title}
        onType={(typed) => model.type({ title: typed })}
        {...problemOf('role-missing', 'role-too-long')}
      />
      <Passphrases model={model} wordOf={wordOf} />
    </>
  )
}

/** For the summary above the form. */
export function foundErrors(errors: readonly FoundError[], form: FoundForm) {
  return errors.map((error) => ({ fieldId: fieldIdByError[error], words: wordFoundError(error, form) }))
}

function wordFoundError(error: FoundError, { name, passphrase, spaceName, title }: FoundForm): string {
  switch (error) {
    case 'space-missing':
      return text.spaceMissing
    case 'name-missing':
      return text.nameMissing
    case 'role-missing':
      return text.roleMissing
    case 'space-too-long':
      return text.tooLong('The name of the team', longestLine, spaceName.trim().length)
    case 'name-too-long':
      return text.tooLong('Your name', longestLine, name.trim().length)
    case 'role-too-long':
      return text.tooLong('Your role', longestLine, title.trim().length)
    case 'too-short':
      return joining.tooShort(passphraseMinimum, [...passphrase].length)
    case 'not-the-same':
      return joining.notTheSame
  }
}
