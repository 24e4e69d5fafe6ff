/**
 * Letting somebody in: a link, six digits that both screens show, and only then
 * "let in". The page asks who waits, every few seconds while a link is out, and
 * says where it cannot ask; nothing is said to have happened before the relay has
 * said so.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Page } from '../page.ts'
import type { Disposable } from './use-model.ts'

export type DoorStep =
  | { readonly type: 'closed' }
  | { readonly type: 'form' }
  | {
      readonly type: 'link'
      readonly name: string
      readonly link: string
      readonly expiresAt: Instant
      /** For a further phone of this member; null: for somebody new. */
      readonly again: string | null
    }

type DoorOutcome<Waiting, Problem> =
  | { readonly type: 'invited'; readonly fragment: string; readonly expiresAt: Instant }
  | { readonly type: 'waiting'; readonly waiting: readonly Waiting[] }
  | { readonly type: 'done' }
  /** A second administrator has to say yes. */
  | { readonly type: 'proposed' }
  | { readonly type: 'failed'; readonly problem: Problem }

/** What the engine is asked at this door. */
export interface DoorActs<Waiting, Problem, Asked> {
  readonly invite: (asked: Asked) => Promise<DoorOutcome<Waiting, Problem>>
  readonly whoWaits: () => Promise<DoorOutcome<Waiting, Problem>>
  readonly letIn: (waiting: Waiting) => Promise<DoorOutcome<Waiting, Problem>>
}

export interface DoorModel<Waiting, Problem, Asked> extends Disposable {
  readonly step: ReadonlySignal<DoorStep>
  readonly waiting: ReadonlySignal<readonly Waiting[]>
  /** Whose further phone what was said last is about; null: somebody new. */
  readonly whose: ReadonlySignal<string | null>
  readonly isIn: ReadonlySignal<boolean>
  readonly isProposed: ReadonlySignal<boolean>
  /** Whose digits were others, and who was not let in for it. */
  readonly isTurnedAway: ReadonlySignal<boolean>
  /** Nobody could be asked who waits, for want of signal. */
  readonly isCut: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<Problem | null>
  readonly begin: () => void
  readonly cancel: () => void
  readonly invite: (asked: Asked) => Promise<void>
  /** Whose digits were the same, as they stood there. */
  readonly letIn: (waiting: Waiting) => Promise<void>
  /** Not these digits: it is not shown again. */
  readonly turnAway: (inviteId: string) => void
}

export const askEveryMs = 3_000
/** With no link on the screen: one that was handed over before a lock may be opened at any time. */
export const askSeldomMs = 15_000

export function createDoorModel<
  Waiting extends { readonly inviteId: string; readonly again?: string | null },
  Problem extends string,
  Asked extends { readonly name: string; readonly again?: { readonly memberId: string } },
>(page: Pick<Page, 'after'>, acts: DoorActs<Waiting, Problem, Asked>): DoorModel<Waiting, Problem, Asked> {
  const step = signal<DoorStep>({ type: 'closed' })
  const waiting = signal<readonly Waiting[]>([])
  const whose = signal<string | null>(null)
  const problem = signal<Problem | null>(null)
  const isIn = signal(false)
  const isProposed = signal(false)
  const isTurnedAway = signal(false)
  const isCut = signal(false)
  const away = new Set<string>()
  let cancelTimer = () => {}
  let isDisposed = false

  /** Also on opening: somebody may have answered while the page was closed. */
  async function look(): Promise<void> {
    const outcome = await acts.whoWaits()
    if (isDisposed) return
    isCut.value = outcome.type === 'failed' && outcome.problem === 'no-signal'
    if (outcome.type === 'waiting') waiting.value = outcome.waiting.filter(({ inviteId }) => !away.has(inviteId))
    const isSoon = step.peek().type === 'link' || waiting.peek().length > 0 || isCut.peek()
    cancelTimer()
    cancelTimer = page.after(isSoon ? askEveryMs : askSeldomMs, () => void look())
  }
  void look()

  /** What was said of one who waited is not said of the next. */
  function sayNothing(): void {
    isTurnedAway.value = false
    isIn.value = false
    isProposed.value = false
  }

  return {
    step,
    waiting,
    whose,
    isIn,
    isProposed,
    isTurnedAway,
    isCut,
    problem,
    begin: () => {
      batch(() => {
        step.value = { type: 'form' }
        whose.value = null
        sayNothing()
        problem.value = null
      })
    },
    cancel: () => {
      batch(() => {
        step.value = { type: 'closed' }
        problem.value = null
      })
    },
    invite: async (asked) => {
      const outcome = await acts.invite(asked)
      const again = asked.again?.memberId ?? null
      batch(() => {
        whose.value = again
        problem.value = outcome.type === 'failed' ? outcome.problem : null
        if (outcome.type !== 'invited') return
        const { expiresAt, fragment } = outcome
        step.value = { type: 'link', name: asked.name.trim(), link: fragment, expiresAt, again }
        sayNothing()
      })
      if (outcome.type !== 'invited') return
      cancelTimer()
      void look()
    },
    letIn: async (compared) => {
      batch(() => {
        sayNothing()
        whose.value = compared.again ?? null
      })
      const outcome = await acts.letIn(compared)
      batch(() => {
        problem.value = outcome.type === 'failed' ? outcome.problem : null
        if (outcome.type !== 'done' && outcome.type !== 'proposed') return
        isIn.value = outcome.type === 'done'
        isProposed.value = outcome.type === 'proposed'
        step.value = { type: 'closed' }
        waiting.value = waiting.peek().filter((each) => each.inviteId !== compared.inviteId)
      })
    },
    turnAway: (inviteId) => {
      away.add(inviteId)
      batch(() => {
        sayNothing()
        whose.value = waiting.peek().find((each) => each.inviteId === inviteId)?.again ?? null
        problem.value = null
        isTurnedAway.value = true
        waiting.value = waiting.peek().filter((each) => each.inviteId !== inviteId)
      })
    },
    dispose: () => {
      isDisposed = true
      cancelTimer()
    },
  }
}
