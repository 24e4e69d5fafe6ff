/**
 * The runner in a world whose time stands still between events: steps that take
 * long, a relay that goes and comes back, and everything a page may tell. What
 * is proven is when things begin, not what they do.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { propertyRuns } from '../../../shared/testing/property-runs.ts'
import { createSyncRunner } from './sync-runner.ts'
import type { StepName, StepOutcome, WakeReason } from './sync-step.ts'

/** Of `eager`: the longest that anything written waits for a try, where the relay does not ask for time. */
const nearMs = 1_500
/** A step that the network swallows is given up after this. */
const silenceMs = 20_000
const dayMs = 86_400_000
const { numRuns } = propertyRuns({ numRuns: 300 })

interface Weather {
  /** The relay is away from each even number to the next odd one, in milliseconds. */
  readonly changes: readonly number[]
  /** What each step takes where it succeeds, one after the other and again from the first. */
  readonly takes: readonly number[]
  /** How each step fails while the relay is away: at once, or swallowed. */
  readonly swallows: readonly boolean[]
}

type Told = WakeReason | 'hidden' | 'offline'

interface Begun {
  readonly step: StepName
  readonly at: number
  ends: number
}

/** Runs until all is told and a day more. */
async function live(
  { changes, swallows, takes }: Weather,
  told: readonly { readonly at: number; readonly what: Told }[],
) {
  let now = 0
  let later: { readonly at: number; readonly run: () => void }[] = []
  const begun: Begun[] = []
  const isAway = (at: number) => changes.filter((each) => each <= at).length % 2 === 1

  function after(milliseconds: number, run: () => void): () => void {
    const event = { at: now + milliseconds, run }
    later.push(event)
    return () => {
      later = later.filter((each) => each !== event)
    }
  }

  const runner = createSyncRunner({
    clock: { now: () => now as Instant },
    timer: { after },
    random: { bytes: (length) => new Uint8Array(length).fill(255) },
    onState: () => {},
    lastContactAt: null,
    connectLive: () => () => {},
    perform: (step) => {
      const nth = begun.length
      const isSwallowed = isAway(now)
      const failsIn = swallows[nth % swallows.length] === true ? silenceMs : 5
      const takesMs = isSwallowed ? failsIn : (takes[nth % takes.length] ?? 5)
      begun.push({ step, at: now, ends: now + takesMs })
      const outcome: StepOutcome = isSwallowed ? { type: 'no-signal' } : { type: 'ok' }
      return new Promise((resolve) => void after(takesMs, () => resolve(outcome)))
    },
  })
  runner.start()
  for (const { at, what } of told) {
    after(at, () => {
      if (what === 'hidden') runner.hidden()
      else if (what === 'offline') runner.offline()
      else runner.wake(what)
    })
  }
  const end = Math.max(0, ...told.map(({ at }) => at)) + 500_000
  while (later.length > 0) {
    const next = later.reduce((first, each) => (each.at < first.at ? each : first))
    if (next.at > end) break
    later = later.filter((each) => each !== next)
    now = next.at
    next.run()
    // Steps end by promises of a few turns.
    for (let turn = 0; turn < 4; turn++) await Promise.resolve()
  }
  runner.stop()
  return {
    begun,
    isAwayWithin: (from: number, to: number) => isAway(from) || changes.some((at) => at > from && at <= to),
  }
}

const reasons = ['poke', 'online', 'visible', 'try-now', 'written', 'seen', 'timer'] as const
const anyWeather = fc.record<Weather>({
  changes: fc.uniqueArray(fc.nat(200_000), { maxLength: 6 }).map((some) => some.sort((a, b) => a - b)),
  takes: fc.array(fc.oneof(fc.nat(300), fc.nat(60_000)), { minLength: 1, maxLength: 8 }),
  swallows: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
})
const anyTold = fc.array(
  fc.record({ at: fc.nat(200_000), what: fc.constantFrom<Told>('hidden', 'offline', 'written', 'poke', ...reasons) }),
  { maxLength: 14 },
)

/** A step of this kind that begins at `at` or later. */
const nextOf = (begun: readonly Begun[], step: StepName, at: number) =>
  begun.find((each) => each.step === step && each.at >= at)

test('SX500 SX501 what is written begins to leave within a second and a half, whatever else is under way or failed before', async () => {
  await fc.assert(
    fc.asyncProperty(anyWeather, anyTold, async (weather, told) => {
      const { begun, isAwayWithin } = await live(weather, told)
      for (const { at } of told.filter(({ what }) => what === 'written')) {
        const underWay = begun.find((each) => each.step === 'push' && each.at < at && each.ends >= at)
        const from = underWay?.ends ?? at
        if (isAwayWithin(at, from + nearMs)) continue
        const sent = nextOf(begun, 'push', at)
        expect(sent, `written at ${at}`).toBeDefined()
        expect((sent?.at ?? dayMs) - from, `written at ${at}`).toBeLessThanOrEqual(nearMs)
      }
    }),
    { numRuns },
  )
})

test('SX503 a poke is never lost: a pull begins after it, once what was under way has ended', async () => {
  await fc.assert(
    fc.asyncProperty(anyWeather, anyTold, async (weather, told) => {
      const { begun, isAwayWithin } = await live(weather, told)
      const longest = Math.max(silenceMs, ...weather.takes)
      for (const { at } of told.filter(({ what }) => what === 'poke')) {
        // What is under way, a push before it, a session, and a push for whatever else is told, each at its longest.
        const by = at + (4 + told.length) * longest
        if (isAwayWithin(at, by)) continue
        expect(nextOf(begun, 'pull', at)?.at ?? dayMs, `poked at ${at}`).toBeLessThanOrEqual(by)
      }
    }),
    { numRuns },
  )
})

/** What nobody caught, as the process hears it; whatever else listens is left out of it. */
async function uncaught(run: () => void): Promise<unknown> {
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  try {
    return await new Promise((resolve) => {
      process.once('unhandledRejection', resolve)
      run()
    })
  } finally {
    for (const each of others) process.on('unhandledRejection', each)
  }
}

test('SX1065 a step that throws is heard as a bug, and done again after a wait like one that was refused', async () => {
  const due: (() => void)[] = []
  const begun: StepName[] = []
  const runner = createSyncRunner({
    clock: { now: () => 0 as Instant },
    timer: {
      after: (_, run) => {
        due.push(run)
        return () => {}
      },
    },
    random: { bytes: (length) => new Uint8Array(length) },
    onState: () => {},
    lastContactAt: null,
    connectLive: () => () => {},
    perform: async (step) => {
      begun.push(step)
      if (begun.length === 1) throw new Error('a bug')
      return { type: 'ok' }
    },
  })
  expect(await uncaught(runner.start)).toEqual(new Error('a bug'))
  expect(begun).toEqual(['push'])
  expect(runner.state()).toMatchObject({ failures: 1, sending: null, wanted: { push: true, pull: true } })
  expect(due.length).toBe(1)
  runner.wake('try-now')
  await runner.idle()
  expect(begun.slice(0, 4)).toEqual(['push', 'push', 'session', 'pull'])
  expect(runner.state().failures).toBe(0)
  runner.stop()
})
