/** A message's draft as it stands on the disk: the text, what it answers, and the sending tap once there was one. */
export interface MessageDraft {
  readonly text: string
  readonly answers: { readonly id: string; readonly name: string; readonly mine: boolean } | null
  /** The id and instant of the tap, so that sending again after a kill sends nothing twice. */
  readonly sending: { readonly commandId: string; readonly at: number } | null
}

export function writeMessageDraft(draft: MessageDraft): string {
  return JSON.stringify({ version: 1, ...draft })
}

/** Null for anything that is no draft of ours. */
export function parseMessageDraft(value: string): MessageDraft | null {
  try {
    const draft = asRecord(JSON.parse(value))
    if (draft.version !== 1 || typeof draft.text !== 'string') return null
    return { text: draft.text, answers: parseAnswers(draft.answers), sending: parseSending(draft.sending) }
  } catch {
    return null
  }
}

function parseAnswers(value: unknown): MessageDraft['answers'] {
  const { id, name, mine } = asRecord(value)
  return typeof id === 'string' && typeof name === 'string' ? { id, name, mine: mine === true } : null
}

function parseSending(value: unknown): MessageDraft['sending'] {
  const { commandId, at } = asRecord(value)
  return typeof commandId === 'string' && typeof at === 'number' ? { commandId, at } : null
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
