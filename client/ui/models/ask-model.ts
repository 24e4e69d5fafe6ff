/**
 * A question put into the box of a conversation, for the person who asks to look
 * at and send. What stood there already stays above it; asking twice puts it
 * there once.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import { parseMessageDraft, writeMessageDraft } from './message-draft.ts'

export interface AskDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
}

/** Null when the question is in the box and on the disk. */
export async function putQuestion(threadId: string, question: string, deps: AskDeps): Promise<CommandProblem | null> {
  const key = `message/${threadId}`
  const value = await readDraft(deps.engine, key)
  const draft = value === null ? null : parseMessageDraft(value)
  const before = draft?.text.trim() ?? ''
  const text = before.includes(question) ? before : [before, question].filter((words) => words !== '').join('\n\n')
  const outcome = await deps.engine.run({
    type: 'save-draft',
    commandId: deps.newCommandId(),
    at: deps.readNow(),
    key,
    value: writeMessageDraft({ text, answers: draft?.answers ?? null, sending: null }),
  })
  return outcome.ok ? null : outcome.problem
}

/** The first answer is enough. */
function readDraft(engine: Pick<EngineApi, 'watch'>, key: string): Promise<string | null> {
  return new Promise((resolve) => {
    const stop = engine.watch('draft', { key }, ({ value }) => {
      resolve(value)
      queueMicrotask(() => stop())
    })
  })
}
