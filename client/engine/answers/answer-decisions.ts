/** What waits for a decision. Only of those with whom something waits is anything read. Loaded when it is first asked for. */
import { dayOf } from '../../domain/dates.ts'
import type { Collection } from '../../domain/projections/rows.ts'
import type { DecisionsView } from '../../engine-api/decision-views.ts'
import { decisionsView } from '../views/decisions.ts'
import { type Facts, readPeople } from '../views/facts.ts'

const ofPerson: readonly Collection[] = ['decisions', 'banners', 'alerts', 'warnings', 'warningAnswers']

export async function answerDecisions(facts: Facts): Promise<DecisionsView> {
  const { now, rows, session } = facts
  const today = dayOf(now)
  const waiting = await rows.find('waiting')
  const keysOf = (isDiary: boolean) => [
    ...new Set(waiting.filter(({ of }) => (of === 'diary') === isDiary).map(({ key }) => key)),
  ]
  const people = keysOf(false).filter(facts.mayReadPerson)
  const days = keysOf(true).filter((day) => day >= today)
  await rows.open(people, ofPerson)
  const of = async <Name extends 'decisions' | 'banners' | 'alerts' | 'warnings' | 'warningAnswers'>(name: Name) =>
    (await Promise.all(people.map((partition) => rows.find(name, { partition })))).flat()
  const [decisions, banners, alerts, warnings, warningAnswers, visits, clashes, settings] = await Promise.all([
    of('decisions'),
    of('banners'),
    of('alerts'),
    of('warnings'),
    of('warningAnswers'),
    Promise.all(days.map((date) => rows.find('visits', { date }))),
    Promise.all(days.map((date) => rows.find('clashes', { date }))),
    rows.find('settings'),
  ])
  const kept = session.device.chains.byKind('care').filter((chain) => session.access.mayRead(chain))
  const { directory } = await readPeople(rows, people)
  return decisionsView({
    complete: kept.every(({ about }) => facts.isPersonComplete(about ?? '')),
    ...{ decisions, banners, alerts, warnings, warningAnswers, settings, directory },
    visits: visits.flat(),
    clashes: clashes.flat(),
  })
}
