/** What somebody waits for goes before what nobody does. */
import { pause } from '../platform/pause.ts'

export interface Attention {
  readonly whileAsked: <Value>(answer: () => Promise<Value>) => Promise<Value>
  /** Ends when what came in meanwhile has had its turn, and nobody waits for an answer. */
  readonly free: () => Promise<void>
}

export function createAttention(): Attention {
  let asked = 0
  let waiting: (() => void)[] = []

  function answered(): void {
    asked--
    if (asked > 0) return
    const free = waiting
    waiting = []
    for (const goOn of free) goOn()
  }

  return {
    whileAsked: (answer) => {
      asked++
      return answer().finally(answered)
    },
    free: async () => {
      await pause()
      while (asked > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
