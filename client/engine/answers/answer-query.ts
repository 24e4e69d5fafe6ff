/** Each query's answer: the rows it needs, handed to its pure view. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ParamsOf, QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { Session } from '../session.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { type Facts, readEverybody, readFacts } from '../views/facts.ts'
import { isHeldBy } from '../views/held-by.ts'
import { peopleView } from '../views/people.ts'
import { signedInTeamsWords, teamSignatures } from '../views/team-names.ts'
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
  const view = await answers[query.name](facts, query.params, { ...deps, isWanted: query.isWanted })
  return signedInTeamsWords(view, await teamSignatures(facts))
}

/** What is opened from the first screen: fetched as soon as that one has its answer. */
const next = () => import('./answer-person.ts')
/** A staff device never asks for it. */
const forThePublic = () => import('./answer-home.ts')
/** What no first screen asks for. */
const later = () => import('./answer-later.ts')

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
  sync: async (facts, _params, deps) => (await import('./answer-sync.ts')).answerSync(facts, deps),
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
