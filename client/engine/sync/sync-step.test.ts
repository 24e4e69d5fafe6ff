import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import { backoffDelay, backoffLimits } from './backoff.ts'
import {
  initialSyncState,
  type StepOutcome,
  type SyncEvent,
  type SyncState,
  syncStep,
  type WakeReason,
} from './sync-step.ts'

const at = (ms: number) => ms as Instant
const group = 'a'.repeat(32) as GroupId

function run(events: readonly SyncEvent[], from: SyncState = initialSyncState) {
  let state = from
  const steps: string[] = []
  for (const event of events) {
    const [next, effects] = syncStep(state, event)
    state = next
    for (const effect of effects) if (effect.type === 'do') steps.push(effect.step)
  }
  return { state, steps }
}

const started: SyncEvent = { type: 'started', now: at(0) }
const done = (outcome: StepOutcome['type'], now = 1): SyncEvent => ({
  type: 'done',
  outcome: { type: outcome },
  now: at(now),
  jitter: 1,
})
const wake = (reason: WakeReason, now = 1): SyncEvent => ({ type: 'wake', reason, now: at(now) })

describe('sync step', () => {
  test('SX1 one step runs at a time, whatever happens', () => {
    const outcome = fc.constantFrom<StepOutcome['type']>('ok', 'more', 'no-signal', 'no-session', 'refused')
    const reason = fc.constantFrom<WakeReason>('poke', 'online', 'visible', 'try-now', 'written', 'seen', 'timer')
    const event = fc.oneof(
      reason.map((r) => wake(r)),
      outcome.map((o) => done(o)),
      fc.constant<SyncEvent>({ type: 'live', state: 'down', now: at(5) }),
      fc.constant<SyncEvent>({ type: 'backfill-wanted', group }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = syncStep(initialSyncState, started)[0]
        for (const next of events) {
          const before = state.running
          const [after, effects] = syncStep(state, next)
          const begun = effects.filter((effect) => effect.type === 'do').length
          expect(begun).toBeLessThanOrEqual(1)
          if (begun === 1) expect(before === null || next.type === 'done').toBe(true)
          state = after
        }
      }),
    )
  })

  test('SX2 what was written leaves before anything is fetched', () => {
    const { steps } = run([started, done('ok'), done('ok'), done('ok')])
    expect(steps.slice(0, 3)).toEqual(['push', 'session', 'pull'])
  })

  test('SX2 receipts follow a catch-up, and writing them leads to a push', () => {
    const { steps } = run([started, done('ok'), done('ok'), done('ok'), wake('written'), done('ok'), done('ok')])
    expect(steps).toEqual(['push', 'session', 'pull', 'receipts', 'push', 'chores'])
  })

  test('SX3 nothing is tried before the time is up, and writing does not change that', () => {
    const { steps, state } = run([started, done('no-signal', 1_000), wake('written', 1_500), wake('timer', 1_900)])
    expect(steps).toEqual(['push'])
    expect(state.retryAt).toBe(2_000)
    expect(run([wake('timer', 2_000)], state).steps).toEqual(['push'])
  })

  test.each(['poke', 'online', 'visible', 'try-now'] as const)('SX3 "%s" tries at once', (reason) => {
    const { state } = run([started, done('no-signal', 1_000)])
    expect(run([wake(reason, 1_001)], state).steps).toEqual(['push'])
  })

  test('SX3 the wait grows from a second to a minute and never beyond', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, jitter) => {
        const delay = backoffDelay(failures, jitter)
        expect(delay).toBeGreaterThanOrEqual(backoffLimits.firstMs / 2)
        expect(delay).toBeLessThanOrEqual(backoffLimits.longestMs)
      }),
    )
    expect([0, 1, 2, 9].map((failures) => backoffDelay(failures, 1))).toEqual([1_000, 2_000, 4_000, 60_000])
  })

  test('SX4 a lost session is asked for again and the pull is repeated', () => {
    const { steps } = run([started, done('ok'), done('ok'), done('no-session'), done('ok')])
    expect(steps).toEqual(['push', 'session', 'pull', 'session', 'pull'])
  })

  test('SX4 a relay that refuses fresh sessions is not asked in a circle', () => {
    const { steps, state } = run([started, done('ok'), done('ok'), done('no-session'), done('no-session'), done('ok')])
    expect(steps).toEqual(['push', 'session', 'pull', 'session'])
    expect(state.retryAt).not.toBeNull()
  })

  test('SX5 a page that is no relay leaves the device offline since the first failure', () => {
    const { state } = run([started, done('no-signal', 10), wake('try-now', 20), done('no-signal', 30)])
    expect(state.offlineSince).toBe(10)
    expect(state.lastContactAt).toBeNull()
    expect(run([wake('try-now', 40), done('ok', 50)], state).state.offlineSince).toBeNull()
  })

  test('SX14 a live connection that is refused at once is tried again later and later, not in a circle', () => {
    let state = run([started, done('ok'), done('ok'), done('ok'), done('ok'), done('ok')]).state
    expect(state.live).toBe('connecting')
    const tries: number[] = []
    for (let now = 10; now < 60_000; now += 10) {
      const before = state.live
      if (before === 'connecting') {
        tries.push(now)
        state = syncStep(state, { type: 'live', state: 'down', now: at(now) })[0]
      }
      state = run([wake('timer', now), done('ok', now), done('ok', now), done('ok', now), done('ok', now)], state).state
    }
    expect(tries.length).toBeGreaterThan(2)
    expect(tries.length).toBeLessThan(8)
  })

  test('SX6 a backfill goes on until the relay has no more of that group', () => {
    const { steps } = run([
      { type: 'backfill-wanted', group },
      started,
      done('ok'),
      done('ok'),
      done('ok'),
      done('ok'),
      done('more'),
      done('ok'),
    ])
    expect(steps).toEqual(['push', 'session', 'pull', 'receipts', 'backfill', 'backfill', 'chores'])
  })
})
