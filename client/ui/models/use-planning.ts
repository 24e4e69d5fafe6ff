/** What is done to planned visits on a screen: what was said of the last act, with its undo, or why it was not saved. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import type { DoneAct, PlanAct } from './plan-acts.ts'
import { type Said, useSaid } from './use-said.ts'

export type OnPlanAct = (act: PlanAct, words: string, undo: PlanAct | null) => void

export interface Planning {
  readonly done: Said<DoneAct> | null
  readonly problem: ProblemWords | null
  readonly onAct: OnPlanAct
}

export function usePlanning(): Planning {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [done, setDone] = useSaid<DoneAct>()
  const [problem, setProblem] = useState<ProblemWords | null>(null)

  async function run(act: PlanAct, words: string, undo: PlanAct | null): Promise<void> {
    const outcome = await engine.run({ ...act, commandId: newCommandId(), at: readNow() })
    setDone(outcome.ok ? { words, undo } : null)
    setProblem(outcome.ok ? null : wordProblem(outcome.problem, deviceWord))
  }

  return { done, problem, onAct: (act, words, undo) => void run(act, words, undo) }
}
