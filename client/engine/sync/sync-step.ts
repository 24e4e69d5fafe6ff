/**
 * When this device talks to the relay, as a pure step: `(state, event) ->
 * [state, effects]`. The runner performs the effects and reports back.
 *
 * 1. One push runs at a time, and beside it one step of any other kind: what was
 *    written here waits for none of them, however long it takes (SX1, SX500).
 * 2. What was written here leaves before anything is begun to be fetched (SX2).
 * 3. After a failure nothing is tried before `retryAt`, which grows, slower while
 *    somebody looks, unless something says that it may work now (SX3, SX16).
 *    Writing brings it nearer, never to at once (SX501).
 * 4. Attachments go when nothing else of this device's own waits (SX400).
 * 5. A lost session is asked for again and the step it stopped is repeated (SX4).
 */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import { backoffDelay, eager, eagerForMs, type Patience, patient, watchful } from './backoff.ts'

/** `blobs` sends attachments, after all that is words; `chores` is what a device does for others in quiet moments: healing boxes, renewing keys. */
export type StepName = 'session' | 'push' | 'pull' | 'receipts' | 'backfill' | 'blobs' | 'chores'

export type WakeReason = 'poke' | 'online' | 'visible' | 'try-now' | 'written' | 'seen' | 'timer'

export type StepOutcome =
  | { readonly type: 'ok' }
  /** It went well and there is more of the same. */
  | { readonly type: 'more' }
  /** It went well, and the relay was not asked: no sign that it is there. */
  | { readonly type: 'idle' }
  | { readonly type: 'no-signal' }
  | { readonly type: 'no-session' }
  /** The relay answered, but not with what was asked for. */
  | { readonly type: 'refused' }

export type SyncEvent =
  | { readonly type: 'started'; readonly now: Instant }
  | { readonly type: 'stopped' }
  | { readonly type: 'wake'; readonly reason: WakeReason; readonly now: Instant }
  | { readonly type: 'backfill-wanted'; readonly group: GroupId }
  /** An attachment waits: with the next step of the kind. */
  | { readonly type: 'blobs-wanted' }
  /** `jitter` is a random number from 0 to 1. */
  | {
      readonly type: 'done'
      readonly step: StepName
      readonly outcome: StepOutcome
      readonly now: Instant
      readonly jitter: number
    }
  | { readonly type: 'live'; readonly state: 'up' | 'down'; readonly now: Instant; readonly jitter: number }
  | { readonly type: 'offline'; readonly now: Instant }
  /** Nobody sees the app any more, until it wakes as `visible`. */
  | { readonly type: 'hidden' }

export type SyncEffect =
  | { readonly type: 'do'; readonly step: StepName; readonly group: GroupId | null }
  | { readonly type: 'wake-at'; readonly at: Instant }
  | { readonly type: 'connect-live' }
  | { readonly type: 'disconnect-live' }

interface Running {
  readonly step: StepName
  readonly group: GroupId | null
  /** Said while it is under way, of what comes if it fails: "now", when that may be for what is over already. */
  readonly meanwhile: 'nothing' | 'written' | 'now'
}

export interface SyncState {
  readonly started: boolean
  readonly inView: boolean
  readonly sending: Running | null
  /** What is under way beside sending. */
  readonly running: Running | null
  readonly hasSession: boolean
  /** A fresh session has been asked for and nothing has come of it yet. */
  readonly lostSession: boolean
  readonly wanted: Readonly<Record<Exclude<StepName, 'session' | 'backfill'>, boolean>>
  readonly backfills: readonly GroupId[]
  readonly failures: number
  readonly retryAt: Instant | null
  readonly live: 'down' | 'connecting' | 'up'
  readonly liveUpAt: Instant | null
  /** Before this the live connection is not tried again. */
  readonly liveRetryAt: Instant
  readonly liveFailures: number
  /** The last answer of the relay, and since when there has been none. */
  readonly lastContactAt: Instant | null
  readonly offlineSince: Instant | null
  /** The last pull that reached the head. */
  readonly caughtUpAt: Instant | null
}

/** A live connection that held this long did not break because of what we did. */
const steadyMs = 10_000

/** With pokes arriving, this often only to know that we are up to date; without, to stay so. */
export const idlePollMs = { up: 4 * 60_000, down: 30_000 } as const

export const initialSyncState: SyncState = {
  started: false,
  inView: true,
  sending: null,
  running: null,
  hasSession: false,
  lostSession: false,
  wanted: { push: false, pull: false, receipts: false, blobs: false, chores: false },
  backfills: [],
  failures: 0,
  retryAt: null,
  live: 'down',
  liveUpAt: null,
  liveRetryAt: 0 as Instant,
  liveFailures: 0,
  lastContactAt: null,
  offlineSince: null,
  caughtUpAt: null,
}

/** No step is under way. */
export function isQuiet({ running, sending }: SyncState): boolean {
  return running === null && sending === null
}

