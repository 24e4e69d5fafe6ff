/** Opening the record of somebody on another round: why, for how long, and the relay's answer. One at a time. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { OpeningReason } from '../../domain/records/opening.ts'
import type { AccessProblem } from '../../engine-api/access-acts.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'

export const offeredHours = [1, 4, 12, 24] as const

export interface OpenRecordModel {
  readonly isAsking: ReadonlySignal<boolean>
  readonly reason: ReadonlySignal<OpeningReason | null>
  readonly words: ReadonlySignal<string>
  readonly hours: ReadonlySignal<number>
  readonly problem: ReadonlySignal<AccessProblem | null>
  readonly chooseReason: (reason: OpeningReason) => void
  readonly type: (words: string) => void
  readonly chooseHours: (hours: number) => void
  /** True once it is open. */
  readonly open: () => Promise<boolean>
}

export function createOpenRecordModel(
  { engine }: { readonly engine: Pick<EngineApi, 'accessAct'> },
  personId: string,
): OpenRecordModel {
  const isAsking = signal(false)
  const reason = signal<OpeningReason | null>(null)
  const words = signal('')
  const hours = signal<number>(4)
  const problem = signal<AccessProblem | null>(null)

  async function open(): Promise<boolean> {
    if (isAsking.peek()) return false
    const [why, said] = [reason.peek(), words.peek()]
    problem.value = why === null || said.trim() === '' ? 'nothing-written' : null
    if (why === null || problem.peek() !== null) return false
    isAsking.value = true
    const act = { type: 'open-record', personId, reason: why, words: said, hours: hours.peek() } as const
    const outcome = await engine.accessAct(act)
    isAsking.value = false
    if (outcome.type === 'failed') problem.value = outcome.problem
    return outcome.type === 'done'
  }

  return {
    ...{ isAsking, reason, words, hours, problem, open },
    chooseReason: (next) => {
      reason.value = next
    },
    type: (next) => {
      words.value = next
    },
    chooseHours: (next) => {
      hours.value = next
    },
  }
}
