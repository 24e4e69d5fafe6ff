/** Any value of a record or a document as HTML for a reader: every field that says something, by what people call it. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayAndTime, formatDay, isDay } from '../../domain/dates.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { whoWrote } from '../../domain/records/who-wrote.ts'
import { toHtml } from './export-html.ts'
import { fieldWord, isForPrograms } from './export-words.ts'

/** A definition list; empty where nothing is said. */
export function fieldsHtml(value: object): string {
  const rows = Object.entries(value).flatMap(([name, each]) => {
    const html = isForPrograms(name) ? '' : valueHtml(name, each)
    return html === '' ? [] : [`<div><dt>${toHtml(fieldWord(name))}</dt><dd>${html}</dd></div>`]
  })
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`
}

function valueHtml(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number') return isTime(name, value) ? dayAndTime(value) : String(value)
  if (typeof value === 'string') return toHtml(textOf(name, value))
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value instanceof Uint8Array) return ''
  if (Array.isArray(value)) return manyHtml(name, value)
  const whole = value as Readonly<Record<string, unknown>>
  if (isPerson(whole)) return toHtml(whoWrote(whole))
  const act = whole.by ?? whole.who
  if (isPerson(act) && typeof whole.at === 'number' && Object.keys(whole).length === 2)
    return toHtml(`${whoWrote(act)}, ${dayAndTime(whole.at as Instant)}`)
  if (isName(whole))
    return toHtml([whole.title, whole.given, whole.family].filter((part) => part !== '').join(' ')) + calledHtml(whole)
  return fieldsHtml(whole)
}

function manyHtml(name: string, values: readonly unknown[]): string {
  const each = values.map((value) => valueHtml(name, value)).filter((html) => html !== '')
  return each.length === 1 ? each[0]! : each.map((html) => `<div>${html}</div>`).join('')
}

function textOf(name: string, text: string): string {
  if (text === 'true') return 'yes'
  const day = text.slice(0, 10)
  if (isDay(day) && (text.length === 10 || text[10] === ' ')) return `${formatDay(day)}${text.slice(10)}`
  if (name === 'nhsNumber' || /^\d{10}$/.test(text)) return text.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')
  return text
}

const timeNames = /^(at|since|from|to|until|startedAt)$|At$/

function isTime(name: string, value: number): value is Instant {
  return timeNames.test(name) && value > 1e11
}

/** A signature: who, in which role. */
function isPerson(value: unknown): value is Signature {
  if (typeof value !== 'object' || value === null || !('memberId' in value)) return false
  return 'name' in value && 'role' in value
}

function isName(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.family === 'string' && typeof value.given === 'string' && 'preferred' in value
}

function calledHtml({ preferred }: Readonly<Record<string, unknown>>): string {
  return typeof preferred === 'string' && preferred !== '' ? toHtml(`, called ${preferred}`) : ''
}
