/**
 * A team that has lost its administrators: by the link of whoever looks after
 * the server, and two sheets of the recovery kit, this device comes back in.
 * What is typed of the sheets lives only here and goes with the form. Rules
 * RK132, RK133.
 */
import { useRef, useState } from 'preact/hooks'
import type { RecoverProblem } from '../../engine-api/founding.ts'
import { useApp } from '../app-context.ts'
import { Button } from '../components/Button.tsx'
import { ErrorSummary } from '../components/ErrorSummary.tsx'
import { Form } from '../components/Form.tsx'
import { FoundFields, foundErrors } from '../components/FoundFields.tsx'
import { Problem } from '../components/Problem.tsx'
import { SheetField } from '../components/SheetField.tsx'
import { useHold } from '../components/use-hold.ts'
import { Whole } from '../components/Whole.tsx'
import { createFoundModel, type FoundError } from '../models/found-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/founding.ts'
import { chooseText } from '../text/text.ts'

const { foundingText: found, recoverText: text, wordMisread, wordRecoverProblem } = chooseText({ en })

const sheetIds = ['recover-first', 'recover-second'] as const

export function RecoverSpace({ fragment }: { readonly fragment: string }) {
  const { deviceWord, engine } = useApp()
  const [sheets, setSheets] = useState<readonly [string, string]>(['', ''])
  const [errors, setErrors] = useState<readonly FoundError[] | null>(null)
  const newest = useRef(sheets)
  newest.current = sheets
  const model = useModel(
    () =>
      createFoundModel<RecoverProblem>(found.roleStart, (asked) =>
        engine.recover({ fragment, sheets: newest.current, ...asked }),
      ),
    [fragment, engine],
  )
  const { again, name, passphrase, spaceName, title } = model.form.value
  useHold(title !== found.roleStart || [...sheets, spaceName, name, passphrase, again].some((typed) => typed !== ''))
  const problem = model.problem.value
  const words = problem === null ? null : wordRecoverProblem(problem, deviceWord)
  const isMissing = (at: 0 | 1) => errors !== null && sheets[at].trim() === ''
  const sheetProblem = (at: 0 | 1) => {
    if (isMissing(at)) return { problem: text.sheetMissing }
    return problem?.type === 'misread' && problem.sheet === at ? { problem: wordMisread(problem.why) } : {}
  }
  const missing = ([0, 1] as const).filter(isMissing).map((at) => ({ fieldId: sheetIds[at], words: text.sheetMissing }))
  return (
    <Whole title={text.title}>
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <p>{text.intro}</p>
      <Form look="fields" onSubmit={() => setErrors(model.found(sheets.every((sheet) => sheet.trim() !== '')))}>
        <ErrorSummary
          title={found.errorsTitle}
          errors={[...missing, ...foundErrors(errors ?? [], model.form.value)]}
          asked={errors}
        />
        <h2>{text.sheets}</h2>
        <SheetField
          id={sheetIds[0]}
          label={found.first}
          value={sheets[0]}
          onType={(typed) => setSheets([typed, sheets[1]])}
          {...sheetProblem(0)}
        />
        <SheetField
          id={sheetIds[1]}
          label={found.second}
          value={sheets[1]}
          onType={(typed) => setSheets([sheets[0], typed])}
          {...sheetProblem(1)}
        />
        <h2>{text.you}</h2>
        <FoundFields model={model} errors={errors ?? []} spaceHint={found.spaceHint} />
        <p>{text.after}</p>
        <Button kind="main" size="tall" type="submit" unavailable={model.founding.value}>
          {model.founding.value ? text.going : text.go}
        </Button>
      </Form>
    </Whole>
  )
}