export type SyncStep = readonly [SyncState, readonly SyncEffect[]]

export function syncStep(state: SyncState, event: SyncEvent): SyncStep {
  switch (event.type) {
    case 'started':
      return proceed({ ...state, started: true, wanted: { ...state.wanted, push: true, pull: true } }, event.now)
    case 'stopped':
      return [
        { ...initialSyncState, inView: state.inView, lastContactAt: state.lastContactAt },
        [{ type: 'disconnect-live' }],
      ]
    case 'wake':
      return proceed(woken(state, event.reason, event.now), event.now)
    case 'backfill-wanted':
      return state.backfills.includes(event.group)
        ? [state, []]
        : [{ ...state, backfills: [...state.backfills, event.group] }, []]
    case 'blobs-wanted':
      return [{ ...state, wanted: { ...state.wanted, blobs: true } }, []]
    case 'done':
      return afterStep(state, event)
    case 'live':
      return afterLive(state, event)
    case 'offline':
      return afterOffline({ ...state, offlineSince: state.offlineSince ?? event.now }, event.now)
    case 'hidden':
      return [{ ...state, inView: false }, []]
  }
}

function woken(state: SyncState, reason: WakeReason, now: Instant): SyncState {
  const wanted = { ...state.wanted }
  const inView = state.inView || reason === 'visible'
  if (reason !== 'seen') wanted.push = true
  if (reason === 'seen') wanted.receipts = true
  // The clock knows of nothing new: a pull that runs answers it.
  const isAnswered = reason === 'timer' && state.running?.step === 'pull'
  if (reason !== 'written' && reason !== 'seen' && !isAnswered) wanted.pull = true
  // Writing does not make the network better; a poke, a tap or the page's own news may.
  const mayWorkNow = reason !== 'written' && reason !== 'seen' && reason !== 'timer'
  if (!mayWorkNow && reason !== 'written') return { ...state, wanted }
  const sending = toldMeanwhile(state.sending, mayWorkNow)
  const running = toldMeanwhile(state.running, mayWorkNow)
  if (!mayWorkNow) return { ...state, wanted, sending, running, retryAt: nearer(state, now) }
  return { ...state, inView, wanted, sending, running, retryAt: null, failures: 0, liveRetryAt: 0 as Instant }
}

function toldMeanwhile(running: Running | null, isNow: boolean): Running | null {
  if (running === null || running.meanwhile === 'now') return running
  return { ...running, meanwhile: isNow ? 'now' : 'written' }
}

/** Somebody has just written and looks on; a relay that answers and asks for time is given it all the same. */
function nearer({ offlineSince, retryAt }: SyncState, now: Instant): Instant | null {
  if (retryAt === null || offlineSince === null) return retryAt
  return Math.min(retryAt, now + eager.longestMs) as Instant
}

/** What is left of the live connection is of no use: the network's return opens a new one. */
function afterOffline(state: SyncState, now: Instant): SyncStep {
  if (state.live === 'down') return [state, []]
  const wakeAt = later(state.retryAt, (now + watchful.longestMs) as Instant)
  return [{ ...state, live: 'down', liveRetryAt: now }, [{ type: 'disconnect-live' }, { type: 'wake-at', at: wakeAt }]]
}

function afterLive(state: SyncState, event: Extract<SyncEvent, { type: 'live' }>): SyncStep {
  if (event.state === 'up') return [{ ...state, live: 'up', liveUpAt: event.now }, []]
  if (!state.started) return [{ ...state, live: 'down' }, []]
  // The pull that comes with the next try finds what no poke told of meanwhile.
  const wasSteady = state.live === 'up' && state.liveUpAt !== null && event.now - state.liveUpAt >= steadyMs
  const failures = wasSteady ? 0 : state.liveFailures
  const how = wasSteady && state.inView ? eager : patient
  const liveRetryAt = (event.now + backoffDelay(failures, event.jitter, how)) as Instant
  const down: SyncState = { ...state, live: 'down', liveRetryAt, liveFailures: failures + 1 }
  return [down, [{ type: 'wake-at', at: later(state.retryAt, liveRetryAt) }]]
}

function afterStep(state: SyncState, event: Extract<SyncEvent, { type: 'done' }>): SyncStep {
  const done = event.step === 'push' ? state.sending : state.running
  const idle = event.step === 'push' ? { ...state, sending: null } : { ...state, running: null }
  if (done === null || !state.started) return [idle, []]
  const { outcome, now } = event
  if (outcome.type === 'no-signal' || outcome.type === 'refused') return afterFailure(idle, done, event)
  const isMore = outcome.type === 'more'
  if (outcome.type === 'idle' || done.step === 'receipts') return proceed(afterSuccess(idle, done, isMore, now), now)
  const heard = { ...idle, lastContactAt: now, offlineSince: null, retryAt: null }
  if (outcome.type === 'no-session') return afterLostSession(wantAgain(heard, done), done, event)
  const lostSession = heard.lostSession && done.step === 'session'
  return proceed(afterSuccess({ ...heard, failures: 0, lostSession }, done, isMore, now), now)
}

