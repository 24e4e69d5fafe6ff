/**
 * The first administrator makes a new neighbourhood by the link of whoever looks
 * after the server: names, passphrase, and everything else is made by the device.
 */
import { useState } from 'preact/hooks'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { Button } from '../components/Button.tsx'
import { ErrorSummary } from '../components/ErrorSummary.tsx'
import { Form } from '../components/Form.tsx'
import { FoundFields, foundErrors } from '../components/FoundFields.tsx'
import { Problem } from '../components/Problem.tsx'
import { useHold } from '../components/use-hold.ts'
import { Whole } from '../components/Whole.tsx'
import { createFoundModel, type FoundError } from '../models/found-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/founding.ts'
import { chooseText } from '../text/text.ts'

const { foundingText: text, wordRecoverProblem } = chooseText({ en })

export function CreateSpace({ fragment }: { readonly fragment: string }) {
  const { deviceWord, engine } = useApp()
  const model = useModel(
    () => createFoundModel(text.roleStart, (asked) => engine.found({ fragment, ...asked })),
    [fragment, engine],
  )
  const [errors, setErrors] = useState<readonly FoundError[]>([])
  const { again, name, passphrase, spaceName, title } = model.form.value
  useHold(title !== text.roleStart || [spaceName, name, passphrase, again].some((typed) => typed !== ''))
  const problem = model.problem.value
  const words = problem === null ? null : wordRecoverProblem(problem, deviceWord)
  return (
    <Whole title={text.title}>
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <p>{text.intro}</p>
      <Form look="fields" onSubmit={() => setErrors(model.found())}>
        <ErrorSummary title={text.errorsTitle} errors={foundErrors(errors, model.form.value)} asked={errors} />
        <FoundFields model={model} errors={errors} spaceHint={text.spaceHint} />
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
    const { title, whatToDo } = wordRecoverProblem({ type: state.problem }, deviceWord)
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
