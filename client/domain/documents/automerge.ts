/**
 * The few things all documents do with Automerge. Text nobody co-edits is an
 * ImmutableString (documents load six times faster than with text objects);
 * collections are maps by id, never lists, so that two people adding at once
 * keep both.
 *
 * Every change has time 0: when it happened stands on the sealed entry, and a
 * change function must not know a clock.
 */
import * as A from '@automerge/automerge/slim'

/** Not co-edited: a new value replaces the old one whole. */
export type Text = A.ImmutableString

export function text(value: string): Text {
  return new A.ImmutableString(value)
}

/** Whatever another device stored there, as text; anything else reads as nothing recorded. */
export function readText(value: unknown): string {
  if (A.isImmutableString(value)) return value.val
  return typeof value === 'string' ? value : ''
}

/** The entries of a map that are maps themselves; of anything else, none. */
export function readEntries<Entry extends object>(
  map: Readonly<Record<string, Entry>>,
): readonly (readonly [string, Entry])[] {
  return isMap(map) ? Object.entries(map).filter(([, entry]) => isMap(entry)) : []
}

/** `map`, or an empty one in place of whatever else is stored there. */
export function readMap<Fields extends object>(map: Fields): Partial<Fields> {
  return isMap(map) ? map : {}
}

export function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !A.isImmutableString(value)
}

/**
 * All that stands at `key`: what was written apart, each with the change that wrote it; reading settles nothing. Of a
 * map that itself stands beside another under one name Automerge tells no more than one value each.
 */
export function readAll(map: object, key: string): readonly { readonly op: string; readonly value: unknown }[] {
  const value = (map as Readonly<Record<string, unknown>>)[key]
  if (value === undefined) return []
  if (A.getObjectId(map) == null) return [{ op: '', value }]
  const apart = Object.entries(A.getConflicts(map as A.Doc<Record<string, unknown>>, key) ?? {})
  return apart.length > 0 ? apart.map(([op, each]) => ({ op, value: each })) : [{ op: '', value }]
}

/** Names a state of the document: equal before and after an edit that changed nothing. */
export function headsOf<Doc>(doc: A.Doc<Doc>): string {
  return A.getHeads(doc).join()
}

/** The first change: the same bytes and the same hash on every device, so that it is computed and never sent. */
export function makeGenesis<Doc extends Record<string, unknown>>(fill: (draft: Doc) => void): A.Doc<Doc> {
  return A.change(A.init<Doc>({ actor: '00' }), { time: 0 }, fill)
}

/** Runs `edit`; a doc that already says all of it comes back untouched, with the same heads. */
export function edited<Doc>(doc: A.Doc<Doc>, edit: (draft: Doc) => void): A.Doc<Doc> {
  return A.change(doc, { time: 0 }, edit)
}

/** Writes the fields that differ. An equal value would still be a change, and idle screens would make traffic. */
export function setTexts<Key extends string>(draft: Record<Key, Text>, values: Readonly<Partial<Record<Key, string>>>) {
  for (const key in values) {
    const value = values[key]
    if (value !== undefined && readText(draft[key]) !== value) draft[key] = text(value)
  }
}

/**
 * Writes every field anew. Setting the value that Automerge had picked would only
 * take the other one away, and of two people who decide apart, the one who chose
 * it would be lost without a trace.
 */
export function rewriteTexts<Key extends string>(draft: Record<Key, Text>, values: Readonly<Record<Key, string>>) {
  for (const key in values) {
    delete draft[key]
    draft[key] = text(values[key])
  }
}
