/** Today: reads the day's plan, and of everybody visited what their card shows. */

import type { Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Collection } from '../../domain/projections/rows.ts'
import type { TodayView } from '../../engine-api/queries.ts'
import type { OwnDevice } from '../life/own-device.ts'
import type { Rows } from '../read-model/rows.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { readGroups } from '../views/group-facts.ts'
import { byPerson, byPersonAndKind, byVisit, indexRows } from '../views/index-rows.ts'
import { isVisitOf, todayView } from '../views/today.ts'

const onCards: readonly Collection[] = ['alerts', 'latest', 'decisions', 'warnings', 'warningAnswers', 'receipts']

/** The day's plan, and who and what her visits in it are. */
async function readDay(rows: Rows, { date, member }: { readonly date: string; readonly member: MemberId }) {
  const [visits, clashes, tasks] = await Promise.all([
    rows.find('visits', { date }),
    rows.find('clashes', { date }),
    rows.find('tasks'),
  ])
  const mine = visits.filter((visit) => isVisitOf(visit, member))
  const people = [...new Set(mine.map(({ personId }) => personId))].filter((personId) => personId !== '')
  const visitIds = mine.map(({ visitId }) => visitId)
  const [known, states] = await Promise.all([
    readPeople(rows, people),
    rows.findMany('visitStates', visitIds),
    rows.open(people, onCards),
  ])
  return { visits, clashes, tasks, mine, people, known, states }
}

/**
 * Staff begin at Today: what it will ask for is read while the page draws its
 * frame. Whoever asks for it himself is told of what fails.
 */
export async function readTodayAhead(rows: Rows, { audience, member }: OwnDevice, now: Instant): Promise<void> {
  if (audience === 'staff') await readDay(rows, { date: dayOf(now), member }).catch(() => undefined)
}

export async function answerToday(facts: Facts, { date }: { readonly date: string }): Promise<TodayView> {
  const { rows, session } = facts
  const { chains, own } = session.device
  const { clashes, known, mine, people, states, tasks, visits } = await readDay(rows, { date, member: own.member })
  const { corrections, directory } = known
  const [alerts, latest, decisions, warnings] = await Promise.all([
    rows.findMany('alerts', people),
    rows.findMany(
      'latest',
      people.flatMap((personId) => [`${personId}/note`, `${personId}/observations`]),
    ),
    rows.findMany('decisions', people),
    rows.findMany('warnings', people),
  ])
  const answers = await Promise.all(
    warnings.map(({ personId }) => rows.find('warningAnswers', { partition: personId })),
  )
  const written = latest
    .filter((row) => row.own)
    .flatMap(({ personId }) => chains.careChainOf(personId as PersonId) ?? [])
  const { travelOfRow } = await readGroups(facts, [...new Set<ChainState>(written)], { withReceipts: true })
  return todayView({
    date,
    memberId: own.member,
    visits,
    isDayComplete: facts.isDayComplete(date, mine),
    visitStates: indexRows(states, byVisit),
    directory,
    alerts: indexRows(alerts, byPerson),
    latest: indexRows(latest, byPersonAndKind),
    decisions: indexRows(decisions, byPerson),
    tasks,
    warnings: indexRows(warnings, byPerson),
    warningAnswers: answers.flat(),
    clashes: clashes[0],
    corrections,
    staff: facts.staff,
    mayRead: facts.mayReadPerson,
    newMessagesByPerson: facts.newMessagesByPerson,
    isComplete: facts.isPersonComplete,
    caughtUpAt: session.catchUp.cursor().caughtUpAt,
    travelOfRow,
  })
}