/** A relay that keeps answering "no session" to fresh ones must not be asked in a circle. */
function afterLostSession(state: SyncState, done: Running, event: Extract<SyncEvent, { type: 'done' }>): SyncStep {
  if (done.step === 'session' || state.lostSession) return afterFailure({ ...state, hasSession: false }, done, event)
  return proceed({ ...state, hasSession: false, lostSession: true }, event.now)
}

function afterSuccess(state: SyncState, done: Running, more: boolean, now: Instant): SyncState {
  if (done.step === 'session') return { ...state, hasSession: true }
  if (done.step === 'backfill') {
    const rest = state.backfills.filter((group) => group !== done.group)
    return more && done.group !== null ? { ...state, backfills: [...rest, done.group] } : { ...state, backfills: rest }
  }
  if (more) return wantAgain(state, done)
  if (done.step !== 'pull') return state
  return { ...state, caughtUpAt: now, wanted: { ...state.wanted, receipts: true, chores: true } }
}

function afterFailure(state: SyncState, done: Running, event: Extract<SyncEvent, { type: 'done' }>): SyncStep {
  const { outcome, now, jitter } = event
  const noSignal = outcome.type === 'no-signal'
  const how = noSignal ? patienceOf(state, now) : patient
  const retryAt = (now + backoffDelay(state.failures, jitter, how)) as Instant
  const next: SyncState = {
    ...wantAgain(state, done),
    failures: state.failures + 1,
    retryAt,
    lastContactAt: noSignal ? state.lastContactAt : now,
    offlineSince: noSignal ? (state.offlineSince ?? now) : null,
  }
  if (done.meanwhile === 'now') return proceed({ ...next, retryAt: null }, now)
  const at = done.meanwhile === 'written' ? nearer(next, now) : retryAt
  return [{ ...next, retryAt: at }, [{ type: 'wake-at', at: at ?? retryAt }]]
}

/** A relay that answers is never pressed; one that is not there feels nothing of it until it is back. */
function patienceOf({ inView, offlineSince }: SyncState, now: Instant): Patience {
  if (!inView) return patient
  return offlineSince === null || now - offlineSince < eagerForMs ? eager : watchful
}

function wantAgain(state: SyncState, done: Running): SyncState {
  if (done.step === 'session' || done.step === 'backfill') return state
  return { ...state, wanted: { ...state.wanted, [done.step]: true } }
}

/** Starts the next step, or says when to look again. */
function proceed(state: SyncState, now: Instant): SyncStep {
  if (!state.started || (state.sending !== null && state.running !== null)) return [state, []]
  if (state.retryAt !== null && now < state.retryAt) return [state, [{ type: 'wake-at', at: state.retryAt }]]
  const ready = { ...state, retryAt: null }
  if (ready.wanted.push && ready.sending === null) {
    const sending = toRun('push')
    return [{ ...ready, wanted: { ...ready.wanted, push: false }, sending }, [begin(sending)]]
  }
  // Nothing is begun beside a push: first all that waits leaves.
  if (ready.sending !== null || ready.running !== null) return [state, []]
  const next = nextStep(ready)
  if (next === null) return rest(ready, now)
  const wanted = next.step in ready.wanted ? { ...ready.wanted, [next.step]: false } : ready.wanted
  return [{ ...ready, wanted, running: next }, [begin(next)]]
}

function begin({ group, step }: Running): SyncEffect {
  return { type: 'do', step, group }
}

function nextStep({ wanted, hasSession, backfills }: SyncState): Running | null {
  const backfill = backfills[0]
  if (!hasSession && (wanted.pull || wanted.blobs || wanted.chores || backfill !== undefined)) return toRun('session')
  if (wanted.pull) return toRun('pull')
  if (wanted.receipts) return toRun('receipts')
  if (backfill !== undefined) return toRun('backfill', backfill)
  if (wanted.blobs) return toRun('blobs')
  return wanted.chores ? toRun('chores') : null
}

function toRun(step: StepName, group: GroupId | null = null): Running {
  return { step, group, meanwhile: 'nothing' }
}

function rest(state: SyncState, now: Instant): SyncStep {
  const isDown = state.live === 'down' && state.hasSession
  const connect = isDown && now >= state.liveRetryAt
  const poll = (now + idlePollMs[state.live === 'up' ? 'up' : 'down']) as Instant
  const pollAt = isDown && !connect ? (Math.min(poll, state.liveRetryAt) as Instant) : poll
  const effects: readonly SyncEffect[] = [{ type: 'wake-at', at: pollAt }]
  if (!connect) return [state, effects]
  return [{ ...state, live: 'connecting' }, [{ type: 'connect-live' }, ...effects]]
}

function later(a: Instant | null, b: Instant): Instant {
  return a !== null && a > b ? a : b
}
