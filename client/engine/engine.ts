/**
 * The engine: joins, opens, locks, and hands every question and every command to
 * its part. It runs in a worker and, unchanged, in Node. What needs the vault
 * lives in a session that begins at unlock and ends at lock.
 */
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import { prepareDates } from '../domain/dates.ts'
import type { EngineApi } from '../engine-api/engine-api.ts'
import type { AdminApi } from './admin/admin-api.ts'
import type { StretchCost } from './crypto/argon2id.ts'
import { createLife } from './life/life.ts'
import type { Life } from './life/life-port.ts'
import type { Place } from './life/people-here.ts'
import type { ClearSite } from './life/removal.ts'
import { indexAhead } from './membership/chain-rows.ts'
import type { InitAutomerge } from './platform/automerge.ts'
import type { BindKey } from './platform/bind-key.ts'
import type { Clock } from './platform/clock.ts'
import type { LeaderLock } from './platform/leader-lock.ts'
import type { Random } from './platform/random.ts'
import type { Timer } from './platform/timer.ts'
import { createQueryHandler } from './query-handler.ts'
import type { ReadModel } from './read-model/read-model.ts'
import { createRememberedReads } from './read-model/remembered-reads.ts'
import type { Session } from './session.ts'
import { createChainsAhead } from './storage/chains-ahead.ts'
import type { DeviceStore } from './storage/device-store.ts'
import type { RelayClient } from './sync/relay-client.ts'

export interface EngineDeps {
  readonly store: DeviceStore
  readonly clock: Clock
  readonly random: Random
  readonly timer: Timer
  readonly relay: RelayClient
  readonly lock: LeaderLock
  readonly readModel: ReadModel
  readonly initAutomerge: InitAutomerge
  readonly verifier: SignatureVerifier
  /** For a PIN; absent where no key can be held so that it cannot be read out. */
  readonly bindKey?: (() => Promise<BindKey>) | undefined
  /** Of everybody on this device; absent where it is one person's. */
  readonly places?: () => Promise<readonly Place[]>
  /** Of a browser, after its removal; elsewhere there is nothing but the store. */
  readonly clearSite?: ClearSite
  readonly options?: EngineOptions
}

export interface EngineOptions {
  /** False for robots: nobody is told that a machine has read something. */
  readonly receipts?: boolean
  /** False for robots and importers: what others wrote about people stays at the relay. */
  readonly readsCare?: boolean
  /** True for robots that let in whoever knocks with a good invite. */
  readonly confirmsJoins?: boolean
  /** Cheaper in tests alone. */
  readonly passphraseCost?: StretchCost
  /** Changes from one snapshot of a document to the next; fewer in tests alone. */
  readonly snapshotEvery?: number
  /** True without a screen: documents are opened at once. */
  readonly headless?: boolean
  /** Where a page waits for answers: resolves when it has had time to draw the last one. Until then the processor is its own. */
  readonly drawn?: () => Promise<void>
}

export interface EngineCore extends EngineApi {
  /** Resolves when nothing is under way: no step of syncing, no joining, no document. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** With what an administrator may do: without a screen only. */
export interface Engine extends EngineCore {
  readonly admin: AdminApi
}

/** After a view was handed over, the page needs the processor more than we do. */
const idleAfterMs = 500
/** Reading for the search can wait until the day is on the screen and open. */
const searchAfterMs = 4_000

interface NotOpen {
  readonly type: 'failed'
  readonly problem: 'not-open'
}

export interface EngineParts {
  readonly engine: EngineCore
  readonly life: Life
  readonly deps: EngineDeps
}

export function createEngineParts(given: EngineDeps): EngineParts {
  const { readAhead, store } = createChainsAhead(given.store, indexAhead)
  const deps = { ...given, store, readModel: createRememberedReads(given.readModel) }
  let promised: boolean | null = null
  // The first view first; what loads Automerge waits until the screen has had time to draw it.
  const queries = createQueryHandler({
    ...deps,
    storagePromised: () => promised,
    onTold: () => {
      life.session()?.firstScreen.startSync()
      deps.timer.after(idleAfterMs, () => life.session()?.loadRest())
      if (deps.options?.headless !== true) deps.timer.after(searchAfterMs, () => life.session()?.search.start())
    },
  })
  const life = createLife(deps, {
    onSession: (session) => queries.use(session),
    onLocked: () => {
      readAhead()
      prepareDates()
    },
  })

  /** Of an open device; each is loaded with the first act of its kind. */
  function opened<Act extends readonly unknown[], Outcome>(run: (session: Session, ...act: Act) => Promise<Outcome>) {
    return async (...act: Act): Promise<Outcome | NotOpen> => {
      await life.started
      const session = life.session()
      return session === null ? { type: 'failed', problem: 'not-open' } : run(session, ...act)
    }
  }

  const engine: EngineCore = {
    watchDevice: life.watch,
    watch: queries.watch,
    run: async (command) => {
      await life.started
      const session = life.session()
      return session === null ? { ok: false, problem: { type: 'not-open' } } : session.run(command)
    },
    accessAct: opened(async (session, act) => (await import('./acts/access-acts.ts')).accessAct(deps, session, act)),
    circleAct: opened(async (session, act) => (await import('./acts/circle-acts.ts')).circleAct(deps, session, act)),
    inPersonAct: opened(async (session, act) =>
      (await import('./acts/in-person-acts.ts')).inPersonAct(deps, session, act),
    ),
    teamAct: opened(async (session, act) => (await import('./acts/team-acts.ts')).teamAct(deps, session, act)),
    heldAct: opened(async (session, act) => (await import('./acts/held-acts.ts')).heldAct(deps, session, act)),
    photoAct: opened(async (session, act) => (await import('./blobs/photo-act.ts')).photoAct(deps, session, act)),
    anewAct: opened(async (session, act) =>
      (await import('./succession/anew-act.ts')).anewAct(deps, { session, startAnew: life.startAnew }, act),
    ),
    readInvite: async (fragment) => {
      // Most devices join once in their life. What answers it is fetched with what reads it: the network may be gone by then.
      const [{ inviteReading }] = await Promise.all([
        import('./life/read-invite.ts'),
        import('./life/make-own-device.ts'),
      ])
      return inviteReading(fragment, deps.clock.now())
    },
    readSpoken: async (typed) => (await import('./life/read-spoken.ts')).readSpoken(deps, typed),
    join: life.join,
    found: life.found,
    recover: life.recover,
    kitAct: opened(async (session, act) => (await import('./acts/kit-acts.ts')).kitAct(deps, session, act)),
    readAuditLog: opened(async (session) => (await import('./audit/read-log.ts')).readAuditLog(deps, session)),
    unlock: life.unlock,
    lock: life.lock,
    setPasskey: life.setPasskey,
    hasPasskey: life.hasPasskey,
    pinAct: life.pinAct,
    peopleHere: async () => (await import('./life/people-here.ts')).peopleHere((await deps.places?.()) ?? []),
    forkProof: async (id) => {
      await life.started
      const session = life.session()
      return session === null
        ? null
        : (await import('./acts/make-fork-proof.ts')).makeForkProof(deps, session.device, id)
    },
    takeOver: life.takeOver,
    syncNow: async () => life.wake('try-now'),
    notice: (notice) => {
      if (notice.type === 'storage-promised') promised = notice.promised
      else if (notice.type === 'offline') life.session()?.runner.offline()
      else if (notice.type === 'hidden') life.session()?.runner.hidden()
      else life.wake(notice.type)
    },
    settle: async () => {
      await life.settle()
      await queries.settle()
    },
    close: life.close,
  }
  return { engine, life, deps }
}
