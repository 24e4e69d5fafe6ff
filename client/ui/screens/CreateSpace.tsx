/**
 * The first administrator makes a new neighbourhood by the link of whoever looks
 * after the server: names, passphrase, and everything else is made by the device.
 */
import { useState } from 'preact/hooks'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { Button } from '../components/Button.tsx'
import { ErrorSummary } from '../components/ErrorSummary.tsx'
import { Field } from '../components/Field.tsx'
import { Form } from '../components/Form.tsx'
import { Passphrases } from '../components/JoinForm.tsx'
import { Problem } from '../components/Problem.tsx'
import { useHold } from '../components/use-hold.ts'
import { Whole } from '../components/Whole.tsx'
import { createFoundModel, type FoundError } from '../models/found-model.ts'
import { passphraseMinimum } from '../models/join-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/founding.ts'
import { joiningText } from '../text/en/joining.ts'
import { chooseText } from '../text/text.ts'

const { foundingText: text, wordFoundProblem } = chooseText({ en })
const joining = chooseText({ en: joiningText })

const fieldIdByError: Readonly<Record<FoundError, string>> = {
  'space-missing': 'found-space',
  'name-missing': 'found-name',
  'role-missing': 'found-role',
  'too-short': 'join-passphrase',
  'not-the-same': 'join-again',
}

export function CreateSpace({ fragment }: { readonly fragment: string }) {
  const { deviceWord, engine } = useApp()
  const model = useModel(() => createFoundModel(fragment, text.roleStart, engine), [fragment, engine])
  const [errors, setErrors] = useState<readonly FoundError[]>([])
  const { again, name, passphrase, spaceName, title } = model.form.value
  useHold([spaceName, name, passphrase, again].some((typed) => typed !== ''))
  const problem = model.problem.value
  const words = problem === null ? null : wordFoundProblem(problem, deviceWord)
  const wordOf = (error: FoundError) => (errors.includes(error) ? wordError(error, passphrase) : undefined)
  const problemOf = (error: FoundError) => {
    const word = wordOf(error)
    return word === undefined ? {} : { problem: word }
  }
  return (
    <Whole title={text.title}>
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <p>{text.intro}</p>
      <Form look="fields" onSubmit={() => setErrors(model.found())}>
        <ErrorSummary
          title={text.errorsTitle}
          errors={errors.map((error) => ({ fieldId: fieldIdByError[error], words: wordError(error, passphrase) }))}
        />
        <Field
          id="found-space"
          label={text.spaceLabel}
          hint={text.spaceHint}
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
        <Button kind="main" size="tall" type="submit" unavailable={model.founding.value}>
          {model.founding.value ? text.creating : text.create}
        </Button>
      </Form>
    </Whole>
  )
}

/** Made and kept here; the relay has not taken it yet, or never will. */
export function Founding({ state }: { readonly state: DeviceState & { readonly type: 'founding' } }) {
  const { deviceWord, engine } = useApp()
  if (state.problem !== undefined) {
    const { title, whatToDo } = wordFoundProblem({ type: state.problem }, deviceWord)
    return (
      <Whole title={title}>
        <p role="status">{whatToDo}</p>
      </Whole>
    )
  }
  return (
    <Whole title={text.waitingTitle(state.spaceName)}>
      <p role="status">{text.waitingWords}</p>
      <p>{text.waitingNext}</p>
      <div class="actions">
        <Button kind="main" onPress={() => void engine.syncNow()}>
          {text.tryNow}
        </Button>
      </div>
    </Whole>
  )
}

function wordError(error: FoundError, passphrase: string): string {
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
