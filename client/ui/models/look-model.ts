/**
 * What is new to somebody of the family since she last looked (FM5). What she saw
 * is kept on this phone alone, beside the drafts. Invariants:
 * 1. Only what is whole here is compared or kept: what is still coming is no news.
 * 2. She has looked after a second with the page visible, and not sooner.
 * 3. One look lasts: who leaves the page and comes back within ten minutes still
 *    finds what was new.
 */
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ToldKind } from '../../domain/records/shared-with.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { ThreadListRow } from '../../engine-api/queries.ts'
import type { Page } from '../page.ts'
import { asRecord, readDraft } from './draft-json.ts'
import { type CircleList, parseSeenTasks, type SeenTasks, seeTasks } from './tasks-since.ts'
import type { Disposable } from './use-model.ts'

/** What stood there when she looked. */
export interface Look {
  readonly at: Instant
  readonly visit: { readonly key: string; readonly to: Instant } | null
  readonly cameAt: Instant | null
  readonly stepId: string | null
  readonly on: readonly ToldKind[]
  /** Null: she has not seen the lists of her circles. */
  readonly tasks: SeenTasks | null
}

export type News =
  | { readonly type: 'visit' | 'visit-gone' | 'came' | 'step' }
  | { readonly type: 'shared'; readonly kind: ToldKind }
  | { readonly type: 'messages'; readonly row: ThreadListRow }

export interface LookModel extends Disposable {
  /** Null: she has not looked before on this phone. Undefined: not read yet. */
  readonly last: ReadonlySignal<Look | null | undefined>
}

interface LookDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'isVisible' | 'onHide'>
}

const key = 'looked/home'
const looksAfterMs = 1000
const lastsMs = 10 * 60_000

export function lookAt(
  { lastVisit, nextSteps, nextVisit, told }: HomeView,
  at: Instant,
  tasks: SeenTasks | null = null,
): Look {
  return {
    at,
    visit: nextVisit === null ? null : { key: visitKey(nextVisit), to: nextVisit.to },
    cameAt: lastVisit?.at ?? null,
    stepId: nextSteps[0]?.id ?? null,
    on: told?.on ?? [],
    tasks,
  }
}

export function newsSince(last: Look, view: HomeView, now: Instant): readonly News[] {
  const seen = lookAt(view, now)
  const sharesVisits = seen.on.includes('visits')
  const isNew = seen.visit !== null && seen.visit.key !== last.visit?.key
  // A visit whose time is over is not called off.
  const isGone = seen.visit === null && last.visit !== null && last.visit.to > now && sharesVisits
  return [
    ...(isNew ? [{ type: 'visit' } as const] : []),
    ...(isGone ? [{ type: 'visit-gone' } as const] : []),
    ...(seen.cameAt !== null && seen.cameAt > (last.cameAt ?? 0) ? [{ type: 'came' } as const] : []),
    ...(seen.stepId !== null && seen.stepId !== last.stepId ? [{ type: 'step' } as const] : []),
    ...seen.on.filter((kind) => !last.on.includes(kind)).map((kind) => ({ type: 'shared', kind }) as const),
    ...view.threads.filter(({ unread }) => unread > 0).map((row) => ({ type: 'messages', row }) as const),
  ]
}

function visitKey({ anyTime, from, to, who }: NonNullable<HomeView['nextVisit']>): string {
  return `${from} ${to} ${anyTime === true} ${who.memberId}`
}

/** `lists`: those of her circles, once they are there. */
export function createLookModel(
  home: ReadonlySignal<HomeView | undefined>,
  lists: ReadonlySignal<readonly CircleList[] | undefined>,
  deps: LookDeps,
): LookModel {
  const { engine, page, readNow } = deps
  const last = signal<Look | null | undefined>(undefined)
  let newest: Look | null = null

  const stopDraft = engine.watch('draft', { key }, ({ value }) => {
    if (last.peek() !== undefined) return
    const kept = readDraft(value ?? '')
    newest = parseLook(kept.now)
    last.value = newest !== null && isSameLook(newest) ? parseLook(kept.before) : newest
  })

  function isSameLook({ at }: Look): boolean {
    return readNow() - at < lastsMs
  }

  function keep(): void {
    const view = home.peek()
    const before = last.peek()
    if (view?.complete !== true || before === undefined) return
    newest = lookAt(view, readNow(), seeTasks(lists.peek() ?? [], (newest ?? before)?.tasks ?? null))
    const value = JSON.stringify({ version: 1, before, now: newest })
    void engine.run({ type: 'save-draft', commandId: deps.newCommandId(), at: readNow(), key, value })
  }

  const stopLooking = effect(() => {
    const isHere = home.value?.complete === true && lists.value !== undefined && last.value !== undefined
    if (!page.isVisible.value || !isHere) return
    return page.after(looksAfterMs, keep)
  })
  const stopHide = page.onHide(() => newest !== null && keep())
  let wasVisible = page.isVisible.peek()
  const stopReturn = effect(() => {
    const isVisible = page.isVisible.value
    const isBack = isVisible && !wasVisible
    wasVisible = isVisible
    batch(() => {
      if (isBack && newest !== null && !isSameLook(newest)) last.value = newest
    })
  })

  return {
    last,
    dispose: () => {
      for (const stop of [stopDraft, stopLooking, stopHide, stopReturn]) stop()
    },
  }
}

function parseLook(value: unknown): Look | null {
  const { at, cameAt, on, stepId, tasks, visit } = asRecord(value)
  if (typeof at !== 'number') return null
  const seen = asRecord(visit)
  const isVisit = typeof seen.key === 'string' && typeof seen.to === 'number'
  return {
    at: at as Instant,
    visit: isVisit ? { key: String(seen.key), to: seen.to as Instant } : null,
    cameAt: typeof cameAt === 'number' ? (cameAt as Instant) : null,
    stepId: typeof stepId === 'string' ? stepId : null,
    on: Array.isArray(on) ? (on.filter((kind) => typeof kind === 'string') as ToldKind[]) : [],
    tasks: parseSeenTasks(tasks),
  }
}
