/**
 * Watched queries: answered when the device is open, again whenever something
 * they may depend on changed, and told only when the view really differs (QV5).
 * Many changes in a row cost one answer. What stands beside every screen waits
 * for the screen's own first answer (QV586).
 */
import type { ParamsOf, QueryName, ViewOf } from '../engine-api/queries.ts'
import { type AnswerDeps, answerQuery } from './answers/answer-query.ts'
import type { Stop } from './lib/observable.ts'
import type { Clock } from './platform/clock.ts'
import { pause } from './platform/pause.ts'
import type { Timer } from './platform/timer.ts'
import type { Session } from './session.ts'

export interface QueryHandlerDeps extends AnswerDeps {
  readonly clock: Clock
  readonly timer: Timer
  /** A view was handed over: the first screen is on. */
  readonly onTold: () => void
}

export interface QueryHandler {
  readonly watch: <Name extends QueryName>(
    name: Name,
    params: ParamsOf<Name>,
    listener: (view: ViewOf<Name>) => void,
  ) => Stop
  /** Null when the device is locked: nothing is answered until it opens again. */
  readonly use: (session: Session | null) => void
  readonly settle: () => Promise<void>
}

interface Watcher {
  readonly refresh: () => void
  readonly settled: () => Promise<void>
  /** Of a screen that nobody has heard of yet: ends with its first answer, or where there is none now. Rejects never. */
  readonly firstAnswer: () => Promise<void> | undefined
}

/** Counts, pins, bars and the pill: on every screen, and never what somebody opened it for. */
const besideScreens: ReadonlySet<QueryName> = new Set([
  'counts',
  'decisions',
  'handed',
  'openings',
  'sync',
  'team-settings',
])

/** "Up to date" and "not sent" also change because time passes. */
const passingTimeMs = 30_000

export function createQueryHandler(deps: QueryHandlerDeps): QueryHandler {
  const watchers = new Set<Watcher>()
  let session: Session | null = null
  let stopSession: Stop = () => {}
  let cancelTick: Stop = () => {}

  const refreshAll = (): void => {
    for (const watcher of watchers) watcher.refresh()
  }

  function tick(): void {
    cancelTick = deps.timer.after(passingTimeMs, () => {
      refreshAll()
      tick()
    })
  }

  async function screenAnswered(): Promise<void> {
    for (const watcher of watchers) await watcher.firstAnswer()
  }

  function createWatcher(name: QueryName, answer: (open: Session) => Promise<() => void>): Watcher {
    const isBeside = besideScreens.has(name)
    let isDirty = false
    let isAnswered = false
    let running: Promise<void> | null = null
    let tried = Promise.resolve()
    let endTry = () => {}

    async function run(): Promise<void> {
      if (isBeside && !isAnswered) await screenAnswered()
      while (isDirty && session !== null) {
        const asked = session
        await asked.writer.shown()
        isDirty = false
        const tell = await answer(asked)
        if (asked !== session) continue
        isAnswered = true
        tell()
        endTry()
      }
    }

    return {
      refresh: () => {
        isDirty = true
        if (running !== null) return
        tried = new Promise((resolve) => {
          endTry = resolve
        })
        // Later than what is being answered, and once for all that changes with it.
        running = pause()
          .then(run)
          .finally(() => {
            running = null
            endTry()
          })
      },
      settled: async () => {
        while (running !== null) await running
      },
      firstAnswer: () => (isBeside || isAnswered ? undefined : tried),
    }
  }

  function watch<Name extends QueryName>(
    name: Name,
    params: ParamsOf<Name>,
    listener: (view: ViewOf<Name>) => void,
  ): Stop {
    let told: string | undefined
    const watcher = createWatcher(name, async (open) => {
      const isWanted = () => watchers.has(watcher)
      const question = { name, params, now: deps.clock.now(), isWanted }
      const view = await open.device.attention.whileAsked(() => answerQuery(deps, open, question))
      void open.device.partitions.tidy()
      return () => {
        const text = JSON.stringify(view)
        if (text === told || !watchers.has(watcher)) return
        told = text
        listener(view)
        deps.onTold()
      }
    })
    watchers.add(watcher)
    if (session !== null) watcher.refresh()
    return () => void watchers.delete(watcher)
  }

  return {
    watch,
    use: (next) => {
      stopSession()
      cancelTick()
      session = next
      if (next === null) return
      const stops = [next.rows.changed(refreshAll), next.changed(refreshAll)]
      stopSession = () => {
        for (const stop of stops) stop()
      }
      tick()
      refreshAll()
    },
    settle: async () => {
      for (const watcher of watchers) await watcher.settled()
    },
  }
}
