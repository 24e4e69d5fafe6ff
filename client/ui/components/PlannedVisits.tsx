/** The visits planned to one person, and the way to plan one. */
import type { PersonView } from '../../engine-api/queries.ts'
import { routeToPath } from '../router.ts'
import { arriving } from '../text/en/person.ts'
import { planVisitText } from '../text/en/plan-visit.ts'
import { teamText } from '../text/en/team.ts'
import { writtenDay } from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'

const text = chooseText({ en: planVisitText })
const team = chooseText({ en: teamText })

interface PlannedVisitsProps {
  readonly personId: string
  readonly view: Pick<PersonView, 'complete' | 'planned'>
}

export function PlannedVisits({ personId, view: { complete, planned = [] } }: PlannedVisitsProps) {
  return (
    <section class="stack" aria-labelledby="planned-title">
      <h2 id="planned-title">{text.planned}</h2>
      <div class="card list">
        {planned.length === 0 && <p class="waiting-words">{complete ? text.nonePlanned : arriving.short}</p>}
        <ul class="decisions">
          {planned.map(({ isOff, visit, who }) => (
            <li key={visit.visitId}>
              <a class="decision" href={routeToPath({ name: 'team', date: visit.date })}>
                <span>
                  <b class="tabular">
                    {writtenDay(visit.date)}, {team.time(visit.from, visit.to, visit.window)}
                    {isOff && ` – ${text.off}`}
                  </b>
                  <span>{visit.reason}</span>
                  <span class="small quiet">{who.length === 0 ? team.nobodyYet : who.join(', ')}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </div>
      <div class="actions">
        <ButtonLink icon="plus" href={routeToPath({ name: 'plan-visit', personId })}>
          {text.title}
        </ButtonLink>
      </div>
    </section>
  )
}
