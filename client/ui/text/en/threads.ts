/** Lists of threads, and who can read them. */
import type { Audience, ThreadListRow } from '../../../engine-api/queries.ts'
import { namesInWords } from './travel.ts'

export const staffOnly = 'Staff only'
export const you = 'You:'
export const notSent = 'Not sent – try again'
export const nothingYet = 'No messages yet'
export const onItsWay = 'Messages may still be on their way'

export function readers(audience: Audience): string {
  return audience.type === 'staff-only' ? staffOnly : `${namesInWords(readerNames(audience))} can read this`
}

/** Everybody of the public who reads it; who has not said a name yet is counted. */
export function readerNames(audience: Audience): readonly string[] {
  if (audience.type === 'staff-only') return []
  const { names, unnamed = 0 } = audience
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
