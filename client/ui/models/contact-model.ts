/**
 * Whether messages may be sent, changed in two taps: the first shows what it does,
 * the second does it. One command runs at a time, and nothing is called saved
 * before the engine's `ok`.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { SaidHow } from '../../domain/records/contact-agreement.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Disposable } from './use-model.ts'

export interface ContactModel extends Disposable {
  /** What it would be changed to: its effect is on the screen. */
  readonly asked: ReadonlySignal<boolean | null>
  /** What the disk has. */
  readonly saved: ReadonlySignal<boolean | null>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly ask: (agreed: boolean | null) => void
  readonly say: (agreed: boolean, said: SaidHow) => Promise<void>
}

interface ContactDeps {
  readonly engine: Pick<EngineApi, 'run'>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
}

export function createContactModel(deps: ContactDeps, personId: string): ContactModel {
  const asked = signal<boolean | null>(null)
  const saved = signal<boolean | null>(null)
  const problem = signal<CommandProblem | null>(null)
  let isRunning = false

  async function say(agreed: boolean, said: SaidHow): Promise<void> {
    if (isRunning) return
    isRunning = true
    const intent = { commandId: deps.newCommandId(), at: deps.readNow() }
    const outcome = await deps.engine.run({ type: 'set-contact', ...intent, personId, agreed, said })
    isRunning = false
    batch(() => {
      problem.value = outcome.ok ? null : outcome.problem
      if (!outcome.ok) return
      asked.value = null
      saved.value = agreed
    })
  }

  return {
    ...{ asked, saved, problem, say },
    ask: (agreed) => {
      batch(() => {
        problem.value = null
        saved.value = null
        asked.value = agreed
      })
    },
    dispose: () => {},
  }
}
