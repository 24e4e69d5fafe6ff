/**
 * The relay as one list of routes over its parts. `createApp` opens nothing and
 * listens to nothing: it is handed its store, clock and log, so that a test can
 * ask it things as `app.request(…)` without a network.
 */
import { Hono } from 'hono'
import type { DeviceId, SpaceId } from '../shared/lib/ids.ts'
import { isAdmin } from '../shared/membership/standing.ts'
import { createSignatureVerifier } from '../shared/protocol/signature.ts'
import { protocolVersion, versionHeader } from '../shared/protocol/version.ts'
import { createContentAdmission } from './admission/content.ts'
import { createControlAdmission } from './admission/control.ts'
import { createJoins } from './admission/joins.ts'
import { createReadRights, isActiveInSpace } from './admission/readable.ts'
import { createSpaces, type SpaceState, type Spaces } from './admission/spaces.ts'
import { createSpokenInvites } from './admission/spoken-invites.ts'
import { createCheckpoints, type FetchLogKept } from './audit/checkpoints.ts'
import { createFetchLog } from './audit/fetch-log.ts'
import type { RelayKey } from './audit/relay-key.ts'
import type { RelayStore } from './entry-store/relay-store.ts'
import type { Growth } from './live/growth.ts'
import { createLiveHub, type LiveHub } from './live/hub.ts'
import { accessLog } from './middleware/access-log.ts'
import { readAddress } from './middleware/address.ts'
import { createLimits, type LimitNumbers } from './middleware/limits.ts'
import { createOrigins } from './middleware/origins.ts'
import { problem } from './middleware/problem.ts'
import type { RelayEnv } from './middleware/relay-context.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { createSessions } from './middleware/sessions.ts'
import type { Founding } from './ops/config.ts'
import type { Logger } from './ops/logger.ts'
import type { Metrics } from './ops/metrics.ts'
import type { Platform } from './platform.ts'
import { appFilesRoute } from './routes/app-files.ts'
import { auditRoute } from './routes/audit.ts'
import { blobsRoute } from './routes/blobs.ts'
import { boxesRoute } from './routes/boxes.ts'
import { controlRoute } from './routes/control.ts'
import { demoProxyRoute } from './routes/demo-proxy.ts'
import { deviceStatusRoute } from './routes/device-status.ts'
import { entriesRoute } from './routes/entries.ts'
import { erasedRoute } from './routes/erased.ts'
import { heldBlobsRoute } from './routes/held-blobs.ts'
import { joinsRoute } from './routes/joins.ts'
import { liveRoute } from './routes/live.ts'
import { operationsRoute } from './routes/operations.ts'
import { pullRoute } from './routes/pull.ts'
import { quarantineRoute } from './routes/quarantine.ts'
import { sessionRoute } from './routes/session.ts'
import { spokenRoute } from './routes/spoken.ts'
import { viewsRoute } from './routes/views.ts'
import { wipeRoute } from './routes/wipe.ts'

export interface AppDeps {
  readonly store: RelayStore
  readonly platform: Platform
  /** Signs checkpoints of the fetch log. */
  readonly key: RelayKey
  readonly fetchLogKept: FetchLogKept
  readonly log: Logger
  readonly metrics: Metrics
  readonly limits: LimitNumbers
  readonly founding: Founding
  readonly origins: readonly string[]
  readonly dist: string | undefined
  readonly demoUrl: string | undefined
  readonly trustProxy: boolean
  readonly isStopping: () => boolean
}

export interface RelayApp {
  readonly app: Hono<RelayEnv>
  readonly hub: LiveHub
  readonly spaces: Spaces
  /** Builds the chain states from the store; to be awaited before the first request. */
  readonly load: () => Promise<void>
  /** Writes what was counted for the fetch log. Called every few seconds, and before the store is closed. */
  readonly writeFetchLog: () => Promise<void>
  /** Forgets what has run out. Called every minute. */
  readonly sweep: () => Promise<void>
}

