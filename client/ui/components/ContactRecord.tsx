/** Staff write down what a person said about messages: what it does first, then how she said it. */
import { useApp } from '../app-context.ts'
import { createContactModel } from '../models/contact-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Refused } from './Refused.tsx'
import { SavedHere } from './SavedHere.tsx'

const text = chooseText({ en })
const { contactText } = text

interface ContactRecordProps {
  readonly personId: string
  readonly called: string
  /** What may be recorded. */
  readonly choices: readonly boolean[]
}

export function ContactRecord({ called, choices, personId }: ContactRecordProps) {
  const app = useApp()
  const model = useModel(() => createContactModel(app, personId), [app.engine, personId])
  const asked = model.asked.value
  if (asked === null)
    return (
      <>
        <div class="actions">
          {choices.map((agreed) => (
            <Button key={String(agreed)} onPress={() => model.ask(agreed)}>
              {text.staffRecord(agreed, called)}
            </Button>
          ))}
        </div>
        {model.saved.value !== null && <SavedHere />}
      </>
    )
  return (
    <fieldset class="share-ask">
      <legend class="unseen">{text.staffRecord(asked, called)}</legend>
      <Refused problem={model.problem.value} />
      <p role="status">{text.staffEffect(asked, called)}</p>
      <div class="actions">
        <Button kind="main" onPress={() => void model.say(asked, 'in-person')}>
          {contactText.said}
        </Button>
        <Button kind="main" onPress={() => void model.say(asked, 'by-phone')}>
          {contactText.saidByPhone}
        </Button>
        <Button onPress={() => model.ask(null)}>{contactText.leave}</Button>
      </div>
    </fieldset>
  )
}
