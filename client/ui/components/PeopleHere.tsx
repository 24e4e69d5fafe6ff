/** Colleagues who share this device: one press goes to theirs, and theirs asks for their own passphrase (SH6). */
import { useEffect, useState } from 'preact/hooks'
import type { PersonHere } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { switchText } from '../text/en/switch.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Face } from './Face.tsx'

const text = chooseText({ en: switchText })

/** Null until the device has answered. */
export function usePeopleHere(): readonly PersonHere[] | null {
  const { engine } = useApp()
  const [people, setPeople] = useState<readonly PersonHere[] | null>(null)
  useEffect(() => void engine.peopleHere().then(setPeople), [engine])
  return people
}

interface PeopleHereProps {
  readonly people: readonly PersonHere[]
  /** Also a place for somebody who is not here yet. */
  readonly canAdd: boolean
}

export function PeopleHere({ canAdd, people }: PeopleHereProps) {
  const { deviceWord, switchPerson } = useApp()
  const [isAsked, setAsked] = useState(false)
  const others = people.filter(({ isCurrent }) => !isCurrent)
  if (others.length === 0 && !canAdd) return null
  return (
    <section class="stack" aria-label={text.title}>
      <h2>{text.title}</h2>
      <ul class="people-here">
        {others.map(({ name, place, unsentCount }) => (
          <li key={place}>
            <Button size="tall" onPress={() => void switchPerson(place)}>
              <Face face="" name={name} size="small" />
              <span>
                {name}
                {unsentCount > 0 && <span class="small"> {text.unsent(unsentCount)}</span>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {canAdd && !isAsked && (
        <Button icon="plus" onPress={() => setAsked(true)}>
          {text.add}
        </Button>
      )}
      {isAsked && (
        <div class="stack">
          <p>{text.addHint(deviceWord)}</p>
          <div class="actions">
            <Button kind="main" onPress={() => void switchPerson(null)}>
              {text.addYes}
            </Button>
            <Button onPress={() => setAsked(false)}>{text.addNo}</Button>
          </div>
        </div>
      )}
    </section>
  )
}
