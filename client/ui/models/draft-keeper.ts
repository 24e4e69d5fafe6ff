/**
 * Keeps one form's typing on this device's disk. Invariants:
 * 1. Typing reaches the disk 600 ms after the last key and never later than
 *    1.5 s after the first unsaved one (rule DR1: within 2 s).
 * 2. One save at a time; what is saved last is what was typed last (DR2).
 * 3. "Saved" is said only after the engine's `ok`, and only of the newest typing (DR3).
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'

const quietMs = 600
const latestMs = 1500
/** After a failed save, if nothing is typed sooner. */
const againMs = 5000

export interface DraftKeeperDeps {
  readonly engine: Pick<EngineApi, 'run'>
  readonly newCommandId: () => string
  readonly now: () => Instant
  /** Runs `task` once after `ms`; the answer cancels it. */
  readonly after: (ms: number, task: () => void) => () => void
}

export type DraftState =
  | { readonly type: 'nothing-typed' }
  | { readonly type: 'not-saved' }
  | { readonly type: 'saved'; readonly at: Instant }
  | { readonly type: 'failed'; readonly problem: CommandProblem }

export interface DraftKeeper {
  readonly state: ReadonlySignal<DraftState>
  /** What was on the disk when the form opened. */
  readonly resumed: (savedAt: Instant | null) => void
  /** Null = nothing worth keeping: takes the draft off the disk. */
  readonly change: (value: string | null) => void
  /** Saves at once what is not saved; true when the newest typing is on the disk. */
  readonly flush: () => Promise<boolean>
  /** The engine took the draft off the disk itself, with what was written of it. */
  readonly gone: () => void
}

export function createDraftKeeper(key: string, deps: DraftKeeperDeps): DraftKeeper {
  const state = signal<DraftState>({ type: 'nothing-typed' })
  let waiting: { readonly value: string | null } | null = null
  let writes: Promise<boolean> = Promise.resolve(true)
  let quiet: (() => void) | null = null
  let latest: (() => void) | null = null

  function cancelTimers(): void {
    quiet?.()
    latest?.()
    quiet = latest = null
  }

  async function saveNewest(): Promise<boolean> {
    if (waiting === null) return state.peek().type !== 'failed'
    const { value } = waiting
    waiting = null
    const command = { type: 'save-draft', commandId: deps.newCommandId(), at: deps.now(), key, value } as const
    const outcome = await deps.engine.run(command)
    if (!outcome.ok) {
      waiting ??= { value }
      state.value = { type: 'failed', problem: outcome.problem }
      quiet ??= deps.after(againMs, () => void flush())
      return false
    }
    if (waiting !== null) return false
    state.value = value === null ? { type: 'nothing-typed' } : { type: 'saved', at: deps.now() }
    return true
  }

  function flush(): Promise<boolean> {
    cancelTimers()
    writes = writes.then(saveNewest)
    return writes
  }

  function change(value: string | null): void {
    waiting = { value }
    state.value = { type: 'not-saved' }
    quiet?.()
    quiet = deps.after(quietMs, () => void flush())
    latest ??= deps.after(latestMs, () => void flush())
  }

  return {
    state,
    resumed: (savedAt) => {
      if (savedAt !== null && state.peek().type === 'nothing-typed') state.value = { type: 'saved', at: savedAt }
    },
    change,
    flush,
    gone: () => {
      cancelTimers()
      waiting = null
      state.value = { type: 'nothing-typed' }
    },
  }
}
