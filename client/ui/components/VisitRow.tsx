/** One visit of today: time and window, name with one tag, one reason, one state in words. It leads to the record. */
import { formatPlainName } from '../../domain/names.ts'
import type { VisitRow as Visit } from '../../domain/projections/visit-rows.ts'
import type { TodayVisit } from '../../engine-api/queries.ts'
import { isAlarm } from '../models/medicine-warnings.ts'
import { safetyText } from '../text/en/safety.ts'
import * as en from '../text/en/today.ts'
import { chooseText } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'
import { StateChip, Tag } from './StateChip.tsx'
import { TravelChip } from './TravelChip.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
const safety = chooseText({ en: safetyText })

interface VisitRowProps {
  readonly visit: TodayVisit
  readonly isNext: boolean
}

export function VisitRow({ visit, isNext }: VisitRowProps) {
  const { clash, person, visit: planned } = visit
  const [warning] = visit.warnings ?? []
  return (
    <a class="visit-row" href={`/person/${planned.personId}`} aria-current={isNext ? 'step' : undefined}>
      <VisitTime visit={planned} isDone={visit.state === 'finished'} />
      <span>
        <span class="who">
          <span class="name">{person === null ? text.noName : formatPlainName(person.name)}</span>
          {warning !== undefined && (
            <Tag level={isAlarm(warning) ? 'high' : 'mid'} icon={isAlarm(warning) ? 'alert' : 'warning'}>
              {safety.rowTag(warning)}
            </Tag>
          )}
          {visit.decision !== undefined && (
            <Tag level="high" icon="warning">
              {text.decisionTag[visit.decision]}
            </Tag>
          )}
          {warning === undefined && visit.decision === undefined && planned.tag !== null && (
            <Tag level={planned.tag.level} {...tagIcons[planned.tag.level]}>
              <WholeFigures>{planned.tag.text}</WholeFigures>
            </Tag>
          )}
        </span>
        <span class="reason">{planned.reason}</span>
        {clash !== undefined && (
          <span class="reason clash">
            <Icon name="warning" /> {safety.clash[clash]}
          </span>
        )}
        {visit.givenTo !== undefined && <span class="reason">{text.givenTo(visit.givenTo)}</span>}
        {visit.outside === true && <span class="reason">{text.outside}</span>}
        {visit.tasks !== undefined && <span class="reason">{text.tasks(visit.tasks)}</span>}
      </span>
      <span class="end">
        <VisitState visit={visit} />
      </span>
    </a>
  )
}

const tagIcons: Readonly<Record<'plain' | 'mid' | 'high', { readonly icon?: IconName }>> = {
  plain: {},
  mid: { icon: 'warning' },
  high: { icon: 'alert' },
}

function VisitTime({ visit, isDone }: { readonly visit: Visit; readonly isDone: boolean }) {
  const { from, times = [], to, window } = visit
  const [first, ...others] = new Set(times.map((time) => time.from ?? text.anyTime))
  if (first !== undefined && others.length > 0)
    return (
      <span class="time">
        {first}
        <small>{text.orAt(others)}</small>
      </span>
    )
  const second = isDone ? text.done : from === null ? window : to === null ? null : text.until(to)
  return (
    <span class="time">
      {from === null ? text.anyTime : <bdi dir="ltr">{from}</bdi>}
      {second !== null && <small>{second}</small>}
    </span>
  )
}

/** A refused note comes first, then what must not be given, then what somebody has to decide, then what is new, then how far the note has travelled, then whether it has begun. */
function VisitState({
  visit: { decision, state, travel, newMessages, warnings = [] },
}: {
  readonly visit: TodayVisit
}) {
  if (travel?.type === 'not-sent') return <TravelChip travel={travel} theirs="tablet" />
  if (warnings.some(isAlarm))
    return (
      <StateChip kind="fail" icon="alert">
        {safety.rowState}
      </StateChip>
    )
  if (decision !== undefined)
    return (
      <StateChip kind="split" icon="warning">
        {text.needsDecision}
      </StateChip>
    )
  if (newMessages > 0)
    return (
      <StateChip kind="new" icon="message">
        {text.newMessages(newMessages)}
      </StateChip>
    )
  if (travel !== null) return <TravelChip travel={travel} theirs="tablet" />
  return (
    <StateChip kind="bare" icon={state === 'not-started' ? 'not-started' : 'pen'}>
      {text.states[state]}
    </StateChip>
  )
}
