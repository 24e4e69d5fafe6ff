/** Writes the receipts that are due, one record a group, and forgets that they were due in the same commit. */
import type { DocId, GroupId, PersonId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Frontier } from '../../domain/records/receipt.ts'
import { writeReceipt } from '../../domain/records/receipt.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import type { ReceiptBook } from '../writing/receipts.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'
import type { StepOutcome } from './sync-step.ts'

export interface WriteReceiptsDeps {
  readonly chains: Chains
  readonly book: ReceiptBook
  readonly writer: Writer
  readonly storedIn: (group: GroupId) => Frontier
  readonly baseOf: (about: PersonId | null) => RecordBase
}

/** A hundred threads with news at once are not rare on a Monday; each is one entry. */
const mostAtOnce = 100

export async function writeDueReceipts(deps: WriteReceiptsDeps): Promise<StepOutcome> {
  const due = deps.book.due().slice(0, mostAtOnce)
  const drafts = due.flatMap((group) => receiptDraft(deps, group) ?? [])
  if (drafts.length === 0) return { type: 'idle' }
  const states = drafts.map(({ group }) => ({ group, state: { ...deps.book.of(group), isDue: false } }))
  const written = await deps.writer.inTurn(() =>
    deps.writer.write({
      entries: drafts,
      alongside: [],
      sealedAlongside: states.map(({ group, state }) => deps.book.item(group, state)),
    }),
  )
  if (!written.ok) return { type: 'idle' }
  for (const { group, state } of states) deps.book.keep(group, state)
  return { type: deps.book.due().length > 0 ? 'more' : 'idle' }
}

function receiptDraft({ baseOf, book, chains, storedIn }: WriteReceiptsDeps, group: GroupId): EntryDraft | null {
  const chain = chains.state(group)
  if (chain === undefined) return null
  const receipt = writeReceipt({ stored: storedIn(group), seen: book.of(group).seen }, baseOf(chain.about))
  if (!receipt.ok) return null
  return {
    kind: 'record',
    group,
    priority: 'bulk',
    doc: threadIdOf(group) as string as DocId,
    records: [receipt.value],
    label: { kind: 'receipt', personId: chain.about },
  }
}
