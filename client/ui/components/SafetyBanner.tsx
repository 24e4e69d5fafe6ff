/**
 * What does not go together in a person's record: on top of it, in words, with
 * its own shape, read out once when it appears. What somebody has looked at
 * stands below, calm, with who and why.
 */
import { useState } from 'preact/hooks'
import type { WarningItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { isAlarm } from '../models/medicine-warnings.ts'
import { routeToPath } from '../router.ts'
import { safetyText } from '../text/en/safety.ts'
import { chooseText } from '../text/text.ts'
import { ApartFacts } from './ApartSides.tsx'
import { Button, ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { WarningAnswer } from './WarningAnswer.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: safetyText })

interface SafetyBannerProps {
  readonly warnings: readonly WarningItem[]
  readonly personId: string
  readonly staffThreadId: string | null
  /** Where something else is being written, the sentences alone stand. */
  readonly isBrief?: boolean
}

export function SafetyBanner({ isBrief = false, personId, staffThreadId, warnings }: SafetyBannerProps) {
  const open = warnings.filter(({ answer }) => answer === null)
  const answered = warnings.filter(({ answer }) => answer !== null)
  if (warnings.length === 0) return null
  return (
    <section class="safety" aria-label={text.label}>
      {open.map((warning) => (
        <article key={warning.key} class={isAlarm(warning) ? 'safety-card stop' : 'safety-card'}>
          <Sentence warning={warning} />
          <ApartFacts warning={warning} />
          {!isBrief && <More warning={warning} personId={personId} staffThreadId={staffThreadId} />}
        </article>
      ))}
      {answered.map((warning) => (
        <Answered key={warning.key} warning={warning} />
      ))}
    </section>
  )
}

function Sentence({ warning }: { readonly warning: WarningItem }) {
  const alarm = isAlarm(warning)
  return (
    <div class="safety-words" {...(alarm && { role: 'alert' })}>
      <Icon name={alarm ? 'alert' : 'warning'} />
      <p>
        <b>
          <WholeFigures>{text.title(warning)}</WholeFigures>
        </b>{' '}
        <WholeFigures>{text.now(warning)}</WholeFigures>
      </p>
    </div>
  )
}

/** What is only asked about is folded away: it must not push the record out of sight. */
function More(props: WaysProps) {
  const rest = (
    <>
      <Facts warning={props.warning} />
      <Ways {...props} />
    </>
  )
  if (isAlarm(props.warning)) return rest
  return (
    <details class="safety-more">
      <summary>
        <Icon name="more" />
        {text.more}
      </summary>
      <div class="stack">{rest}</div>
    </details>
  )
}

function Facts({ warning }: { readonly warning: WarningItem }) {
  const { clock } = useApp()
  const { allergy, medicines, since, why } = warning
  return (
    <ul class="safety-facts">
      <li>
        <WholeFigures>{since === null ? text.why(warning) : `${text.why(warning)} ${text.since(since)}`}</WholeFigures>
      </li>
      {allergy !== null && <li>{text.wroteAllergy(allergy, clock.value)}</li>}
      {medicines.map((fact) => (
        <li key={fact.medicineId}>{text.wroteMedicine(fact, clock.value)}</li>
      ))}
      {why.source !== '' && <li class="quiet small">{text.source(why.source)}</li>}
    </ul>
  )
}

interface WaysProps extends Pick<SafetyBannerProps, 'personId' | 'staffThreadId'> {
  readonly warning: WarningItem
}

function Ways({ personId, staffThreadId, warning }: WaysProps) {
  const [isAnswering, setAnswering] = useState(false)
  if (isAnswering) return <WarningAnswer warning={warning} personId={personId} onDone={() => setAnswering(false)} />
  return (
    <>
      <p class="safety-facts">{text.whatToDo}</p>
      <div class="actions">
        {staffThreadId !== null && (
          <ButtonLink icon="message" href={routeToPath({ name: 'thread', threadId: staffThreadId })}>
            {text.ask}
          </ButtonLink>
        )}
        {warning.medicines.map(({ medicineId, names: [name = ''] }) => (
          <ButtonLink key={medicineId} icon="pen" href={routeToPath({ name: 'medicine', personId, medicineId })}>
            {text.stop(name)}
          </ButtonLink>
        ))}
        <Button icon="eye" onPress={() => setAnswering(true)}>
          {text.looked}
        </Button>
      </div>
    </>
  )
}

function Answered({ warning }: { readonly warning: WarningItem }) {
  const { clock } = useApp()
  const { answer } = warning
  if (answer === null) return null
  return (
    <article class="safety-card calm">
      <div class="safety-words">
        <Icon name="eye" />
        <p>
          <WholeFigures>{text.title(warning)}</WholeFigures>{' '}
          <span class="quiet">
            {text.answered(answer, clock.value)}: {text.answerReason(answer.reason)}
          </span>
        </p>
      </div>
      <ApartFacts warning={warning} />
    </article>
  )
}