/** Everything behind the routes, made once and handed to each. */
function createParts({ fetchLogKept, key, limits: numbers, log, metrics, origins, platform, store }: AppDeps) {
  const { after, now, randomBytes } = platform
  const verifier = createSignatureVerifier()
  const { others } = store
  const spaces = createSpaces(store, log, changed)
  const rights = createReadRights(now)
  const sessions = createSessions({ now, randomBytes })
  const hub = createLiveHub({ spaces, rights, metrics, after })
  /** Here at once, and by the other processes soon. */
  const grew = (space: SpaceId, growth: readonly Growth[]) => {
    hub.grew(space, growth)
    others?.tell(space, growth)
  }

  /** Whoever is no longer in has neither socket nor session from that moment. */
  function changed(state: SpaceState): void {
    if (state.version === 1) log.info('space-founded', { space: state.space })
    const isIn = (device: DeviceId) => isActiveInSpace(state, device)
    hub.drop(state.space, isIn)
    for (const device of state.groupsByDevice.keys()) if (!isIn(device)) sessions.drop(state.space, device)
  }

  /** A poke like any other: that something is held back is for who decides about it to ask. */
  async function tellAdmins(space: SpaceId): Promise<void> {
    const [state, head] = [spaces.find(space), await store.spaceHead(space)]
    if (state === undefined || head === undefined) return
    hub.nudge(space, head.head, (device) => isAdmin(state.team, device))
  }

  const heldBack = (space: SpaceId) => void tellAdmins(space).catch(() => log.warn('held-back-untold', { space }))
  const content = createContentAdmission({ store, spaces, verifier, grew, heldBack })
  const joins = createJoins({ mailbox: store, spaces, verifier, now })
  const control = createControlAdmission({
    ...{ store, spaces, verifier, grew, now, changed },
  })
  const limits = createLimits(numbers)
  const checkpoints = createCheckpoints({ ...{ control, key, log, now, spaces }, pages: store, kept: fetchLogKept })
  const fetchLog = createFetchLog({ ...{ log, now }, pages: store, grew: checkpoints.grew })
  return {
    ...{ content, control, grew, hub, joins, limits, log, metrics, now, rights, sessions, spaces, store, verifier },
    ...{ after, checkpoints, fetchLog, heldBack, mailbox: store, pages: store, origins: createOrigins(origins) },
    spoken: createSpokenInvites(now),
    relayKey: key.publicKey,
  }
}

/** What other processes wrote is told to who is connected here, by the rights as they are after it. */
function hearOthers({ log, store }: AppDeps, { hub, spaces }: Pick<ReturnType<typeof createParts>, 'hub' | 'spaces'>) {
  const failed = (failure: unknown) => log.error('failed', { failure })
  async function pokeAll(space: SpaceId): Promise<void> {
    await spaces.refresh(space)
    const head = await store.spaceHead(space)
    if (head !== undefined) hub.nudge(space, head.head, () => true)
  }
  return {
    grew: (space: SpaceId, growth: readonly Growth[]) => {
      spaces.refresh(space).then(() => hub.grew(space, growth), failed)
    },
    missed: () => {
      for (const space of hub.spaces()) pokeAll(space).catch(failed)
    },
  }
}

export function createApp(deps: AppDeps): RelayApp {
  const parts = createParts(deps)
  const app = new Hono<RelayEnv>()
    .use('*', readAddress(deps.trustProxy))
    .use('*', accessLog({ log: deps.log, metrics: deps.metrics, elapsed: deps.platform.elapsed }))
    .use('*', securityHeaders(parts.origins))
    .use('/v1/*', async (c, next) => {
      const version = c.req.header(versionHeader)
      const isOurs = version === undefined || version === String(protocolVersion)
      return isOurs ? next() : problem(c, 'version-unsupported')
    })
    .route('/', operationsRoute(deps))
    .route('/', sessionRoute(parts))
    .route('/', entriesRoute(parts))
    .route('/', controlRoute({ ...parts, founding: deps.founding }))
    .route('/', pullRoute(parts))
    .route('/', auditRoute(parts))
    .route('/', viewsRoute(parts))
    .route('/', boxesRoute(parts))
    .route('/', blobsRoute(parts))
    .route('/', heldBlobsRoute(parts))
    .route('/', joinsRoute(parts))
    .route('/', spokenRoute(parts))
    .route('/', deviceStatusRoute(parts))
    .route('/', quarantineRoute(parts))
    .route('/', erasedRoute(parts))
    .route('/', wipeRoute())
    .route('/', liveRoute(parts))
    .route('/', demoProxyRoute({ url: deps.demoUrl, fetch: deps.platform.fetch, log: deps.log }))
    .route('/', appFilesRoute(deps.dist))
  app.notFound((c) => problem(c, 'unknown-or-forbidden'))
  app.onError((failure, c) => {
    deps.log.error('failed', { failure })
    return problem(c, 'unavailable')
  })
  return {
    app,
    hub: parts.hub,
    spaces: parts.spaces,
    load: async () => {
      await parts.spaces.load()
      deps.store.others?.listen(hearOthers(deps, parts))
      for (const space of await deps.store.spaces()) parts.checkpoints.grew(space)
    },
    writeFetchLog: parts.fetchLog.flush,
    sweep: async () => {
      parts.sessions.sweep()
      parts.spoken.sweep()
      const failed = (failure: unknown) => deps.log.error('failed', { failure })
      await Promise.all([parts.joins.sweep().catch(failed), parts.checkpoints.post()])
    },
  }
}
