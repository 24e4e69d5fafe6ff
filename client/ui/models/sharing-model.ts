/**
 * What a person shares, with two taps to change it: the first shows what it does,
 * the second does it. One command runs at a time, and nothing is called saved
 * before the engine's `ok`.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { SharedKind } from '../../domain/records/agreement.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { SharingView } from '../../engine-api/sharing.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

/** One kind for one member. */
export interface Choice {
  readonly memberId: string
  readonly kind: SharedKind
}

export interface SharingModel extends Disposable {
  readonly view: ReadonlySignal<SharingView | undefined>
  /** What was tapped once: its effect is on the screen. */
  readonly asked: ReadonlySignal<Choice | null>
  readonly saved: ReadonlySignal<Choice | null>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly ask: (choice: Choice | null) => void
  readonly confirm: (on: boolean) => Promise<void>
}

interface SharingDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
}

/** `personId` null: of the person this phone is. */
export function createSharingModel(deps: SharingDeps, personId: string | null): SharingModel {
  const { dispose, view } = watchQuery(deps.engine, 'sharing', { personId })
  const asked = signal<Choice | null>(null)
  const saved = signal<Choice | null>(null)
  const problem = signal<CommandProblem | null>(null)
  let isRunning = false

  async function confirm(on: boolean): Promise<void> {
    const choice = asked.peek()
    const about = view.peek()?.personId
    if (isRunning || choice === null || about === undefined) return
    isRunning = true
    const intent = { commandId: deps.newCommandId(), at: deps.readNow() }
    const outcome = await deps.engine.run({ type: 'set-sharing', ...intent, personId: about, ...choice, on })
    isRunning = false
    problem.value = outcome.ok ? null : outcome.problem
    if (!outcome.ok) return
    asked.value = null
    saved.value = choice
  }

  return {
    view,
    asked,
    saved,
    problem,
    ask: (choice) => {
      problem.value = null
      saved.value = null
      asked.value = choice
    },
    confirm,
    dispose,
  }
}

export function isSame(a: Choice | null, b: Choice): boolean {
  return a !== null && a.memberId === b.memberId && a.kind === b.kind
}
