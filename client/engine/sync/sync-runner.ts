/** Performs what the sync step decides: steps, timers, the live connection. Holds no rule of its own. */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Timer } from '../platform/timer.ts'
import {
  initialSyncState,
  isQuiet,
  type StepName,
  type StepOutcome,
  type SyncEffect,
  type SyncEvent,
  type SyncState,
  syncStep,
  type WakeReason,
} from './sync-step.ts'

export interface SyncActions {
  readonly perform: (step: StepName, group: GroupId | null) => Promise<StepOutcome>
  /** Opens the live connection; the state it reports comes back by `onState`. */
  readonly connectLive: (onPoke: () => void, onState: (state: 'up' | 'down') => void) => () => void
}

export interface SyncRunnerDeps extends SyncActions {
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  readonly onState: (state: SyncState) => void
  readonly lastContactAt: Instant | null
}

export interface SyncRunner {
  readonly start: () => void
  readonly stop: () => void
  readonly wake: (reason: WakeReason) => void
  readonly offline: () => void
  /** Nobody looks at the app any more, until it wakes as `visible`. */
  readonly hidden: () => void
  readonly wantBackfill: (group: GroupId) => void
  readonly wantBlobs: () => void
  readonly state: () => SyncState
  /** Resolves when no step is running and none is due before its time. */
  readonly idle: () => Promise<void>
}

export function createSyncRunner(deps: SyncRunnerDeps): SyncRunner {
  let state: SyncState = { ...initialSyncState, lastContactAt: deps.lastContactAt }
  let cancelTimer = () => {}
  let disconnect = () => {}
  let whenIdle: (() => void)[] = []

  function dispatch(event: SyncEvent): void {
    const [next, effects] = syncStep(state, event)
    state = next
    for (const effect of effects) perform(effect)
    deps.onState(state)
    if (!isQuiet(state)) return
    const resolvers = whenIdle
    whenIdle = []
    for (const resolve of resolvers) resolve()
  }

  function perform(effect: SyncEffect): void {
    switch (effect.type) {
      case 'do':
        void run(effect.step, effect.group)
        return
      case 'wake-at':
        cancelTimer()
        cancelTimer = deps.timer.after(Math.max(0, effect.at - deps.clock.now()), () => wake('timer'))
        return
      case 'connect-live':
        disconnect = deps.connectLive(
          () => wake('poke'),
          (live) => dispatch({ type: 'live', state: live, now: deps.clock.now(), jitter: jitter() }),
        )
        return
      case 'disconnect-live':
        disconnect()
        disconnect = () => {}
    }
  }

  async function run(step: StepName, group: GroupId | null): Promise<void> {
    let outcome: StepOutcome = { type: 'refused' }
    try {
      outcome = await deps.perform(step, group)
    } finally {
      // A step that throws is a bug and is heard as one; syncing goes on all the same.
      dispatch({ type: 'done', step, outcome, now: deps.clock.now(), jitter: jitter() })
    }
  }

  function jitter(): number {
    return (deps.random.bytes(1)[0] ?? 0) / 255
  }

  function wake(reason: WakeReason): void {
    dispatch({ type: 'wake', reason, now: deps.clock.now() })
  }

  return {
    start: () => dispatch({ type: 'started', now: deps.clock.now() }),
    stop: () => {
      cancelTimer()
      dispatch({ type: 'stopped' })
    },
    wake,
    offline: () => dispatch({ type: 'offline', now: deps.clock.now() }),
    hidden: () => dispatch({ type: 'hidden' }),
    wantBackfill: (group) => dispatch({ type: 'backfill-wanted', group }),
    wantBlobs: () => dispatch({ type: 'blobs-wanted' }),
    state: () => state,
    idle: () => (isQuiet(state) ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  }
}
