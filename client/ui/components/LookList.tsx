/** Who looked, under the day on which it was, newest first: face, name, role and when last. */
import { dayOf } from '../../domain/dates.ts'
import type { Look } from '../../engine-api/sharing.ts'
import { useApp } from '../app-context.ts'
import { useTimes } from '../shell-context.ts'
import * as en from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'

const text = chooseText({ en })

export function LookList({ looks }: { readonly looks: readonly Look[] }) {
  const { clock } = useApp()
  const times = useTimes()
  return (
    <ol class="looks">
      {byDay(looks).map(([day, some]) => (
        <li key={day}>
          <h2>{text.lookedOn(some[0]!.at, clock.value)}</h2>
          <ul>
            {some.map(({ at, who }) => (
              <li key={who.memberId} class="look">
                <Face face={who.face} name={who.name} size="small" />
                <p>
                  <b>{who.name}</b>
                  <span>
                    {who.role}, {text.sharingText.lookedAt(times.clock(at))}
                  </span>
                </p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function byDay(looks: readonly Look[]): readonly (readonly [string, readonly Look[]])[] {
  const days = new Map<string, Look[]>()
  for (const look of looks) days.set(dayOf(look.at), [...(days.get(dayOf(look.at)) ?? []), look])
  return [...days]
}
