/** This member's own history, written elsewhere: records with their own times, many to an entry, each part once. */
import type { DocId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { hybridTime } from '../../domain/hybrid-clock.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { encodePayload } from '../writing/record-payload.ts'
import type { EntryDraft } from '../writing/writer.ts'
import type { AdminProblem, HistoryPart } from './admin-api.ts'

/** Well below the size of an entry. */
const payloadLimit = 40_000

export function historyBase(record: Omit<RecordBase, 'hlc'>): RecordBase {
  return { ...record, hlc: hybridTime({ wall: record.at as Instant, count: 0 }) }
}

export async function writeHistory(
  { store }: EngineDeps,
  { device, writer }: Session,
  parts: readonly HistoryPart[],
): Promise<Result<void, AdminProblem>> {
  const isForeign = (record: CareRecord) => record.author.memberId !== device.own.member
  if (parts.some(({ records }) => records.some(isForeign))) return err({ type: 'refused', detail: 'other-author' })
  for (const part of parts) {
    for (const [index, drafts] of draftsOf(part).entries()) {
      const key = `command/${part.key}/${index}`
      const written = await writer.inTurn(async () => {
        if ((await store.get('meta', key)) !== undefined) return ok([])
        const mark = { store: 'meta', key, value: new Uint8Array([1]) } as const
        return writer.write({ entries: [drafts], alongside: [mark], sealedAlongside: [] })
      })
      if (!written.ok) return err({ type: 'refused', detail: written.error.type })
    }
  }
  return ok(undefined)
}

/** Messages go by their thread, everything else by none; an entry has one of the two. */
function draftsOf({ group, records }: HistoryPart): readonly EntryDraft[] {
  const isMessage = (record: CareRecord) => record.type === 'message'
  return [
    ...chunks(records.filter((record) => !isMessage(record))).map((some) => draftOf(group, some, zeroDoc)),
    ...chunks(records.filter(isMessage)).map((some) => draftOf(group, some, threadIdOf(group) as string as DocId)),
  ]
}

function draftOf(group: GroupId, records: readonly CareRecord[], doc: DocId): EntryDraft {
  const label = { kind: 'other', personId: records[0]?.about ?? null } as const
  return { kind: 'record', group, priority: 'bulk', doc, records, label }
}

function chunks(records: readonly CareRecord[]): readonly (readonly CareRecord[])[] {
  const all: CareRecord[][] = []
  let size = 0
  for (const record of records) {
    const length = encodePayload([record]).length
    if (all.length === 0 || size + length > payloadLimit) {
      all.push([])
      size = 0
    }
    all.at(-1)!.push(record)
    size += length
  }
  return all
}
