/**
 * Letting family in: a name, a link, six digits that both screens show, and only
 * then "let in". While a link is out this page asks every few seconds who waits;
 * nothing is said to have happened before the relay has said so.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { CircleProblem, WaitingAtTheDoor } from '../../engine-api/circle-acts.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'
import type { Disposable } from './use-model.ts'

export type LettingIn =
  | { readonly type: 'closed' }
  | { readonly type: 'form' }
  | { readonly type: 'link'; readonly name: string; readonly link: string }

export interface LettingInModel extends Disposable {
  readonly step: ReadonlySignal<LettingIn>
  readonly waiting: ReadonlySignal<readonly WaitingAtTheDoor[]>
  readonly isIn: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<CircleProblem | null>
  readonly begin: () => void
  readonly cancel: () => void
  readonly invite: (name: string, relation: string) => Promise<void>
  readonly letIn: (inviteId: string) => Promise<void>
  /** Not these digits: it is not shown again. */
  readonly turnAway: (inviteId: string) => void
}

export interface LettingInDeps {
  readonly engine: Pick<EngineApi, 'circleAct'>
  readonly page: Pick<Page, 'after'>
}

export const askEveryMs = 3_000

export function createLettingInModel({ engine, page }: LettingInDeps, personId: string | null): LettingInModel {
  const step = signal<LettingIn>({ type: 'closed' })
  const waiting = signal<readonly WaitingAtTheDoor[]>([])
  const problem = signal<CircleProblem | null>(null)
  const isIn = signal(false)
  const away = new Set<string>()
  let cancelTimer = () => {}
  let isDisposed = false

  /** Also once on opening: somebody may have answered while the page was closed. */
  async function look(): Promise<void> {
    const outcome = await engine.circleAct({ type: 'who-waits', personId })
    if (isDisposed) return
    if (outcome.type === 'waiting') waiting.value = outcome.waiting.filter(({ inviteId }) => !away.has(inviteId))
    if (step.peek().type === 'link' || waiting.peek().length > 0)
      cancelTimer = page.after(askEveryMs, () => void look())
  }
  void look()

  return {
    step,
    waiting,
    isIn,
    problem,
    begin: () => {
      batch(() => {
        step.value = { type: 'form' }
        isIn.value = false
        problem.value = null
      })
    },
    cancel: () => {
      batch(() => {
        step.value = { type: 'closed' }
        problem.value = null
      })
    },
    invite: async (name, relation) => {
      const outcome = await engine.circleAct({ type: 'invite-family', personId, name, relation })
      problem.value = outcome.type === 'failed' ? outcome.problem : null
      if (outcome.type !== 'invited') return
      step.value = { type: 'link', name: name.trim(), link: outcome.fragment }
      cancelTimer()
      void look()
    },
    letIn: async (inviteId) => {
      const outcome = await engine.circleAct({ type: 'let-in', personId, inviteId })
      batch(() => {
        problem.value = outcome.type === 'failed' ? outcome.problem : null
        if (outcome.type !== 'done') return
        isIn.value = true
        step.value = { type: 'closed' }
        waiting.value = waiting.peek().filter((each) => each.inviteId !== inviteId)
      })
    },
    turnAway: (inviteId) => {
      away.add(inviteId)
      waiting.value = waiting.peek().filter((each) => each.inviteId !== inviteId)
    },
    dispose: () => {
      isDisposed = true
      cancelTimer()
    },
  }
}
