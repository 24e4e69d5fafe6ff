/**
 * On Today: whom others gave to this member, and whom they took from her, until
 * she says that she has read it. Nothing when there is nothing to tell. Rule DY480.
 */
import { useRef, useState } from 'preact/hooks'
import type { HandedItem, HandedView } from '../../engine-api/rounds.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { routeToPath } from '../router.ts'
import * as en from '../text/en/handed.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { OtherPhoneCame } from './OtherPhoneCame.tsx'

const text = chooseText({ en })
const none: HandedView = { items: [] }

export function Handed() {
  const { engine } = useApp()
  const { items, otherPhones = [] } = useModel(() => watchQuery(engine, 'handed', {}), [engine]).view.value ?? none
  const box = useRef<HTMLDivElement>(null)
  // The region stands there from the start, so that what comes while Today is open is read out.
  return (
    <div aria-live="polite" tabIndex={-1} ref={box}>
      {otherPhones.map((phone) => (
        <OtherPhoneCame key={phone.inviteId} phone={phone} onSeen={() => box.current?.focus()} />
      ))}
      {items.length > 0 && (
        <section class="inside stack handed" aria-labelledby="handed">
          <h2 id="handed">{text.handedText.title}</h2>
          <div class="card list">
            <ul class="parts">
              {items.map((item) => (
                // The control that was pressed goes with its line.
                <Line key={item.id} item={item} onSeen={() => box.current?.focus()} />
              ))}
            </ul>
          </div>
        </section>
      )}
    </div>
  )
}

function Line({ item, onSeen }: { readonly item: HandedItem; readonly onSeen: () => void }) {
  const { clock, engine, newCommandId, readNow } = useApp()
  const [hasFailed, setFailed] = useState(false)
  const { people } = item
  const { title, words } = text.wordHanded(item, clock.value)

  async function putAway(): Promise<void> {
    const personIds = people.map(({ personId }) => personId)
    const intent = { commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run({ type: 'mark-handed', personIds, ...intent })
    setFailed(!outcome.ok)
    if (outcome.ok) onSeen()
  }

  return (
    <li class="part">
      <div>
        <Icon name="people" />
        <div>
          <p>
            <b>{title}</b>
          </p>
          <p>{words}</p>
          {hasFailed && <p role="alert">{text.handedText.failed}</p>}
        </div>
      </div>
      <div class="device-acts">
        <Way item={item} />
        <Button icon="tick" about={title} onPress={() => void putAway()}>
          {text.handedText.seen}
        </Button>
      </div>
    </li>
  )
}

/** Where to read on: of one person the story, of several the round. Of whom was taken there is nothing to read. */
function Way({ item: { isGiven, people } }: { readonly item: HandedItem }) {
  const [only] = people
  if (!isGiven || only === undefined) return null
  if (people.length > 1) return <ButtonLink href="/rounds">{text.handedText.toRounds}</ButtonLink>
  const name = text.nameOfHanded(only)
  return (
    <ButtonLink href={routeToPath({ name: 'person', personId: only.personId })} about={name}>
      {text.handedText.read}
    </ButtonLink>
  )
}
