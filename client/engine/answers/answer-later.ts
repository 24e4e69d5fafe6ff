/** Answers that no first screen asks for: the team's day and settings, tasks, details, the care plan, who has read something. Loaded with the first of them. */

import { settingsKey } from '../../../shared/lib/doc-id.ts'
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { dayOf } from '../../domain/dates.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { formatPlainName } from '../../domain/names.ts'
import { homePartition } from '../../domain/projections/rows.ts'
import type { CarePlanView } from '../../engine-api/plan-views.ts'
import type { ParamsOf, ViewOf } from '../../engine-api/queries.ts'
import type { DetailsView } from '../../engine-api/team-views.ts'
import { carePlanView } from '../views/care-plan.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { readGroups } from '../views/group-facts.ts'
import { namesOf } from '../views/member-names.ts'
import { reachView } from '../views/reach.ts'
import { tasksView } from '../views/tasks.ts'
import { teamView } from '../views/team.ts'
import { accordingTo } from './answer-trust.ts'

export async function answerTeam(facts: Facts, { date }: ParamsOf<'team'>): Promise<ViewOf<'team'>> {
  const { rows, session, staff } = facts
  const [visits, off] = await Promise.all([
    rows.find('visits', { date }),
    rows.find('visitsOff', { date }),
    session.device.frontiers.load(),
  ])
  const all = [...visits, ...off]
  const states = await rows.findMany(
    'visitStates',
    all.map(({ visitId }) => visitId),
  )
  const { directory } = await readPeople(
    rows,
    all.flatMap(({ personId, persons = [] }) => [personId, ...persons]),
  )
  return teamView({
    date,
    complete: facts.isDayComplete(date, []),
    memberId: session.device.own.member,
    visits,
    off,
    visitStates: new Map(states.map((row) => [row.visitId, row])),
    directory,
    staff,
    lastSeenAt: facts.lastSeenAt,
    mayRead: facts.mayReadPerson,
  })
}

export async function answerTeamSettings(facts: Facts): Promise<ViewOf<'team-settings'>> {
  const { now, rows, session, staff } = facts
  const team = session.device.own.space as string as GroupId
  const [{ teamSettingsView }, settings, contacts] = await Promise.all([
    import('../views/team-settings.ts'),
    rows.find('settings'),
    rows.find('contacts', { partition: homePartition }),
  ])
  return teamSettingsView({
    complete: facts.isGroupComplete(team) && !session.documents.isWaiting('team-settings', settingsKey),
    today: dayOf(now),
    rows: settings,
    contact: contacts.find(({ groupId }) => groupId === team) ?? null,
    staff,
  })
}

export async function answerTeamDevices({ now, rows, session, staff }: Facts): Promise<ViewOf<'team-devices'>> {
  const { chains, device, frontiers, own } = session.device
  const [{ teamDevicesView }] = await Promise.all([import('../views/team-devices.ts'), frontiers.load()])
  const team = chains.team()
  const asked = (team?.proposals ?? []).flatMap(({ act }) => (act.type === 'archive-use' ? [act.group] : []))
  const aboutOf = (group: GroupId) => chains.state(group)?.about ?? ''
  const { directory } = await readPeople(rows, asked.map(aboutOf))
  return teamDevicesView({
    team,
    device,
    memberId: own.member,
    staff,
    named: namesOf(await rows.find('members'), own.group),
    now,
    personIn: (group) => {
      const person = directory.get(aboutOf(group))
      return person === undefined ? null : formatPlainName(person.name)
    },
    heardAt: frontiers.lastWrittenAt,
  })
}

export async function answerTasks(facts: Facts, params: ParamsOf<'tasks'>): Promise<ViewOf<'tasks'>> {
  if (params.who === 'circle')
    return (await import('./answer-circle-tasks.ts')).answerCircleTasks(facts, params.personId)
  const { now, rows, session, staff } = facts
  const { chains, own } = session.device
  const personId = params.who === 'person' ? params.personId : null
  const kept = chains.byKind('care').filter((chain) => session.access.mayRead(chain))
  const isOpened = ({ about, group }: ChainState) =>
    facts.isGroupComplete(group) && !session.documents.isWaiting('tasks', about ?? '')
  const open = await rows.find('tasks')
  const done = personId === null ? [] : await rows.find('doneTasks', { partition: personId })
  const { directory } = await readPeople(
    rows,
    [...open, ...done].map((task) => task.personId),
  )
  return tasksView({
    complete: personId === null ? kept.every(isOpened) : facts.isPersonComplete(personId),
    today: dayOf(now),
    memberId: own.member,
    open,
    who: params.who,
    personId,
    done,
    directory,
    colleagues: [...staff.values()].map(({ signature }) => signature).filter(({ memberId }) => memberId !== own.member),
  })
}

export async function answerReach(facts: Facts, { id }: ParamsOf<'reach'>): Promise<ViewOf<'reach'>> {
  // What is on a screen is open already: a conversation's messages, a person's story.
  const [messages, story] = await Promise.all([facts.rows.shown('messages', [id]), facts.rows.shown('story', [id])])
  const row = messages[0] ?? story[0]
  const chain = row === undefined ? undefined : facts.session.device.chains.state(row.groupId as GroupId)
  if (row === undefined || !row.own || chain === undefined) return reachView([], false)
  const { readersOfRow } = await readGroups(facts, [chain], { withReceipts: true })
  return reachView(readersOfRow(row), !('kind' in row) || row.kind === 'message')
}

export async function answerDetails(facts: Facts, { personId }: ParamsOf<'details'>): Promise<DetailsView> {
  const { rows } = facts
  await rows.open([personId], ['details', 'banners'])
  const [details, banners, { directory }] = await Promise.all([
    rows.find('details', { partition: personId }),
    rows.find('banners', { partition: personId }),
    readPeople(rows, [personId]),
  ])
  const care = facts.session.device.chains.careChainOf(personId as PersonId)
  return {
    person: directory.get(personId) ?? null,
    banner: banners[0] ?? null,
    complete: facts.isPersonComplete(personId),
    parts: details[0]?.parts ?? [],
    staffThreadId: care === undefined ? null : threadIdOf(care.group),
    ...(await accordingTo(facts, personId, 'person')),
  }
}

export async function answerCarePlan(facts: Facts, { personId }: ParamsOf<'care-plan'>): Promise<CarePlanView> {
  const { now, rows, session } = facts
  await rows.open([personId], ['banners', 'planSections'])
  const [banners, sections, { directory }] = await Promise.all([
    rows.find('banners', { partition: personId }),
    rows.find('planSections', { partition: personId }),
    readPeople(rows, [personId]),
  ])
  const view = carePlanView({
    now,
    personId,
    memberId: session.device.own.member,
    person: directory.get(personId) ?? null,
    banner: banners[0] ?? null,
    complete: facts.isPersonComplete(personId),
    rows: sections,
  })
  return { ...view, ...(await accordingTo(facts, personId, 'care-plan')) }
}
