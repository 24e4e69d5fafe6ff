/** Lists of threads, and who can read them. */
import type { Audience } from '../../../engine-api/queries.ts'
import { namesInWords } from './travel.ts'

export const staffOnly = 'Staff only'
export const you = 'You:'
export const notSent = 'Not sent – try again'
export const nothingYet = 'No messages yet'

export function readers(audience: Audience): string {
  return audience.type === 'staff-only' ? staffOnly : `${namesInWords(audience.names)} can read this`
}

export function newCount(count: number): string {
  return `${count} new`
}
