/**
 * An engine in memory with views written by hand: for component tests and the
 * gallery. It keeps the EngineApi's promises (a listener hears at once what is
 * known, and again on every change) and remembers what it was asked to do.
 */
import type { AccessAct, AccessActOutcome } from '../../engine-api/access-acts.ts'
import type { AuditLogOutcome } from '../../engine-api/audit.ts'
import type { CircleAct, CircleActOutcome } from '../../engine-api/circle-acts.ts'
import type { Command, Outcome } from '../../engine-api/commands.ts'
import type { DeviceState, PersonHere } from '../../engine-api/device-state.ts'
import type {
  EngineApi,
  InviteReading,
  JoinOutcome,
  JoinRequest,
  PageNotice,
  SpokenReading,
  Stop,
  UnlockOutcome,
} from '../../engine-api/engine-api.ts'
import type {
  FoundOutcome,
  FoundRequest,
  KitAct,
  KitActOutcome,
  RecoverOutcome,
  RecoverRequest,
} from '../../engine-api/founding.ts'
import type { HeldAct, HeldActOutcome } from '../../engine-api/held-back.ts'
import type { InPersonAct, InPersonActOutcome } from '../../engine-api/in-person-acts.ts'
import type { PhotoAct, PhotoActOutcome } from '../../engine-api/photo-acts.ts'
import type { PinAct, PinActOutcome, PinTry } from '../../engine-api/pin-acts.ts'
import type { ParamsOf, PeopleView, QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { AnewAct, AnewOutcome } from '../../engine-api/start-anew.ts'
import type { TeamAct, TeamActOutcome } from '../../engine-api/team-acts.ts'
import { sampleAudit, sampleAuditLog } from './sample-audit.ts'
import { meAisha, people } from './sample-cast.ts'
import { circleList } from './sample-circle-tasks.ts'
import { sampleDecided, sampleDecidedBy } from './sample-decided.ts'
import { sampleDetails, sampleTeam } from './sample-details.ts'
import { emptyPlan, samplePlan } from './sample-plan.ts'
import { sampleHome, sampleThread } from './sample-public.ts'
import { samplePerson, sampleThreads } from './sample-record.ts'
import { sampleLookingAfter, sampleRounds } from './sample-rounds.ts'
import { sampleSearch } from './sample-search.ts'
import { sampleDecisions, sampleSettings } from './sample-settings.ts'
import { sampleOpenings, sampleSharing } from './sample-sharing.ts'
import { settledSync } from './sample-sync.ts'
import { doreensTasks, ownTasks, teamTasks } from './sample-tasks.ts'
import { sampleTeamDevices } from './sample-team-devices.ts'
import { sampleToday } from './sample-visits.ts'

/** A view, or how to make it from the parameters; undefined = the engine has not answered yet. */
export type Script = {
  readonly [Name in QueryName]?: ViewOf<Name> | ((params: ParamsOf<Name>) => ViewOf<Name> | undefined) | undefined
}

export interface SampleOptions {
  readonly device?: DeviceState
  readonly views?: Script
  readonly outcome?: (command: Command) => Outcome | Promise<Outcome>
  readonly accessOutcome?: (act: AccessAct) => AccessActOutcome
  readonly circleOutcome?: (act: CircleAct) => CircleActOutcome
  readonly inPersonOutcome?: (act: InPersonAct) => InPersonActOutcome
  readonly photoOutcome?: (act: PhotoAct) => PhotoActOutcome | Promise<PhotoActOutcome> | undefined
  readonly anewOutcome?: (act: AnewAct) => AnewOutcome | Promise<AnewOutcome>
  readonly heldOutcome?: (act: HeldAct) => HeldActOutcome | Promise<HeldActOutcome>
  readonly teamOutcome?: (act: TeamAct) => TeamActOutcome
  readonly invite?: InviteReading
  readonly spokenReading?: (typed: string) => SpokenReading
  readonly joinOutcome?: JoinOutcome
  readonly foundOutcome?: FoundOutcome
  readonly recoverOutcome?: RecoverOutcome
  readonly kitOutcome?: (act: KitAct) => KitActOutcome
  /** `reading`: it never comes. */
  readonly auditLog?: AuditLogOutcome | 'reading'
  readonly peopleHere?: readonly PersonHere[]
  readonly forkProof?: Uint8Array
  readonly unlockOutcome?: (secret: string | Uint8Array | PinTry | null) => UnlockOutcome
  readonly pinOutcome?: (act: PinAct) => PinActOutcome | undefined
}

export interface SampleEngine extends EngineApi {
  readonly setDevice: (state: DeviceState) => void
  readonly setViews: (views: Script) => void
  /** That records were opened: nobody pressed anything for it. */
  readonly opened: readonly Command[]
  readonly accessActs: readonly AccessAct[]
  readonly circleActs: readonly CircleAct[]
  readonly inPersonActs: readonly InPersonAct[]
  readonly heldActs: readonly HeldAct[]
  readonly pinActs: readonly PinAct[]
  readonly anewActs: readonly AnewAct[]
  readonly photoActs: readonly PhotoAct[]
  readonly teamActs: readonly TeamAct[]
  readonly commands: readonly Command[]
  readonly joins: readonly JoinRequest[]
  readonly foundings: readonly FoundRequest[]
  readonly recoveries: readonly RecoverRequest[]
  readonly notices: readonly PageNotice[]
  /** "lock", "takeOver", "syncNow", in order. */
  readonly calls: readonly string[]
  readonly watcherCount: () => number
}

const tasksByWho = { mine: ownTasks, team: teamTasks, person: doreensTasks, circle: circleList } as const

export const sampleViews: Script = {
  today: sampleToday,
  alike: { people: [] },
  doubles: { goesOn: null, maybe: [], left: [] },
  people: ({ search }) => findPeople(search),
  person: ({ personId }) => (personId === 'doreen' ? samplePerson : { ...samplePerson, person: null, banner: null }),
  'care-plan': ({ personId }) => (personId === 'doreen' ? samplePlan : { ...emptyPlan, banner: null }),
  tasks: ({ who }) => tasksByWho[who],
  search: ({ text }) => sampleSearch(text),
  threads: { rows: sampleThreads, unread: 1 },
  counts: { unread: 1, tasks: ownTasks.mine },
  thread: sampleThread,
  reach: { readers: [], canBeSeen: true },
  draft: ({ key }) => ({ key, value: null, savedAt: null }),
  sync: settledSync,
  'my-medicines': { lines: null, listedAt: null, complete: true, updatedAt: sampleHome.updatedAt },
  home: sampleHome,
  sharing: sampleSharing,
  openings: sampleOpenings,
  audit: sampleAudit,
  details: {
    person: people[0]!,
    banner: samplePerson.banner,
    complete: true,
    parts: sampleDetails.parts,
    staffThreadId: 't-staff',
  },
  team: sampleTeam,
  decided: sampleDecided,
  'decided-by': sampleDecidedBy,
  decisions: sampleDecisions,
  'team-devices': sampleTeamDevices,
  'team-settings': sampleSettings,
  rounds: sampleRounds,
  handed: { items: [] },
  'looking-after': sampleLookingAfter,
}

export function findPeople(search: string): PeopleView {
  const wanted = search.trim().toLowerCase()
  const rows = people
    .filter(({ name }) => `${name.given} ${name.family} ${name.preferred}`.toLowerCase().includes(wanted))
    .map((person) => ({ person, newMessages: person.personId === 'doreen' ? 1 : 0 }))
  return { rows, total: people.length }
}

export function createSampleEngine(options: SampleOptions = {}): SampleEngine {
  let device: DeviceState = options.device ?? { type: 'open', me: meAisha }
  let views: Script = { ...sampleViews, ...options.views }
  const deviceListeners = new Set<(state: DeviceState) => void>()
  const viewSenders = new Set<() => void>()
  const commands: Command[] = []
  const opened: Command[] = []
  const accessActs: AccessAct[] = []
  const circleActs: CircleAct[] = []
  const inPersonActs: InPersonAct[] = []
  const teamActs: TeamAct[] = []
  const heldActs: HeldAct[] = []
  const pinActs: PinAct[] = []
  const anewActs: AnewAct[] = []
  const photoActs: PhotoAct[] = []
  const joins: JoinRequest[] = []
  const foundings: FoundRequest[] = []
  const recoveries: RecoverRequest[] = []
  const notices: PageNotice[] = []
  const calls: string[] = []

  function watch<Name extends QueryName>(
    name: Name,
    params: ParamsOf<Name>,
    listener: (view: ViewOf<Name>) => void,
  ): Stop {
    function send(): void {
      const scripted: Script[Name] = views[name]
      const view = typeof scripted === 'function' ? scripted(params) : scripted
      if (view !== undefined) listener(view as ViewOf<Name>)
    }
    viewSenders.add(send)
    send()
    return () => viewSenders.delete(send)
  }

  return {
    watchDevice: (listener) => {
      deviceListeners.add(listener)
      listener(device)
      return () => deviceListeners.delete(listener)
    },
    watch,
    run: async (command) => {
      ;(command.type === 'note-opened' ? opened : commands).push(command)
      return options.outcome?.(command) ?? { ok: true }
    },
    accessAct: async (act) => {
      accessActs.push(act)
      return options.accessOutcome?.(act) ?? { type: 'done', told: true }
    },
    circleAct: async (act) => {
      circleActs.push(act)
      return options.circleOutcome?.(act) ?? { type: 'waiting', waiting: [] }
    },
    inPersonAct: async (act) => {
      inPersonActs.push(act)
      return options.inPersonOutcome?.(act) ?? { type: 'how-far', step: 'shown' }
    },
    teamAct: async (act) => {
      teamActs.push(act)
      return options.teamOutcome?.(act) ?? { type: 'waiting', waiting: [] }
    },
    anewAct: async (act) => {
      anewActs.push(act)
      return options.anewOutcome?.(act) ?? { type: 'list', items: [] }
    },
    photoAct: async (act) => {
      photoActs.push(act)
      return options.photoOutcome?.(act) ?? { type: 'none' }
    },
    heldAct: async (act) => {
      heldActs.push(act)
      return options.heldOutcome?.(act) ?? { type: 'list', view: { items: [], erased: [], more: false } }
    },
    readInvite: async () => options.invite ?? { type: 'broken' },
    readSpoken: async (typed) => options.spokenReading?.(typed) ?? { type: 'unknown' },
    join: async (request) => {
      joins.push(request)
      return options.joinOutcome ?? { ok: true }
    },
    found: async (request) => {
      foundings.push(request)
      return options.foundOutcome ?? { ok: true }
    },
    recover: async (request) => {
      recoveries.push(request)
      return options.recoverOutcome ?? { ok: true }
    },
    kitAct: async (act) => options.kitOutcome?.(act) ?? { type: 'failed', problem: 'not-open' },
    readAuditLog: async () => {
      calls.push('readAuditLog')
      if (options.auditLog === 'reading') return new Promise(() => {})
      return options.auditLog ?? { type: 'read', log: sampleAuditLog }
    },
    unlock: async (secret) => options.unlockOutcome?.(secret) ?? { ok: true },
    setPasskey: async () => true,
    hasPasskey: async () => false,
    pinAct: async (act) => {
      pinActs.push(act)
      return options.pinOutcome?.(act) ?? { type: 'standing', pin: 'none' }
    },
    peopleHere: async () => options.peopleHere ?? [],
    lock: async () => {
      calls.push('lock')
    },
    forkProof: async () => options.forkProof ?? null,
    takeOver: async () => {
      calls.push('takeOver')
    },
    syncNow: async () => {
      calls.push('syncNow')
    },
    notice: (notice) => {
      notices.push(notice)
    },
    setDevice: (state) => {
      device = state
      for (const listener of deviceListeners) listener(state)
    },
    setViews: (next) => {
      views = { ...views, ...next }
      for (const send of viewSenders) send()
    },
    commands,
    opened,
    accessActs,
    circleActs,
    inPersonActs,
    teamActs,
    heldActs,
    pinActs,
    anewActs,
    photoActs,
    joins,
    foundings,
    recoveries,
    notices,
    calls,
    watcherCount: () => viewSenders.size,
  }
}
