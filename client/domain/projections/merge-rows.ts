/**
 * Two rows with one id: which one to keep. The same whichever came first, so a
 * record that arrives late or twice changes nothing it should not (PJ rules).
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { joinFrontiers } from '../records/receipt.ts'
import type { ReceiptRow } from './receipt-rows.ts'
import { joinSteps, stepsOf } from './receipt-steps.ts'
import type { LetIn } from './record-context.ts'
import type { StoredRow } from './rows.ts'

/** Both are of one collection and one id. Receipts join, since a frontier never goes back; of all else the higher `order` wins, on a tie what an administrator decided first, else `b`. */
export function mergeRows(a: StoredRow, b: StoredRow): StoredRow {
  const newer = a.order === b.order ? firstDecided(a, b) : a.order > b.order ? a : b
  if (!joins(a) || !joins(b)) return newer
  const stored = joinFrontiers(a.row.stored, b.row.stored)
  const seen = joinFrontiers(a.row.seen, b.row.seen)
  const steps = { stored: joinedSteps('stored', a.row, b.row), seen: joinedSteps('seen', a.row, b.row) }
  return { ...newer, row: { ...(newer.row as ReceiptRow), stored, seen, steps } } as StoredRow
}

/** Of several that are merged one after another, with whatever is there: those that the result can depend on. Rule PG445. */
export function withoutOvertaken(rows: readonly StoredRow[]): readonly StoredRow[] {
  const highest = new Map<string, string>()
  const nameOf = ({ collection, id, partition }: StoredRow) => `${partition}/${collection}/${id}`
  for (const row of rows) {
    const known = highest.get(nameOf(row))
    if (known === undefined || known < row.order) highest.set(nameOf(row), row.order)
  }
  return rows.filter((row) => joins(row) || row.order === highest.get(nameOf(row)))
}

type JoiningRow = Extract<StoredRow, { readonly collection: 'receipts' }>

function joins(row: StoredRow): row is JoiningRow {
  return row.collection === 'receipts'
}

function joinedSteps(step: 'stored' | 'seen', a: ReceiptRow, b: ReceiptRow) {
  return joinSteps(stepsOf(a, step), stepsOf(b, step))
}

/** Let in, or left out, by two administrators at once: one of them did it, the same for everybody. */
function firstDecided(a: StoredRow, b: StoredRow): StoredRow {
  const [first, second] = [decisionOf(a), decisionOf(b)]
  return first !== null && second !== null && first < second ? a : b
}

function decisionOf({ row }: StoredRow): string | null {
  if ('kind' in row && row.kind === 'left-out' && 'author' in row) return decided(row.at, row.author.memberId)
  const letIn = 'letIn' in row ? row.letIn : 'last' in row && row.last !== null ? letInOf(row.last) : undefined
  return letIn === undefined ? null : decided(letIn.at, letIn.by.memberId)
}

function letInOf(last: object): LetIn | undefined {
  return 'letIn' in last ? (last.letIn as LetIn) : undefined
}

function decided(at: Instant, by: string): string {
  return `${String(at).padStart(16, '0')}/${by}`
}
