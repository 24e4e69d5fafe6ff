/** In her talk with the team, once she has said no to its messages: that she can write all the same, and where it is changed. */
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { contactText } from '../text/en/contact.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: contactText })

export function TalkStopped() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'sharing', { personId: null }), [engine]).view.value
  if (view?.contact.type !== 'stopped') return null
  return (
    <p class="honest still">
      <span>
        {text.stoppedInTalk}
        <br />
        <a class="link" href="/who">
          {text.change}
        </a>
      </span>
    </p>
  )
}
