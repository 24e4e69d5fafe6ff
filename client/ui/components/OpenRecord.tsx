/**
 * The door to the record of somebody on another round: what it means before it
 * is opened, why, in one's own words, for how long. Nobody has to say yes, and
 * everybody whom it concerns is told.
 */
import { useState } from 'preact/hooks'
import { openingReasons } from '../../domain/records/opening.ts'
import { useApp } from '../app-context.ts'
import { createOpenRecordModel, type OpenRecordModel, offeredHours } from '../models/open-record-model.ts'
import { useModel } from '../models/use-model.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/opening.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en })
const { openingText: words } = text

interface OpenRecordProps {
  readonly personId: string
  readonly namedNurse: string
}

export function OpenRecord({ namedNurse, personId }: OpenRecordProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section class="card stack" aria-labelledby="outside-urgent">
      <h2 id="outside-urgent">{isOpen ? words.formTitle : words.cannotWait}</h2>
      <p>{words.lifeFirst}</p>
      {isOpen ? (
        <ReasonForm personId={personId} namedNurse={namedNurse} onCancel={() => setOpen(false)} />
      ) : (
        <>
          <p>{words.intro}</p>
          <div class="actions">
            <Button icon="lock" onPress={() => setOpen(true)}>
              {words.begin}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function ReasonForm({ namedNurse, onCancel, personId }: OpenRecordProps & { readonly onCancel: () => void }) {
  const app = useApp()
  const model = useModel(() => ({ ...createOpenRecordModel(app, personId), dispose: () => {} }), [app.engine, personId])
  const isOffline = (useShell().pill.sync.value?.offlineSince ?? null) !== null
  const problem = model.problem.value
  useHold(model.words.value.trim() !== '')
  return (
    <Form
      look="stack"
      onSubmit={() => {
        if (!isOffline) void model.open()
      }}
    >
      <WhoIsTold namedNurse={namedNurse} />
      <Choices
        label={words.reason}
        choices={openingReasons}
        wording={(reason) => text.reasonWords[reason]}
        chosen={model.reason.value}
        onChoose={model.chooseReason}
      />
      <Field label={words.words} hint={words.wordsHint} value={model.words.value} onType={model.type} lines={2} />
      <Choices
        label={words.howLong}
        choices={offeredHours}
        wording={text.hours}
        chosen={model.hours.value}
        onChoose={model.chooseHours}
      />
      {isOffline ? (
        <Problem title={words.offline} />
      ) : (
        problem !== null && <Problem {...text.wordAccessProblem(problem)} />
      )}
      {model.isAsking.value && <p role="status">{words.opening}</p>}
      <Actions model={model} isOffline={isOffline} onCancel={onCancel} />
    </Form>
  )
}

function Actions(props: {
  readonly model: OpenRecordModel
  readonly isOffline: boolean
  readonly onCancel: () => void
}) {
  const { isOffline, model, onCancel } = props
  return (
    <div class="actions">
      <Button kind="main" size="tall" type="submit" unavailable={isOffline || model.isAsking.value}>
        {text.openFor(model.hours.value)}
      </Button>
      <Button onPress={onCancel}>{words.cancel}</Button>
    </div>
  )
}

function WhoIsTold({ namedNurse }: { readonly namedNurse: string }) {
  return (
    <section aria-label={words.whoIsTold}>
      <ul class="stack small">
        {[text.nurseIsTold(namedNurse), words.leadIsTold, words.personIsTold].map((line) => (
          <li key={line} class="noted">
            <Icon name="eye" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ChoicesProps<Value> {
  readonly label: string
  readonly choices: readonly Value[]
  readonly wording: (value: Value) => string
  readonly chosen: Value | null
  readonly onChoose: (value: Value) => void
}

function Choices<Value extends string | number>(props: ChoicesProps<Value>) {
  const { choices, chosen, label, onChoose, wording } = props
  return (
    <fieldset class="block">
      <legend>{label}</legend>
      <div class="choices">
        {choices.map((choice) => (
          <Button
            key={choice}
            pressed={chosen === choice}
            onPress={() => onChoose(choice)}
            {...(chosen === choice && { icon: 'tick' as const })}
          >
            {wording(choice)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
