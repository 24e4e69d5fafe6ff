/**
 * A key of the board, sealed into a group of the public: her phone holds no team
 * key, so this is how it comes to read the board. Whoever finds one uses it only
 * if the board's chain names this very key.
 */
import * as v from 'valibot'
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import { ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import { hex32Schema, idSchema, idToWire, integerSchema } from './wire-values.ts'

export interface BoardKeyInput {
  /** The board's group. */
  readonly group: string
  readonly epoch: number
  /** 64 hex digits. */
  readonly key: string
}

export interface BoardKeyRecord extends RecordBase, BoardKeyInput {
  readonly type: 'board-key'
  readonly v: 1
}

export const boardKeySchema = v.strictObject({
  ...baseEntries,
  type: v.literal('board-key'),
  group: idSchema<string>(),
  epoch: integerSchema(0, 0xffff_ffff),
  key: hex32Schema<string>(),
})

export function writeBoardKey({ group, epoch, key }: BoardKeyInput, base: RecordBase): Written<BoardKeyRecord> {
  return ok({ type: 'board-key', v: 1, ...pickBase(base), group, epoch, key })
}

export function boardKeyToWire(record: BoardKeyRecord) {
  const { epoch, group, key } = record
  return { type: 'board-key', ...baseToWire(record), group: idToWire(group), epoch, key: hexToBytes(key) }
}
