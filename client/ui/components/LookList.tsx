/** Who looked, under the day on which it was, newest first: face, name, role and when last. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Look } from '../../engine-api/sharing.ts'
import { useApp } from '../app-context.ts'
import * as enTimes from '../text/en/public-times.ts'
import * as en from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'

const text = chooseText({ en })
const times = chooseText({ en: enTimes })

export function LookList({ looks }: { readonly looks: readonly Look[] }) {
  const { clock } = useApp()
  return (
    <ol class="looks">
      {byDay(looks).map(([day, some]) => (
        <li key={day}>
          <h2>{headOf(some[0]!.at, clock.value)}</h2>
          <ul>
            {some.map(({ at, who }) => (
              <li key={who.memberId} class="look">
                <Face face={who.face} name={who.name} size="small" />
                <p>
                  <b>{who.name}</b>
                  <span>
                    {who.role}, {text.sharingText.lookedAt(times.clockInWords(at))}
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

/** "Today", "Thursday 26 November". */
function headOf(at: Instant, now: Instant): string {
  const words = times.dayInWords(at, now).replace(/^on /, '')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
