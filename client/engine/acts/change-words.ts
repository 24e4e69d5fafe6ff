/**
 * What a document's change wrote, for a person to read: its words alone. Documents
 * keep who said something, when, and what was before and after as one JSON text;
 * of that the words stand, and nothing of what only programs read. Rule HB661.
 */

/** Who and when stand above it; what was before, it did not write. */
const notSaid = /^(by|at|before|key|version|face|order)$|Id$|^id$/

/** `own`: words of the author's signature. What stands in a longer line is not said twice. */
export function wordsToRead(written: readonly string[], own: ReadonlySet<string>): readonly string[] {
  const isRead = (words: string) => words !== '' && !own.has(words) && !/^[0-9a-f]{16,}$/.test(words)
  const lines = [...new Set(written.flatMap((text) => linesOf(text, isRead)))]
  return lines.filter((line) => !lines.some((other) => other !== line && other.split(', ').includes(line)))
}

function linesOf(text: string, isRead: (words: string) => boolean): readonly string[] {
  const said = parseSaid(text)
  if (said === null) return isRead(text) ? [text] : []
  return Object.entries(said)
    .filter(([name]) => !notSaid.test(name))
    .map(([name, value]) => leavesOf(name, value).filter(isRead).join(', '))
    .filter((line) => line !== '')
}

/** A list or a map; null where the text is no such thing, and so somebody's own words. */
function parseSaid(text: string): object | null {
  if (!/^[[{]/.test(text)) return null
  try {
    return JSON.parse(text) as object
  } catch {
    return null
  }
}

function leavesOf(name: string, value: unknown): readonly string[] {
  // That something holds is plain from its being there.
  if (typeof value === 'string') return name === 'status' && value === 'current' ? [] : [value.trim()]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([each]) => !notSaid.test(each))
    .flatMap(([each, inner]) => leavesOf(each, inner))
}
