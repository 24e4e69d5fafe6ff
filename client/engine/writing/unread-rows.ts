/**
 * Unread rows live until this member has seen their message: they are dropped in
 * the commit that brings the proof, an own receipt or what was just seen here,
 * and never put when the proof was first (PJ5, RE3).
 */
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import { isCovered } from '../../domain/projections/receipts.ts'
import { homePartition, type StoredRow, type UnreadRow } from '../../domain/projections/rows.ts'
import type { Frontier } from '../../domain/records/receipt.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { RowPlace } from '../read-model/read-model.ts'
import type { Rows } from '../read-model/rows.ts'
import type { ReceiptBook } from './receipts.ts'

export interface UnreadDeps {
  readonly me: MemberId
  readonly book: ReceiptBook
  readonly rows: Pick<Rows, 'find'>
  readonly pages: Pick<PageWriter, 'read'>
}

export interface WithoutRead {
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
}

/** Of rows about to be committed: what was read before it came goes, and what these rows say was read. */
export async function withoutRead(deps: UnreadDeps, rows: readonly StoredRow[]): Promise<WithoutRead> {
  const fresh = rows.filter((row) => row.collection === 'receipts').map(({ row }) => row)
  const proofs = fresh.filter(({ memberId }) => memberId === deps.me)
  const hasUnread = rows.some(({ collection }) => collection === 'unread')
  if (proofs.length === 0 && !hasUnread) return { rows, drops: [] }
  const receipts = [...(await knownProofs(deps, rows)), ...proofs]
  const isRead = (row: UnreadRow) =>
    receipts.some((receipt) => isCovered(row, receipt, 'seen')) || isSeenHere(deps, row)
  return {
    rows: rows.filter((stored) => stored.collection !== 'unread' || !isRead(stored.row)),
    drops: proofs.length === 0 ? [] : (await deps.rows.find('unread')).filter(isRead).map(placeOf),
  }
}

/** What was just seen here: its receipt goes later, its rows at once. */
export async function dropsOfSeen(
  rows: Pick<Rows, 'find'>,
  group: GroupId,
  seen: Frontier,
): Promise<readonly RowPlace[]> {
  const unread = await rows.find('unread', { groupId: group })
  return unread.filter(({ deviceId, seq }) => (seen[deviceId] ?? 0) >= seq).map(placeOf)
}

/** From the pages, which hold all that was committed before; only of those whom the new messages are about. */
async function knownProofs({ me, pages }: UnreadDeps, fresh: readonly StoredRow[]): Promise<readonly ReceiptRow[]> {
  const unread = fresh.flatMap((stored) => (stored.collection === 'unread' ? [stored.row] : []))
  const partitions = [...new Set(unread.map(({ personId }) => personId ?? homePartition))]
  const known = await pages.read(partitions, ['receipts'])
  const receipts = known.flatMap((stored) => (stored.collection === 'receipts' ? [stored.row] : []))
  return receipts.filter(({ memberId }) => memberId === me)
}

function isSeenHere({ book }: UnreadDeps, { deviceId, groupId, seq }: UnreadRow): boolean {
  return (book.of(groupId as GroupId).seen[deviceId] ?? 0) >= seq
}

function placeOf({ id }: UnreadRow): RowPlace {
  return { collection: 'unread', partition: homePartition, id }
}
