import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import { backoffDelay, eager, eagerForMs, patient, watchful } from './backoff.ts'
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

/** `done` without a step is of the one that is under way. */
type Told = SyncEvent | (Omit<Extract<SyncEvent, { type: 'done' }>, 'step'> & { readonly step?: never })

function told(state: SyncState, event: Told): SyncEvent {
  if (event.type !== 'done' || event.step !== undefined) return event as SyncEvent
  return { ...event, step: (state.sending ?? state.running)?.step ?? 'push' }
}

function run(events: readonly Told[], from: SyncState = initialSyncState) {
  let state = from
  const steps: string[] = []
  for (const event of events) {
    const [next, effects] = syncStep(state, told(state, event))
    state = next
    for (const effect of effects) if (effect.type === 'do') steps.push(effect.step)
  }
  return { state, steps }
}

const started: SyncEvent = { type: 'started', now: at(0) }
const done = (outcome: StepOutcome['type'], now = 1): Told => ({
  type: 'done',
  outcome: { type: outcome },
  now: at(now),
  jitter: 1,
})
const wake = (reason: WakeReason, now = 1): SyncEvent => ({ type: 'wake', reason, now: at(now) })

describe('sync step', () => {
  test('SX1 one push and one other step run at a time, whatever happens, and nothing is begun beside a push', () => {
    const outcome = fc.constantFrom<StepOutcome['type']>('ok', 'more', 'idle', 'no-signal', 'no-session', 'refused')
    const reason = fc.constantFrom<WakeReason>('poke', 'online', 'visible', 'try-now', 'written', 'seen', 'timer')
    const event = fc.oneof(
      reason.map((r): Told => wake(r)),
      outcome.map((o) => done(o)),
      outcome.map((o): Told => ({ ...done(o), step: 'pull' }) as Told),
      fc.constant<Told>({ type: 'live', state: 'down', now: at(5), jitter: 1 }),
      fc.constantFrom<Told>({ type: 'hidden' }, { type: 'offline', now: at(5) }),
      fc.constantFrom<Told>({ type: 'backfill-wanted', group }, { type: 'blobs-wanted' }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = syncStep(initialSyncState, started)[0]
        for (const next of events) {
          const before = state
          const event = told(state, next)
          const [after, effects] = syncStep(state, event)
          const begun = effects.flatMap((effect) => (effect.type === 'do' ? [effect.step] : []))
          expect(begun.length).toBeLessThanOrEqual(1)
          const ended = event.type === 'done' ? (event.step === 'push' ? 'sending' : 'running') : null
          const isUnderWay = (lane: 'sending' | 'running') => before[lane] !== null && ended !== lane
          if (begun[0] === 'push') expect(isUnderWay('sending')).toBe(false)
          else if (begun.length > 0) expect(isUnderWay('sending') || isUnderWay('running')).toBe(false)
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

  test('SX400 attachments are sent last: what is written meanwhile goes beside one, and before the next', () => {
    const wanted: SyncEvent = { type: 'blobs-wanted' }
    const first = run([wanted, started, done('ok'), done('ok'), done('ok'), done('ok')])
    expect(first.steps).toEqual(['push', 'session', 'pull', 'receipts', 'blobs'])
    const beside = run([wake('written'), done('ok'), done('more')], first.state)
    expect(beside.steps).toEqual(['push', 'blobs'])
    const waits = run([wake('written'), { ...done('more'), step: 'blobs' } as Told], first.state)
    expect(waits.steps).toEqual(['push'])
    expect(run([done('ok'), done('ok')], waits.state).steps).toEqual(['blobs', 'chores'])
  })

  test('SX400 an attachment that waits asks for a session, and one that found no signal is tried again', () => {
    const wanted: SyncEvent = { type: 'blobs-wanted' }
    const sent = run([started, done('ok'), done('ok'), done('ok'), done('ok'), done('ok'), wanted, wake('written')])
    const lost = run([done('ok'), done('no-session')], sent.state)
    expect(lost.steps).toEqual(['blobs', 'session'])
    const cut = run([done('ok'), done('no-signal', 9)], lost.state)
    expect(cut.steps).toEqual(['blobs'])
    expect(run([wake('online', 10), done('ok'), done('ok'), done('ok')], cut.state).steps).toContain('blobs')
  })

  test('SX3 nothing is tried before the time is up, and writing alone does not make it now', () => {
    const { steps, state } = run([started, done('no-signal', 1_000), wake('written', 1_400), wake('timer', 1_499)])
    expect(steps).toEqual(['push'])
    expect(state.retryAt).toBe(1_500)
    expect(run([wake('timer', 1_500)], state).steps).toEqual(['push'])
  })

  test.each(['poke', 'online', 'visible', 'try-now'] as const)('SX3 "%s" tries at once', (reason) => {
    const { state } = run([started, done('no-signal', 1_000)])
    expect(run([wake(reason, 1_001)], state).steps).toEqual(['push'])
  })

  test.each(['poke', 'online', 'visible', 'try-now'] as const)(
    'SX3 "%s" while a step is under way tries once more when that fails',
    (reason) => {
      const { steps, state } = run([started, wake(reason, 900), done('no-signal', 1_000)])
      expect(steps).toEqual(['push', 'push'])
      expect(state.retryAt).toBeNull()
      const after = run([done('no-signal', 1_100)], state)
      expect(after.steps).toEqual([])
      expect(after.state.retryAt).not.toBeNull()
    },
  )

  test('SX3 writing while a step is under way does not', () => {
    expect(run([started, wake('written', 900), done('no-signal', 1_000)]).steps).toEqual(['push'])
  })

  test('SX3 the wait grows to its longest, never beyond, and half of it is chance', () => {
    const how = fc.constantFrom(patient, watchful, eager)
    fc.assert(
      fc.property(how, fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (patience, failures, jitter) => {
        const delay = backoffDelay(failures, jitter, patience)
        expect(delay).toBeGreaterThanOrEqual(patience.firstMs / 2)
        expect(delay).toBeLessThanOrEqual(patience.longestMs)
        // Within the millisecond that rounding takes.
        const [shortest, longest] = [0, 1].map((chance) => backoffDelay(failures, chance, patience)) as [number, number]
        expect(Math.abs(shortest * 2 - longest)).toBeLessThanOrEqual(1)
      }),
      {
        examples: [
          [eager, 1, 0.5],
          [eager, 2, 0.5],
        ],
      },
    )
    expect([0, 1, 2, 9].map((failures) => backoffDelay(failures, 1))).toEqual([1_000, 2_000, 4_000, 60_000])
  })

  /** The waits between tries while every one of them ends so, from the first failure on. */
  function waitsOf(outcome: StepOutcome['type'], before: readonly Told[], untilMs: number): readonly number[] {
    let state = run([started, ...before]).state
    const waits: number[] = []
    for (let now = 0; now < untilMs; now = state.retryAt ?? untilMs) {
      if (waits.length > 0) state = run([wake('timer', now)], state).state
      if (state.sending !== null) state = run([done('idle', now)], state).state
      state = run([done(outcome, now)], state).state
      waits.push((state.retryAt ?? 0) - now)
    }
    return waits
  }

  const last = (waits: readonly number[]) => waits.at(-1)
  const hidden: SyncEvent = { type: 'hidden' }

  test('SX16 in view, a relay lost a moment ago is tried within what leaves a note two seconds', () => {
    const waits = waitsOf('no-signal', [], eagerForMs)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_500)
    expect(waits.slice(0, 4)).toEqual([500, 750, 1_125, 1_500])
  })

  test('SX16 in view and lost for long, it is tried every eight seconds; out of view, every minute', () => {
    expect(last(waitsOf('no-signal', [], 10 * eagerForMs))).toBe(8_000)
    expect(last(waitsOf('no-signal', [hidden], 10 * eagerForMs))).toBe(60_000)
    expect(waitsOf('no-signal', [hidden], 10 * eagerForMs).slice(0, 3)).toEqual([1_000, 2_000, 4_000])
  })

  test('SX16 a relay that answers and refuses is left alone, in view or not', () => {
    for (const before of [[], [hidden]]) {
      expect(waitsOf('refused', before, eagerForMs).slice(0, 3)).toEqual([1_000, 2_000, 4_000])
      expect(last(waitsOf('refused', before, 10 * eagerForMs))).toBe(60_000)
    }
  })

  test('SX16 coming into view is eager again', () => {
    const { state } = run([started, hidden, wake('visible', 5), done('no-signal', 8), done('no-signal', 10)])
    expect(state.retryAt).toBe(760)
  })

  test('SX5 a step that did not ask the relay is no sign of it', () => {
    const failed = run([started, done('no-signal', 10), wake('try-now', 20)]).state
    const { state } = run([done('idle', 30)], failed)
    expect(state).toMatchObject({ lastContactAt: null, offlineSince: 10 })
    expect(run([done('ok', 30)], failed).state).toMatchObject({ lastContactAt: 30, offlineSince: null })
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

  test('SX4 a relay that grants sessions it does not know is not asked in a circle', () => {
    const { steps, state } = run([
      started,
      done('idle'),
      done('ok'),
      done('no-session'),
      done('ok'),
      done('no-session'),
    ])
    expect(steps).toEqual(['push', 'session', 'pull', 'session', 'pull'])
    expect(state.retryAt).not.toBeNull()
  })

  test('SX4 failures before do not stand in the way of a fresh session', () => {
    const failed = run([started, done('idle'), done('ok'), done('no-signal', 10)]).state
    const { steps, state } = run([wake('timer', 510), done('idle', 510), done('no-session', 510)], failed)
    expect(steps).toEqual(['push', 'pull', 'session'])
    expect(state.retryAt).toBeNull()
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
        state = syncStep(state, { type: 'live', state: 'down', now: at(now), jitter: 1 })[0]
      }
      state = run([wake('timer', now), done('ok', now), done('ok', now), done('ok', now), done('ok', now)], state).state
    }
    expect(tries.length).toBeGreaterThan(2)
    expect(tries.length).toBeLessThan(8)
  })

  function upSince(now: number): SyncState {
    const events = [started, done('idle'), done('ok'), done('ok'), done('idle'), done('ok')]
    const { state } = run(events)
    expect(state.live).toBe('connecting')
    return syncStep(state, { type: 'live', state: 'up', now: at(now), jitter: 1 })[0]
  }

  test('SX14 one that held is tried again within half a second, and later while nobody looks', () => {
    const broken: SyncEvent = { type: 'live', state: 'down', now: at(20_000), jitter: 1 }
    expect(syncStep(upSince(10), broken)[1]).toEqual([{ type: 'wake-at', at: 20_500 }])
    expect(syncStep({ ...upSince(10), inView: false }, broken)[1]).toEqual([{ type: 'wake-at', at: 21_000 }])
  })

  test('SX14 one that opens and closes at once is tried later and later', () => {
    let state: SyncState = upSince(10)
    const waits: number[] = []
    for (let now = 20; waits.length < 8; ) {
      const [down, effects] = syncStep(state, { type: 'live', state: 'down', now: at(now), jitter: 1 })
      const [effect] = effects
      waits.push(effect?.type === 'wake-at' ? effect.at - now : 0)
      now += waits.at(-1) ?? 0
      const again = [wake('timer', now), done('idle', now), done('ok', now), done('idle', now), done('ok', now)]
      state = syncStep(run(again, down).state, { type: 'live', state: 'up', now: at(now), jitter: 1 })[0]
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  test('SX14 when the network goes the connection is given up, and its return opens a new one', () => {
    const [state, effects] = syncStep(upSince(10), { type: 'offline', now: at(20) })
    expect(effects).toContainEqual({ type: 'disconnect-live' })
    expect(state.live).toBe('down')
    const back = [wake('online', 30), done('idle', 30), done('ok', 30), done('idle', 30), done('ok', 30)]
    expect(run(back, state).state.live).toBe('connecting')
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
