/** On a person's own phone: whether the team may send her messages, since when and on whose word; two taps to change it. */
import type { ContactState } from '../../engine-api/contact.ts'
import { useApp } from '../app-context.ts'
import { createContactModel } from '../models/contact-model.ts'
import { useModel } from '../models/use-model.ts'
import * as en from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Refused } from './Refused.tsx'
import { SavedHere } from './SavedHere.tsx'

const text = chooseText({ en })
const { contactText } = text

interface MyContactProps {
  readonly personId: string
  readonly state: ContactState
}

export function MyContact({ personId, state }: MyContactProps) {
  const app = useApp()
  const model = useModel(() => createContactModel(app, personId), [app.engine, personId])
  const isOn = state.type === 'agreed'
  return (
    <section class="stack" aria-labelledby="contact-title">
      <h2 id="contact-title">{contactText.title}</h2>
      <Refused problem={model.problem.value} />
      <div class={isOn ? 'card share on' : 'card share'}>
        <p>
          <span class="share-state">
            <Icon name={isOn ? 'message' : 'lock'} />
            <b>{text.contactHolds(state)}</b>
          </span>
          {text.contactSince(state)}
        </p>
        {model.asked.value === null ? (
          state.type !== 'unknown' && (
            <Button size="big" onPress={() => model.ask(!isOn)}>
              {isOn ? contactText.stop : state.type === 'stopped' ? contactText.agreeAgain : contactText.agree}
            </Button>
          )
        ) : (
          <fieldset class="share-ask">
            <legend class="unseen">{isOn ? contactText.stop : contactText.agree}</legend>
            <p role="status">{isOn ? contactText.stopEffect : contactText.agreeEffect}</p>
            <div class="actions">
              <Button kind="main" size="big" onPress={() => void model.say(!isOn, 'herself')}>
                {isOn ? contactText.stopYes : contactText.agreeYes}
              </Button>
              <Button size="big" onPress={() => model.ask(null)}>
                {contactText.no}
              </Button>
            </div>
          </fieldset>
        )}
        {model.saved.value !== null && <SavedHere />}
      </div>
    </section>
  )
}
