/** The payload of a record entry: an array of records, written in one act. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type CareRecord, parseRecord, recordToWire } from '../../domain/records/record.ts'

export type PayloadProblem = { readonly type: 'malformed' } | { readonly type: 'newer-app' }

const mostRecords = 1_000

export function encodePayload(records: readonly CareRecord[]): Bytes {
  return encodeCbor(records.map(recordToWire))
}

/** All or none: an act is not taken in by halves. */
export function parsePayload(bytes: Uint8Array): Result<readonly CareRecord[], PayloadProblem> {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value)) return err({ type: 'malformed' })
  const values: readonly unknown[] = decoded.value
  if (values.length === 0 || values.length > mostRecords) return err({ type: 'malformed' })
  const records: CareRecord[] = []
  for (const value of values) {
    const record = parseRecord(value)
    if (!record.ok) return err({ type: record.error.type === 'malformed' ? 'malformed' : 'newer-app' })
    records.push(record.value)
  }
  return ok(records)
}
