/** Each query's answer: the rows it needs, handed to its pure view. */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import { initialsOf } from '../../domain/names.ts'
import type { ParamsOf, QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { Session } from '../session.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { oldCopyView } from '../succession/old-copy.ts'
import { type OutboxMark, outboxKey } from '../sync/outbox.ts'
import { type Facts, readEverybody, readFacts, readPeople } from '../views/facts.ts'
import { isHeldBy } from '../views/held-by.ts'
import { peopleView } from '../views/people.ts'
import { syncView } from '../views/sync-view.ts'
import { isVisitOf } from '../views/today.ts'
import { answerThread, answerThreads } from './answer-threads.ts'
import { answerToday } from './answer-today.ts'

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

/** What is opened from the first screen: fetched as soon as that one has its answer. */
const next = () => import('./answer-person.ts')
/** A staff device never asks for it. */
const forThePublic = () => import('./answer-home.ts')
/** What no first screen asks for. */
const later = () => import('./answer-later.ts')

/** Each is told once, and in words of its own. */
const toldAsFork: ReadonlySet<string> = new Set(['control-fork', 'feed-fork', 'false-snapshot'])
const toldElsewhere: ReadonlySet<string> = new Set([...toldAsFork, 'own-feed-fork'])

const answers: Answers = {
  today: async (facts, params) => {
    const view = await answerToday(facts, params)
    next().catch(() => undefined)
    return view
  },
  details: async (facts, params) => (await later()).answerDetails(facts, params),
  person: async (facts, params) => (await next()).answerPerson(facts, params),
  'care-plan': async (facts, params) => (await later()).answerCarePlan(facts, params),
  team: async (facts, params) => (await later()).answerTeam(facts, params),
  'team-settings': async (facts) => (await later()).answerTeamSettings(facts),
  'team-devices': async (facts) => (await later()).answerTeamDevices(facts),
  decisions: async (facts) => (await import('./answer-decisions.ts')).answerDecisions(facts),
  decided: async (facts, params) => (await import('./answer-decided.ts')).answerDecided(facts, params),
  'decided-by': async (facts, params) => (await import('./answer-decided.ts')).answerDecidedBy(facts, params),
  alike: async (facts, who) => (await import('./answer-doubles.ts')).answerAlike(facts, who),
  doubles: async (facts, params) => (await import('./answer-doubles.ts')).answerDoubles(facts, params),
  people: async (facts, { limit, search }) => {
    const { corrections, directory } = await readEverybody(facts.rows)
    return peopleView({ search, limit, directory, newMessagesByPerson: facts.newMessagesByPerson, corrections })
  },
  tasks: async (facts, params) => (await later()).answerTasks(facts, params),
  counts: async ({ rows, session, unread }) => {
    const { audience, member } = session.device.own
    const tasks = audience === 'staff' ? await rows.find('tasks') : []
    return { unread: unread.length, tasks: tasks.filter((task) => isHeldBy(task, member)).length }
  },
  reach: async (facts, params) => (await later()).answerReach(facts, params),
  threads: answerThreads,
  thread: answerThread,
  draft: async ({ session }, { key }) => {
    const draft = session.drafts.of(key)
    return { key, value: draft?.value ?? null, savedAt: draft?.savedAt ?? null }
  },
  sync: async (facts, _params, deps) => {
    const { now, rows, session } = facts
    const { device, runner } = session
    const { chains, feeds, forks, labels, notices, parked } = device
    const { caughtUpAt, lastContactAt, offlineSince: noticedAt } = runner.state()
    // Opened without signal: since when there is none is not when it was opened.
    const offlineSince = noticedAt === null || caughtUpAt !== null ? noticedAt : (lastContactAt ?? noticedAt)
    const visits = await rows.find('visits', { date: dayOf(now) })
    const mine = visits.filter((visit) => isVisitOf(visit, device.own.member))
    const marks = feeds.marks()
    const labelOf = ({ group, seq }: OutboxMark) => labels.of(outboxKey(group, seq))
    const unsentPhotos = device.blobMarks.unsent()
    const aboutGroup = (group: string) => chains.state(group as GroupId)?.about ?? null
    const { directory } = await readPeople(rows, [
      ...unsentPhotos.flatMap(({ key }) => aboutGroup(key.slice(0, 32)) ?? []),
      ...marks.flatMap((mark) => labelOf(mark).personId ?? []),
      ...forks.all().flatMap(({ group }) => chains.state(group)?.about ?? []),
    ])
    const initials = (personId: string | null) => {
      const person = personId === null ? undefined : directory.get(personId)
      return person === undefined ? '' : initialsOf(person.name)
    }
    const { clockSkewMs, pokes, refill, sending, wentBack } = session.syncFacts()
    return syncView({
      now,
      marks,
      feedOf: (group) => feeds.of(group as GroupId),
      labelOf: (mark) => {
        const { kind, personId } = labelOf(mark)
        return { kind, initials: initials(personId) }
      },
      photos: unsentPhotos.map((photo) => ({ ...photo, initials: initials(aboutGroup(photo.key.slice(0, 32))) })),
      offlineSince,
      isRead:
        session.catchUp.cursor().caughtUpAt !== null &&
        !session.documents.isWaiting('diary', dayOf(now)) &&
        // What is not hers to read never comes.
        mine.every(({ personId }) => !facts.mayReadPerson(personId) || facts.isPersonComplete(personId)),
      lastContactAt,
      sending,
      parked: [
        ...parked
          .refused()
          .filter(({ reason }) => !toldAsFork.has(reason))
          .map(({ at, id, reason }) => ({ id, reason, at })),
        ...notices
          .all()
          .filter(({ type }) => !toldElsewhere.has(type))
          .map(({ at, subject, type }) => ({ id: subject, reason: type, at })),
      ],
      forks: forks.all().length === 0 ? [] : (await import('../views/fork-views.ts')).forkViews(facts, initials),
      rollbacks: wentBack ? await (await import('../views/rollback-views.ts')).rollbackViews(facts) : [],
      // Nothing follows from it for the public (SX790).
      refill: device.own.audience === 'public' ? null : refill,
      oldCopy: oldCopyView(device),
      space: device.own.space,
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
      pokes,
    })
  },
  search: async (facts, params, deps) => (await import('./answer-search.ts')).answerSearch(facts, params, deps),
  'my-medicines': async (facts) => (await forThePublic()).answerMyMedicines(facts),
  home: async (facts) => (await forThePublic()).answerHome(facts),
  audit: async (facts) => (await import('./answer-audit.ts')).answerAudit(facts),
  openings: async (facts) => (await import('./answer-openings.ts')).answerOpenings(facts),
  rounds: async (facts) => (await import('./answer-rounds.ts')).answerRounds(facts),
  'looking-after': async (facts, { personId }) =>
    (await import('./answer-rounds.ts')).answerLookingAfter(facts, personId),
  handed: async (facts) => (await import('./answer-handed.ts')).answerHanded(facts),
  sharing: async (facts, { personId }) => (await import('./answer-sharing.ts')).answerSharing(facts, personId),
}
