/** A message's draft as it stands on the disk: the text, what it answers, and the sending tap once there was one. */
import type { Intent } from '../../engine-api/intent.ts'
import { asRecord, parseIntent, readDraft } from './draft-json.ts'

export interface MessageDraft {
  readonly text: string
  readonly answers: { readonly id: string; readonly name: string; readonly mine: boolean } | null
  /** The id and instant of the tap, so that sending again after a kill sends nothing twice. */
  readonly sending: Intent | null
}

export function writeMessageDraft(draft: MessageDraft): string {
  return JSON.stringify({ version: 1, ...draft })
}

/** Null for anything that is no draft of ours. */
export function parseMessageDraft(value: string): MessageDraft | null {
  const { answers, sending, text, version } = readDraft(value)
  if (version !== 1 || typeof text !== 'string') return null
  return { text, answers: parseAnswers(answers), sending: parseIntent(sending) }
}

function parseAnswers(value: unknown): MessageDraft['answers'] {
  const { id, name, mine } = asRecord(value)
  return typeof id === 'string' && typeof name === 'string' ? { id, name, mine: mine === true } : null
}
