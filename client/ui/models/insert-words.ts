/** Puts words into a text field as if they had been typed there: at the caret, for whoever listens, and Ctrl+Z takes them out. */

export interface Inserted {
  readonly field: HTMLTextAreaElement
  readonly before: string
  readonly after: string
}

/** What is selected stays: the words come after it. */
export function insertWords(field: HTMLTextAreaElement, words: string): Inserted {
  const before = field.value
  const at = field.selectionEnd
  const needsSpace = at > 0 && !/\s/.test(before.charAt(at - 1))
  field.focus()
  field.setSelectionRange(at, at)
  const typed = needsSpace ? ` ${words}` : words
  typeIn(field, typed)
  field.setSelectionRange(at + typed.length, at + typed.length)
  return { field, before, after: field.value }
}

/** Nobody has typed there since: taking out takes nothing of theirs. */
export function canTakeOut({ after, field }: Inserted): boolean {
  return field.isConnected && field.value === after
}

export function takeOut({ before, field }: Inserted): void {
  field.focus()
  field.setSelectionRange(0, field.value.length)
  typeIn(field, before)
}

/**
 * The browser's own command keeps its undo history; nothing newer does. Where it
 * is missing the words are put in all the same.
 */
function typeIn(field: HTMLTextAreaElement, words: string): void {
  const isTyped =
    typeof document.execCommand === 'function' &&
    (words === '' ? document.execCommand('delete') : document.execCommand('insertText', false, words))
  if (isTyped) return
  field.setRangeText(words, field.selectionStart, field.selectionEnd)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
