/** What the engine refused, in words; nothing while it refused nothing. */
import type { CommandProblem } from '../../engine-api/commands.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Problem } from './Problem.tsx'

const text = chooseText({ en })

export function Refused({ problem }: { readonly problem: CommandProblem | null }) {
  const { deviceWord } = useApp()
  if (problem === null) return null
  const { title, whatToDo } = text.wordProblem(problem, deviceWord)
  return <Problem title={title} words={whatToDo} />
}
