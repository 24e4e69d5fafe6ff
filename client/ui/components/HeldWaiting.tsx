/** On an administrator’s Today: what removed devices had not sent waits for a decision; nothing when nothing does. Rule PX200. */
import { useApp } from '../app-context.ts'
import { createHeldBackModel, toDecide } from '../models/held-back-model.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import * as en from '../text/en/today.ts'
import { chooseText } from '../text/text.ts'
import { Icon } from './Icon.tsx'

const text = chooseText({ en })

/** Opened without signal it may have asked nobody yet. */
const askEveryMs = 60_000

export function HeldWaiting() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  return view?.may === 'manage' ? <Waiting /> : null
}

function Waiting() {
  const app = useApp()
  const held = useModel(() => createHeldBackModel({ ...app, everyMs: askEveryMs }), [app.engine]).view.value
  const count = held === undefined ? 0 : toDecide(held)
  if (count === 0) return null
  return (
    <div class="inside">
      <p class="strip">
        <Icon name="lock" />
        <a class="link" href="/held-back">
          {text.heldWaiting(count)}
        </a>
      </p>
    </div>
  )
}
