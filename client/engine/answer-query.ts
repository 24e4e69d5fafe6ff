/** Each query's answer: the rows it needs, handed to its pure view. */
import type { GroupId, Instant, PersonId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { dayOf } from '../domain/dates.ts'
import { settingsKey } from '../domain/documents/doc-id.ts'
import { initialsOf } from '../domain/names.ts'
import { homePartition } from '../domain/projections/rows.ts'
import type { ParamsOf, QueryName, ThreadListRow, ViewOf } from '../engine-api/queries.ts'
import { chainOfThread } from './chain-of-thread.ts'
import type { ReadModel } from './read-model/read-model.ts'
import type { Session } from './session.ts'
import type { DeviceStore } from './storage/device-store.ts'
import { outboxKey } from './sync/outbox.ts'
import { carePlanView } from './views/care-plan.ts'
import { type Facts, readFacts } from './views/facts.ts'
import { homeView } from './views/home.ts'
import { byPerson, byPersonAndKind, byThread, byVisit, indexRows } from './views/index-rows.ts'
import { myMedicinesView } from './views/my-medicines.ts'
import { peopleView } from './views/people.ts'
import { personView } from './views/person.ts'
import { reachView } from './views/reach.ts'
import { syncView } from './views/sync-view.ts'
import { tasksView } from './views/tasks.ts'
import { teamView } from './views/team.ts'
import { teamCardView } from './views/team-card.ts'
import { countBy, threadListRow, threadsView, threadView } from './views/threads.ts'
import { isVisitOf, todayView } from './views/today.ts'

export interface AnswerDeps {
  readonly readModel: ReadModel
  readonly store: DeviceStore
  readonly storagePromised: () => boolean | null
}

type Answers = {
  readonly [Name in QueryName]: (facts: Facts, params: ParamsOf<Name>, deps: AnswerDeps) => Promise<ViewOf<Name>>
}

export async function answerQuery<Name extends QueryName>(
  deps: AnswerDeps,
  session: Session,
  query: { readonly name: Name; readonly params: ParamsOf<Name>; readonly now: Instant },
): Promise<ViewOf<Name>> {
  const facts = await readFacts(session, deps.readModel, query.now)
  return answers[query.name](facts, query.params, deps)
}

const answers: Answers = {
  today: async (facts, { date }) => {
    const { readModel, session } = facts
    const visits = await readModel.find('visits', { date })
    const [states, alerts, latest, decisions, tasks, warnings, answers, clashes] = await Promise.all([
      readModel.find('visitStates'),
      readModel.find('alerts'),
      readModel.find('latest'),
      readModel.find('decisions'),
      readModel.find('tasks'),
      readModel.find('warnings'),
      readModel.find('warningAnswers'),
      readModel.find('clashes', { id: date }),
    ])
    const mine = visits.filter((visit) => isVisitOf(visit, session.device.own.member))
    return todayView({
      date,
      memberId: session.device.own.member,
      visits,
      isDayComplete: facts.isDayComplete(date, mine),
      visitStates: indexRows(states, byVisit),
      directory: facts.directory,
      alerts: indexRows(alerts, byPerson),
      latest: indexRows(latest, byPersonAndKind),
      decisions: indexRows(decisions, byPerson),
      tasks,
      warnings: indexRows(warnings, byPerson),
      warningAnswers: answers,
      clashes: clashes[0],
      corrections: facts.corrections,
      staff: facts.staff,
      mayRead: facts.mayReadPerson,
      newMessagesByPerson: facts.newMessagesByPerson,
      isComplete: facts.isPersonComplete,
      caughtUpAt: session.catchUp.cursor().caughtUpAt,
      travelOfRow: facts.travelOfRow,
    })
  },
  details: async (facts, { personId }) => {
    const { readModel, session } = facts
    await session.device.partitions.open(personId)
    const [rows, banners] = await Promise.all([
      readModel.find('details', { id: personId }),
      readModel.find('banners', { id: personId }),
    ])
    return {
      person: facts.directory.get(personId) ?? null,
      banner: banners[0] ?? null,
      complete: facts.isPersonComplete(personId),
      parts: rows[0]?.parts ?? [],
    }
  },
  team: async (facts, { date }) => {
    const { directory, readModel, session, staff } = facts
    const [visits, off, states] = await Promise.all([
      readModel.find('visits', { date }),
      readModel.find('visitsOff', { date }),
      readModel.find('visitStates'),
    ])
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
    const { now, readModel, session, staff } = facts
    const team = session.device.own.space as string as GroupId
    const [{ teamSettingsView }, rows, contacts] = await Promise.all([
      import('./views/team-settings.ts'),
      readModel.find('settings'),
      readModel.find('contacts'),
    ])
    return teamSettingsView({
      complete: facts.isGroupComplete(team) && !session.documents.isWaiting('team-settings', settingsKey),
      today: dayOf(now),
      rows,
      contact: contacts.find(({ groupId }) => groupId === team) ?? null,
      staff,
    })
  },
  people: async (facts, { limit, search }) =>
    peopleView({
      search,
      limit,
      directory: [...facts.directory.values()],
      newMessagesByPerson: facts.newMessagesByPerson,
      corrections: facts.corrections,
    }),
  person: async (facts, { personId }) => {
    const { now, readModel, session } = facts
    await session.device.partitions.open(personId)
    const [banners, alerts, medicines, listChanges, story, details, warnings, answers, givings] = await Promise.all([
      readModel.find('banners', { id: personId }),
      readModel.find('alerts', { id: personId }),
      readModel.find('medicines', { partition: personId }),
      readModel.find('listChanges', { id: personId }),
      readModel.find('story', { partition: personId }),
      readModel.find('details', { id: personId }),
      readModel.find('warnings', { id: personId }),
      readModel.find('warningAnswers', { personId }),
      readModel.find('givings', { partition: personId }),
    ])
    const chains = session.device.chains.about(personId as PersonId).filter((chain) => chain.kind !== 'team')
    const updatedAt = session.catchUp.cursor().caughtUpAt
    return personView({
      now,
      person: facts.directory.get(personId) ?? null,
      complete: facts.isPersonComplete(personId),
      updatedAt,
      banner: banners[0] ?? null,
      alerts: alerts[0] ?? null,
      medicines,
      medicinesUpdatedAt: listChanges[0]?.changedAt ?? null,
      details: details[0],
      warnings: warnings[0],
      warningAnswers: answers,
      story,
      givings,
      threads: await listRows(facts, chains),
      travelOfRow: facts.travelOfRow,
    })
  },
  'care-plan': async (facts, { personId }) => {
    const { now, readModel, session } = facts
    await session.device.partitions.open(personId)
    const [banners, rows] = await Promise.all([
      readModel.find('banners', { id: personId }),
      readModel.find('planSections', { personId }),
    ])
    return carePlanView({
      now,
      personId,
      memberId: session.device.own.member,
      person: facts.directory.get(personId) ?? null,
      banner: banners[0] ?? null,
      complete: facts.isPersonComplete(personId),
      rows,
    })
  },
  tasks: async (facts, params) => {
    const { directory, now, readModel, session, staff } = facts
    const { chains, own, partitions } = session.device
    const personId = params.who === 'person' ? params.personId : null
    if (personId !== null) await partitions.open(personId)
    const kept = chains.byKind('care').filter((chain) => session.access.mayRead(chain))
    const isOpened = ({ about, group }: ChainState) =>
      facts.isGroupComplete(group) && !session.documents.isWaiting('tasks', about ?? '')
    return tasksView({
      complete: personId === null ? kept.every(isOpened) : facts.isPersonComplete(personId),
      today: dayOf(now),
      memberId: own.member,
      open: await readModel.find('tasks'),
      who: params.who,
      personId,
      done: personId === null ? [] : await readModel.find('doneTasks', { personId }),
      directory,
      colleagues: [...staff.values()]
        .map(({ signature }) => signature)
        .filter(({ memberId }) => memberId !== own.member),
    })
  },
  threads: async (facts) => {
    const { chains, own } = facts.session.device
    const isPublic = own.audience === 'public'
    // Of a team's hundreds of groups only those somebody wrote in are read and shown.
    const groups = isPublic ? [] : (await facts.readModel.find('threads')).map(({ groupId }) => groupId as GroupId)
    const known = isPublic ? chains.all() : groups.map(chains.state).filter((chain) => chain !== undefined)
    return threadsView(await listRows(facts, talkedIn(facts, known)))
  },
  thread: async (facts, { threadId }) => {
    const { readModel, session } = facts
    const chain = chainOfThread(session.device.chains, threadId)
    if (chain === undefined) {
      return threadView({
        row: null,
        complete: false,
        messages: [],
        unseenIds: new Set(),
        travelOfRow: facts.travelOfRow,
      })
    }
    await session.device.partitions.open(chain.about ?? homePartition)
    const rows = await listRows(facts, [chain])
    return threadView({
      row: rows[0] ?? null,
      complete: facts.isGroupComplete(chain.group),
      messages: await readModel.find('messages', { threadId }),
      unseenIds: new Set(facts.unread.filter((row) => row.threadId === threadId).map((row) => row.id)),
      travelOfRow: facts.travelOfRow,
    })
  },
  reach: async ({ readModel, readersOfRow }, { id }) => {
    // What is on a screen is open already: a conversation's messages, a person's story.
    const [messages, story] = await Promise.all([readModel.find('messages', { id }), readModel.find('story', { id })])
    const row = messages[0] ?? story[0]
    if (row === undefined || !row.own) return reachView([], false)
    return reachView(readersOfRow(row), !('kind' in row) || row.kind === 'message')
  },
  draft: async ({ session }, { key }) => {
    const draft = session.drafts.of(key)
    return { key, value: draft?.value ?? null, savedAt: draft?.savedAt ?? null }
  },
  sync: async (facts, _params, deps) => {
    const { now, readModel, session } = facts
    const { device, runner } = session
    const { feeds, labels, notices, parked } = device
    const { lastContactAt, offlineSince } = runner.state()
    const visits = await readModel.find('visits', { date: dayOf(now) })
    const mine = visits.filter((visit) => isVisitOf(visit, device.own.member))
    const initials = (personId: string | null) => {
      const person = personId === null ? undefined : facts.directory.get(personId)
      return person === undefined ? '' : initialsOf(person.name)
    }
    const { clockSkewMs, sending } = session.syncFacts()
    return syncView({
      now,
      marks: feeds.marks(),
      feedOf: (group) => feeds.of(group as GroupId),
      labelOf: (mark) => {
        const { kind, personId } = labels.of(outboxKey(mark.group, mark.seq))
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
        .map(({ memberId, signature }) => ({ signature, lastSeenAt: facts.lastSeenAt(memberId) })),
      storage: { ...(await deps.store.usage()), promised: deps.storagePromised() },
      clockSkewMs,
    })
  },
  search: ({ directory, session }, { in: within, text }) => {
    const { chains } = session.device
    return session.search.find(text, within, (personId) => {
      const person = directory.get(personId)
      const care = chains.careChainOf(personId as PersonId)
      // What lies here of somebody this device may no longer read is not found.
      if (person === undefined || care === undefined || !session.access.mayRead(care)) return null
      return { name: person.name, face: person.face }
    })
  },
  'my-medicines': async ({ isGroupComplete, readModel, session }) => {
    const chain = session.device.chains.byKind('private')[0]
    if (chain?.about != null) await session.device.partitions.open(chain.about)
    const lists = chain === undefined ? [] : await readModel.find('sharedLists', { id: chain.group })
    return myMedicinesView({
      list: lists[0],
      complete: chain !== undefined && isGroupComplete(chain.group),
      updatedAt: session.catchUp.cursor().caughtUpAt,
    })
  },
  home: async (facts) => {
    const { now, readModel, session } = facts
    const { chains, own } = session.device
    const mine = talkedIn(facts, chains.all())
    const chain = mine.find(({ kind }) => kind === 'private')
    const personId = chain?.about ?? null
    if (personId !== null) await session.device.partitions.open(personId)
    const group = chain === undefined ? null : facts.threadGroup(chain)
    const [steps, contacts, messages, cards, rows] = await Promise.all([
      readModel.find('nextSteps'),
      readModel.find('contacts'),
      group === null ? [] : readModel.find('messages', { threadId: group.threadId }),
      readModel.find('teamCards'),
      listRows(facts, mine),
    ])
    return homeView({
      now,
      name: own.signature.name,
      nextSteps: steps,
      messages,
      contact: contacts.find((row) => row.groupId === chain?.group) ?? contacts[0] ?? null,
      threadId: group?.threadId ?? null,
      unread: facts.unread.filter((row) => row.threadId === group?.threadId).length,
      threads: threadsView(rows).rows,
      card: teamCardView(cards, now),
      role: ownRole(session),
      complete: isTold(facts, mine),
      updatedAt: session.catchUp.cursor().caughtUpAt,
    })
  },
}

/** Of the public only where this device is still in. */
function talkedIn({ session }: Facts, chains: readonly ChainState[]): readonly ChainState[] {
  const { device, own } = session.device
  const talked = chains.filter(({ kind }) => kind !== 'team' && kind !== 'board')
  return own.audience === 'staff' ? talked : talked.filter((chain) => chain.devices[device]?.removedAt === null)
}

/** An associate may be in no circle yet: then there is nothing to wait for but the team's chain. */
function isTold(facts: Facts, chains: readonly ChainState[]): boolean {
  const isCaughtUp = facts.session.catchUp.cursor().caughtUpAt !== null
  return isCaughtUp && chains.every(({ group }) => facts.isGroupComplete(group))
}

function ownRole({ device: { chains, device, own } }: Session): 'patient' | 'family' | 'associate' {
  const role = chains.state(own.group)?.devices[device]?.role
  return role === 'family' || role === 'associate' ? role : 'patient'
}

async function listRows(facts: Facts, chains: readonly ChainState[]): Promise<readonly ThreadListRow[]> {
  const [newestRows, careRows] = await Promise.all([
    facts.readModel.find('threads'),
    facts.readModel.find('threadFacts'),
  ])
  const newest = indexRows(newestRows, byThread)
  const care = new Map(careRows.map((each) => [each.groupId, each]))
  const unread = countBy(facts.unread, (row) => row.threadId)
  return chains.map((chain) => {
    const group = facts.threadGroup(chain)
    const row = newest.get(group.threadId)
    return threadListRow(group, {
      newest: row,
      unread: unread.get(group.threadId) ?? 0,
      notSent: row !== undefined && facts.travelOfRow(row.last)?.type === 'not-sent' ? 1 : 0,
      care: care.get(chain.group),
      memberId: facts.session.device.own.member,
    })
  })
}
