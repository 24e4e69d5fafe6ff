/**
 * On a person's first page until she has answered: may the team send her messages?
 * Asked in words, once, with two answers of the same weight. Fetched after that
 * page, and below what never moves.
 */
import type { SharingView } from '../../engine-api/sharing.ts'
import { useApp } from '../app-context.ts'
import { createContactModel } from '../models/contact-model.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { contactText } from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Refused } from './Refused.tsx'
import { SavedHere } from './SavedHere.tsx'

const text = chooseText({ en: contactText })

export function ContactAsk() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'sharing', { personId: null }), [engine]).view.value
  return view === undefined ? null : <Ask view={view} />
}

function Ask({ view: { contact, personId } }: { readonly view: SharingView }) {
  const app = useApp()
  const model = useModel(() => createContactModel(app, personId), [app.engine, personId])
  const saved = model.saved.value
  if (saved !== null)
    return (
      <div class="card stack">
        <SavedHere>{saved ? text.askedYes : text.askedNo}</SavedHere>
        <a class="link" href="/who">
          {text.change}
        </a>
      </div>
    )
  if (contact.type !== 'not-asked') return null
  return (
    <section class="card stack contact-ask" aria-labelledby="contact-ask">
      <h2 id="contact-ask">{text.askTitle}</h2>
      <p>{text.askWords}</p>
      <Refused problem={model.problem.value} />
      <div class="actions">
        <Button size="big" onPress={() => void model.say(true, 'herself')}>
          {text.askYes}
        </Button>
        <Button size="big" onPress={() => void model.say(false, 'herself')}>
          {text.askNo}
        </Button>
      </div>
    </section>
  )
}
