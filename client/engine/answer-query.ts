/** Each query's answer: the rows it needs, handed to its pure view. */
import type { GroupId, Instant, PersonId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { dayOf } from '../domain/dates.ts'
import { settingsKey } from '../domain/documents/doc-id.ts'
import { initialsOf } from '../domain/names.ts'
import { homePartition } from '../domain/projections/rows.ts'
import type { ParamsOf, QueryName, ViewOf } from '../engine-api/queries.ts'
import { answerHome, answerMyMedicines } from './answer-home.ts'
import { answerCarePlan, answerDetails, answerPerson } from './answer-person.ts'
import { answerThread, answerThreads } from './answer-threads.ts'
import { answerToday } from './answer-today.ts'
import type { Session } from './session.ts'
import type { DeviceStore } from './storage/device-store.ts'
import { type OutboxMark, outboxKey } from './sync/outbox.ts'
import { type Facts, readEverybody, readFacts, readPeople } from './views/facts.ts'
import { readGroups } from './views/group-facts.ts'
import { peopleView } from './views/people.ts'
import { reachView } from './views/reach.ts'
import { syncView } from './views/sync-view.ts'
import { isHeldBy, tasksView } from './views/tasks.ts'
import { teamView } from './views/team.ts'
import { isVisitOf } from './views/today.ts'

export interface AnswerDeps {
  readonly store: DeviceStore
  readonly storagePromised: () => boolean | null
}

export interface QuestionOf<Name extends QueryName> {
  readonly name: Name
  readonly params: ParamsOf<Name>
  readonly now: Instant
  /** False once nobody waits for the answer: another key was typed. */
  readonly isWanted: () => boolean
}

interface Answering extends AnswerDeps {
  readonly isWanted: () => boolean
}

type Answers = {
  readonly [Name in QueryName]: (facts: Facts, params: ParamsOf<Name>, deps: Answering) => Promise<ViewOf<Name>>
}

export async function answerQuery<Name extends QueryName>(
  deps: AnswerDeps,
  session: Session,
  query: QuestionOf<Name>,
): Promise<ViewOf<Name>> {
  const facts = await readFacts(session, query.now)
  return answers[query.name](facts, query.params, { ...deps, isWanted: query.isWanted })
}

const answers: Answers = {
  today: answerToday,
  details: answerDetails,
  person: answerPerson,
  'care-plan': answerCarePlan,
  team: async (facts, { date }) => {
    const { rows, session, staff } = facts
    const [visits, off] = await Promise.all([rows.find('visits', { date }), rows.find('visitsOff', { date })])
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
  },
  'team-settings': async (facts) => {
    const { now, rows, session, staff } = facts
    const team = session.device.own.space as string as GroupId
    const [{ teamSettingsView }, settings, contacts] = await Promise.all([
      import('./views/team-settings.ts'),
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
  },
  people: async (facts, { limit, search }) => {
    const { corrections, directory } = await readEverybody(facts.rows)
    return peopleView({ search, limit, directory, newMessagesByPerson: facts.newMessagesByPerson, corrections })
  },
  tasks: async (facts, params) => {
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
      colleagues: [...staff.values()]
        .map(({ signature }) => signature)
        .filter(({ memberId }) => memberId !== own.member),
    })
  },
  counts: async ({ rows, session, unread }) => {
    const { audience, member } = session.device.own
    const tasks = audience === 'staff' ? await rows.find('tasks') : []
    return { unread: unread.length, tasks: tasks.filter((task) => isHeldBy(task, member)).length }
  },
  reach: async (facts, { id }) => {
    // What is on a screen is open already: a conversation's messages, a person's story.
    const [messages, story] = await Promise.all([facts.rows.shown('messages', [id]), facts.rows.shown('story', [id])])
    const row = messages[0] ?? story[0]
    const chain = row === undefined ? undefined : facts.session.device.chains.state(row.groupId as GroupId)
    if (row === undefined || !row.own || chain === undefined) return reachView([], false)
    const { readersOfRow } = await readGroups(facts, [chain], { withReceipts: true })
    return reachView(readersOfRow(row), !('kind' in row) || row.kind === 'message')
  },
  threads: answerThreads,
  thread: answerThread,
  draft: async ({ session }, { key }) => {
    const draft = session.drafts.of(key)
    return { key, value: draft?.value ?? null, savedAt: draft?.savedAt ?? null }
  },
  sync: async (facts, _params, deps) => {
    const { now, rows, session } = facts
    const { device, runner } = session
    const { feeds, labels, notices, parked } = device
    const { lastContactAt, offlineSince } = runner.state()
    const visits = await rows.find('visits', { date: dayOf(now) })
    const mine = visits.filter((visit) => isVisitOf(visit, device.own.member))
    const marks = feeds.marks()
    const labelOf = ({ group, seq }: OutboxMark) => labels.of(outboxKey(group, seq))
    const { directory } = await readPeople(
      rows,
      marks.flatMap((mark) => labelOf(mark).personId ?? []),
    )
    const initials = (personId: string | null) => {
      const person = personId === null ? undefined : directory.get(personId)
      return person === undefined ? '' : initialsOf(person.name)
    }
    const { clockSkewMs, sending } = session.syncFacts()
    return syncView({
      now,
      marks,
      feedOf: (group) => feeds.of(group as GroupId),
      labelOf: (mark) => {
        const { kind, personId } = labelOf(mark)
        return { kind, initials: initials(personId) }
      },
      offlineSince,
      lastContactAt,
      sending,
      parked: [
        ...parked.refused().map(({ at, id, reason }) => ({ id, reason, at })),
        ...notices.all().map(({ at, subject, type }) => ({ id: subject, reason: type, at })),
      ],
      ready: {
        at: facts.isDayComplete(dayOf(now), mine) ? session.catchUp.cursor().caughtUpAt : null,
        have: mine.filter((visit) => facts.isPersonComplete(visit.personId)).length,
        of: mine.length,
      },
      colleagues: [...facts.staff.values()]
        .filter((row) => row.memberId !== device.own.member)
        .map(({ memberId, signature }) => ({ signature, devices: facts.devicesSeenAt(memberId) })),
      storage: { ...(await deps.store.usage()), promised: deps.storagePromised() },
      clockSkewMs,
    })
  },
  search: async ({ rows, session }, { in: within, text }, { isWanted }) => {
    const { chains } = session.device
    const { directory } = await readEverybody(rows)
    const personOf = (personId: string) => {
      const person = directory.get(personId)
      const care = chains.careChainOf(personId as PersonId)
      // What lies here of somebody this device may no longer read is not found.
      if (person === undefined || care === undefined || !session.access.mayRead(care)) return null
      return { name: person.name, face: person.face }
    }
    return session.search.find({ text, within, personOf, isWanted })
  },
  'my-medicines': answerMyMedicines,
  home: answerHome,
  sharing: async (facts, { personId }) => (await import('./answer-sharing.ts')).answerSharing(facts, personId),
}
