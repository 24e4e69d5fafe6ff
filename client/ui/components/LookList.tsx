/** Who looked, under the day on which it was, newest first: face, name, role and when last. */
import { dayOf } from '../../domain/dates.ts'
import type { Look } from '../../engine-api/sharing.ts'
import { useApp } from '../app-context.ts'
import { useTimes } from '../shell-context.ts'
import * as enOpening from '../text/en/opening.ts'
import * as en from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'

const text = chooseText({ en })
const opening = chooseText({ en: enOpening })

interface LookListProps {
  readonly looks: readonly Look[]
  readonly isStaff?: boolean
}

export function LookList({ isStaff = false, looks }: LookListProps) {
  const { clock } = useApp()
  const times = useTimes()
  return (
    <ol class="looks">
      {byDay(looks).map(([day, some]) => (
        <li key={day}>
          <h2>{text.lookedOn(some[0]!.at, clock.value)}</h2>
          <ul>
            {some.map(({ at, joinedAt, opened, who }) => (
              <li key={`${who.memberId} ${opened === undefined ? '' : at}`} class="look">
                <Face face={who.face} name={who.name} size="small" />
                <p>
                  <b>{who.name}</b>
                  <span>
                    {who.role}, {text.sharingText.lookedAt(times.clock(at))}
                  </span>
                  {joinedAt !== undefined && (
                    <span>{opening.joinedRound(times.near(joinedAt, clock.value), isStaff)}</span>
                  )}
                  {opened !== undefined && <Why opened={opened} isStaff={isStaff} />}
                </p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

interface WhyProps {
  readonly opened: NonNullable<Look['opened']>
  readonly isStaff: boolean
}

/** By somebody who does not look after her. */
function Why({ isStaff, opened: { reason, until, words } }: WhyProps) {
  const { clock } = useApp()
  const times = useTimes()
  return (
    <>
      <span>{isStaff ? opening.openingText.noRound : opening.openingText.notYourNurse}</span>
      <span>{opening.because(reason, words)}</span>
      <span>{opening.couldLook(until <= clock.value, times.near(until, clock.value))}</span>
    </>
  )
}

function byDay(looks: readonly Look[]): readonly (readonly [string, readonly Look[]])[] {
  const days = new Map<string, Look[]>()
  for (const look of looks) days.set(dayOf(look.at), [...(days.get(dayOf(look.at)) ?? []), look])
  return [...days]
}
