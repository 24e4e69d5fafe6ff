/**
 * Somebody on another round: who she is, as the team's list has her, why her
 * record is not here, who to turn to, and the door when it cannot wait.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { OutsideRounds } from '../../engine-api/team-views.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import { numbersIn, toTel } from '../telephone.ts'
import { openingText as openingTextEn } from '../text/en/opening.ts'
import { outsideText } from '../text/en/outside.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { EnteredTwice } from './EnteredTwice.tsx'
import { Icon } from './Icon.tsx'
import { OpenRecord } from './OpenRecord.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: outsideText })
const openingText = chooseText({ en: openingTextEn })

interface OutsideRecordProps {
  readonly person: DirectoryRow
  readonly outside: OutsideRounds
  /** When its reader closed it again, while the page stands. */
  readonly closedAt: Instant | null
}

export function OutsideRecord({ closedAt, outside, person }: OutsideRecordProps) {
  const { ended, namedNurse, nursePhone, teamPhone } = outside
  const { clock } = useApp()
  const { me } = useShell()
  // Nobody rings herself.
  const othersPhone = namedNurse === me.signature.name ? null : nursePhone
  return (
    <div class="inside record">
      <EnteredTwice personId={person.personId} />
      <p class="strip">
        <Icon name="lock" />
        <span>
          <b>{text.title}</b> {text.why}
        </span>
      </p>
      {closedAt !== null && (
        <p class="strip" role="status">
          <Icon name="tick" />
          <span>
            <b>{openingText.closedHere(closedAt, clock.value)}</b> {openingText.closedNext}
          </span>
        </p>
      )}
      {ended !== null && (
        <p class="strip" role="status">
          <Icon name="eye" />
          <span>
            <b>{openingText.endedHere(ended, clock.value)}</b> {openingText.endedNext}
          </span>
        </p>
      )}
      <section class="card stack" aria-labelledby="outside-who">
        <h2 id="outside-who">{text.whoTitle}</h2>
        <p>{whoIsNurse(namedNurse, me.signature.name)}</p>
        <div class="actions">
          {othersPhone !== null && (
            <ButtonLink kind="main" icon="phone" href={toTel(othersPhone)}>
              <WholeFigures>{text.call(namedNurse, othersPhone)}</WholeFigures>
            </ButtonLink>
          )}
          {teamPhone !== null && (
            <ButtonLink kind={othersPhone === null ? 'main' : 'plain'} icon="phone" href={toTel(teamPhone)}>
              <WholeFigures>{text.callTeam(teamPhone)}</WholeFigures>
            </ButtonLink>
          )}
        </div>
        {othersPhone === null && teamPhone === null && <p>{text.noPhone}</p>}
        <p>{text.access}</p>
      </section>
      <section class="card stack" aria-labelledby="outside-contact">
        <h2 id="outside-contact">{text.listTitle}</h2>
        <dl class="asks">
          <div>
            <dt>{text.address}</dt>
            <dd>{person.address === '' ? text.notRecorded : person.address}</dd>
          </div>
          <div>
            <dt>{text.phone}</dt>
            <dd>{person.phone === '' ? text.notRecorded : <Telephone phone={person.phone} />}</dd>
          </div>
        </dl>
        <p class="quiet">{text.listOnly}</p>
      </section>
      <OpenRecord personId={person.personId} namedNurse={namedNurse} />
    </div>
  )
}

/** Whoever comes off a round can still be named in the list. */
function whoIsNurse(name: string, mine: string): string {
  if (name === '') return text.noNurse
  return name === mine ? text.nurseIsMe : text.nurse(name)
}

/** As it was written, and each number in it to be dialled by itself. */
function Telephone({ phone }: { readonly phone: string }) {
  const numbers = numbersIn(phone)
  if (numbers.length === 0) return phone
  if (numbers.length === 1)
    return (
      <a class="link" href={toTel(phone)}>
        {phone}
      </a>
    )
  return (
    <>
      {phone}
      {numbers.map((number) => (
        <a key={number} class="link" href={toTel(number)}>
          {text.ring(number)}
        </a>
      ))}
    </>
  )
}
