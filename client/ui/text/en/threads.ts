/** Lists of threads, and who can read them. */
import { type Called, knownTogether, plainName } from '../../../domain/records/who-wrote.ts'
import type { Audience, ThreadListRow } from '../../../engine-api/queries.ts'
import { namesInWords } from './travel.ts'

export const staffOnly = 'Staff only'
export const you = 'You:'
export const notSent = 'Not sent – try again'
export const nothingYet = 'No messages yet'
export const onItsWay = 'Messages may still be on their way'

export function readers(audience: Audience): string {
  return audience.type === 'staff-only' ? staffOnly : `${namesInWords(knownReaders(audience))} can read this`
}

/** Everybody of the public who reads it, and what they are where they alone say their name. */
export function knownReaders(audience: Audience): readonly string[] {
  return namesAnd(audience, (names) => knownTogether(names, namesInWords))
}

/** By name alone, for a box to write in. */
export function readerNames(audience: Audience): readonly string[] {
  return namesAnd(audience, (names) => names.map(plainName))
}

/** Who has not said a name yet is counted. */
function namesAnd(audience: Audience, inWords: (names: readonly Called[]) => readonly string[]): readonly string[] {
  if (audience.type === 'staff-only') return []
  const { unnamed = 0 } = audience
  const names = inWords(audience.names)
  if (unnamed === 0) return names
  if (names.length === 0) return [unnamed === 1 ? 'One person' : `${unnamed} people`]
  return [...names, unnamed === 1 ? '1 other person' : `${unnamed} other people`]
}

/** "Doreen Ashworth"; "Doreen’s circle"; "Karen Ashworth, about Doreen". */
export function threadTitle({ about, kind, title }: Pick<ThreadListRow, 'about' | 'kind' | 'title'>): string {
  if (kind === 'circle') return about === null ? 'A family circle' : `${about}’s circle`
  return kind === 'family' && about !== null && about !== title ? `${title}, about ${about}` : title
}

export function newCount(count: number): string {
  return `${count} new`
}
