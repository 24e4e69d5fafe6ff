/** What can be found of one person: each note, message and medicine with its text, and all their words together. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { SearchKind } from '../../engine-api/search.ts'
import { wordsOf } from './words.ts'

export interface FoundText {
  readonly id: string
  readonly kind: SearchKind
  readonly at: Instant | null
  readonly author: Signature | null
  readonly threadId: string | null
  readonly text: string
}

/** Words by kind, each once. */
export type PersonWords = Readonly<Record<SearchKind, string>>

/** Of the rows of one person, newest first. */
export function textsOf(rows: readonly StoredRow[]): readonly FoundText[] {
  return rows.flatMap(textOf).sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1))
}

function textOf(stored: StoredRow): readonly FoundText[] {
  if (stored.collection === 'story' && stored.row.kind === 'note') {
    const { at, author, id, lines, next } = stored.row
    const text = [...lines, ...(next === null ? [] : [next])].join(' ')
    return [{ id, kind: 'note', at, author, threadId: null, text }]
  }
  if (stored.collection === 'messages') {
    const { at, author, id, text, threadId } = stored.row
    return [{ id, kind: 'message', at, author, threadId, text }]
  }
  if (stored.collection === 'medicines') {
    const { brand, dose, form, frequency, medicineId, name, status, stoppedOn } = stored.row
    const ended = status === 'stopped' ? `Stopped ${stoppedOn ?? ''}` : ''
    const text = [name, brand === '' ? '' : `(${brand})`, form, dose, frequency, ended].filter((part) => part !== '')
    return [{ id: medicineId, kind: 'medicine', at: null, author: null, threadId: null, text: text.join(' ') }]
  }
  return []
}

export function personWords(texts: readonly FoundText[]): PersonWords {
  const wordsIn = (kind: SearchKind) =>
    [...new Set(texts.filter((each) => each.kind === kind).flatMap(({ text }) => wordsOf(text)))].join(' ')
  return { note: wordsIn('note'), message: wordsIn('message'), medicine: wordsIn('medicine') }
}
