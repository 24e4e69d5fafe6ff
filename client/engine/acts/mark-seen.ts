/** That messages were seen: kept on this device, told to their writers with the next receipt, and no longer unread. */
import type { ChainState } from '../../../shared/membership/chain.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition, type MessageRow } from '../../domain/projections/rows.ts'
import type { MarkSeen, Outcome } from '../../engine-api/commands.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import { chainOfThread } from '../writing/chain-of-thread.ts'
import type { ReceiptBook } from '../writing/receipts.ts'
import { dropsOfSeen } from '../writing/unread-rows.ts'
import { problemOfFailure } from '../writing/write-problem.ts'
import type { Writer } from '../writing/writer.ts'

export interface SeenDeps {
  readonly writer: Pick<Writer, 'write'>
  readonly chains: Chains
  readonly rows: Pick<Rows, 'find' | 'shown'>
  readonly book: ReceiptBook
  readonly onSeen: () => void
}

export async function markSeen(deps: SeenDeps, { messageIds, threadId }: MarkSeen): Promise<Outcome> {
  const chain = chainOfThread(deps.chains, threadId)
  if (chain === undefined) return { ok: false, problem: { type: 'unknown-thread' } }
  const ids = new Set(messageIds)
  const messages = await seenMessages(deps, chain, messageIds)
  const before = deps.book.of(chain.group)
  const seen: Record<string, number> = { ...before.seen }
  for (const { deviceId, id, own, seq } of messages) {
    if (!own && ids.has(id)) seen[deviceId] = Math.max(seen[deviceId] ?? 0, seq)
  }
  if (Object.entries(seen).every(([device, seq]) => before.seen[device] === seq)) return { ok: true }
  const state = { isDue: chain.kind !== 'team', seen }
  const written = await deps.writer.write({
    entries: [],
    alongside: [],
    sealedAlongside: [deps.book.item(chain.group, state)],
    drops: await dropsOfSeen(deps.rows, chain.group, seen),
  })
  if (!written.ok) return { ok: false, problem: problemOfFailure(written.error) }
  deps.book.keep(chain.group, state)
  deps.onSeen()
  return { ok: true }
}

/** On the screen, so they are here already; what is not is looked for among all. */
async function seenMessages(
  { rows }: SeenDeps,
  { about, group }: ChainState,
  ids: readonly string[],
): Promise<readonly MessageRow[]> {
  const shown = (await rows.shown('messages', ids)).filter(({ groupId }) => groupId === group)
  if (shown.length === new Set(ids).size) return shown
  return rows.find('messages', { partition: about ?? homePartition, threadId: threadIdOf(group) })
}
