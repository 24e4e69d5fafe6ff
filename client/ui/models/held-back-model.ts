/**
 * What is held back, as a list that holds still: what is decided stays in its
 * place, says so, and is gone with the next look. Invariants:
 * 1. Nothing is said to be done before the engine's answer.
 * 2. A decision can be taken back for some seconds, and only then is it made.
 *    Who leaves the screen meanwhile has made it.
 * 3. When the relay says that there is news it looks at once, but not while
 *    something decided stands in the list: that would go from under the eye.
 * 4. One press is one act; a second press while it runs is none.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { LeftOutReason } from '../../domain/records/left-out.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { HeldProblem, HeldView } from '../../engine-api/held-back.ts'
import type { Page } from '../page.ts'
import { undoSeconds } from '../text/en/held-back.ts'
import type { Disposable } from './use-model.ts'

export type HeldDecision = { readonly type: 'let-in' } | { readonly type: 'leave-out'; readonly reason: LeftOutReason }

export type HeldStep =
  /** It can still be taken back. */
  | { readonly type: 'will'; readonly decision: HeldDecision }
  | { readonly type: 'going'; readonly decision: HeldDecision }
  | { readonly type: 'done'; readonly decision: HeldDecision; readonly isSent: boolean }
  | { readonly type: 'failed'; readonly problem: HeldProblem }

/** How many of them wait for a decision: what a device wrote by itself, and a photo that is gone, wait for none. */
export function toDecide({ items }: HeldView): number {
  return items.filter(({ content }) => content.type !== 'automatic' && content.type !== 'lost-photo').length
}

export interface HeldBackModel extends Disposable {
  /** Undefined until the relay has answered once. */
  readonly view: ReadonlySignal<HeldView | undefined>
  readonly problem: ReadonlySignal<HeldProblem | null>
  readonly steps: ReadonlySignal<ReadonlyMap<string, HeldStep>>
  readonly look: () => Promise<void>
  readonly decide: (entryId: string, decision: HeldDecision) => void
  readonly undo: (entryId: string) => void
  readonly putAway: (entryIds: readonly string[]) => Promise<void>
}

interface HeldBackDeps {
  readonly engine: Pick<EngineApi, 'heldAct' | 'watch'>
  readonly page: Pick<Page, 'after'>
  /** Looks again by itself; for a screen on which nothing is decided. */
  readonly everyMs?: number
}

export function createHeldBackModel({ engine, everyMs, page }: HeldBackDeps): HeldBackModel {
  const view = signal<HeldView | undefined>(undefined)
  const problem = signal<HeldProblem | null>(null)
  const steps = signal<ReadonlyMap<string, HeldStep>>(new Map())
  const timers = new Map<string, () => void>()
  let isDisposed = false
  let stopLooking = () => {}

  function set(entryId: string, step: HeldStep | null): void {
    const rest = [...steps.peek()].filter(([id]) => id !== entryId)
    steps.value = new Map(step === null ? rest : [...rest, [entryId, step]])
  }

  async function look(): Promise<void> {
    stopLooking()
    const outcome = await engine.heldAct({ type: 'list' })
    if (isDisposed) return
    problem.value = outcome.type === 'failed' ? outcome.problem : null
    if (outcome.type === 'list') {
      view.value = outcome.view
      steps.value = new Map([...steps.peek()].filter(([, { type }]) => type === 'will' || type === 'going'))
    }
    if (everyMs !== undefined) stopLooking = page.after(everyMs, () => void look())
  }

  async function act(entryId: string, decision: HeldDecision): Promise<void> {
    timers.delete(entryId)
    set(entryId, { type: 'going', decision })
    const outcome = await engine.heldAct({ ...decision, entryId })
    if (outcome.type === 'failed') set(entryId, { type: 'failed', problem: outcome.problem })
    else set(entryId, { type: 'done', decision, isSent: outcome.type === 'done' && outcome.isSent })
  }

  let pokes: number | undefined
  const stopWatching = engine.watch('sync', {}, (sync) => {
    const isNews = pokes !== undefined && sync.pokes > pokes
    pokes = sync.pokes
    if (isNews && steps.peek().size === 0) void look()
  })

  function isOpen(entryId: string): boolean {
    const step = steps.peek().get(entryId)
    return step === undefined || step.type === 'failed'
  }

  void look()

  return {
    view,
    problem,
    steps,
    look,
    decide: (entryId, decision) => {
      if (!isOpen(entryId)) return
      set(entryId, { type: 'will', decision })
      timers.set(
        entryId,
        page.after(undoSeconds * 1_000, () => void act(entryId, decision)),
      )
    },
    undo: (entryId) => {
      if (steps.peek().get(entryId)?.type !== 'will') return
      timers.get(entryId)?.()
      timers.delete(entryId)
      set(entryId, null)
    },
    putAway: async (entryIds) => {
      const outcome = await engine.heldAct({ type: 'put-away', entryIds })
      if (outcome.type === 'failed') problem.value = outcome.problem
      else await look()
    },
    dispose: () => {
      isDisposed = true
      stopWatching()
      stopLooking()
      for (const [entryId, cancel] of timers) {
        cancel()
        const step = steps.peek().get(entryId)
        if (step?.type === 'will') void act(entryId, step.decision)
      }
    },
  }
}
