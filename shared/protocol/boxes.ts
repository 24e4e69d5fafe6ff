/**
 * Boxes: a group key sealed to one recipient, 80 bytes, of one epoch.
 * PUT /v1/spaces/:space/groups/:group/boxes heals; POST /v1/spaces/:space/boxes/missing says what to heal, of many groups at once.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, GroupId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { epochNumber } from './control.ts'
import { encodeField, listOf, parseField, row } from './fields.ts'
import { boxBytes, groupId, recipientId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface Box {
  readonly recipient: DeviceId | GroupId
  readonly box: Bytes
}

export interface EpochBoxes {
  readonly epoch: number
  readonly boxes: readonly Box[]
}

export interface MissingBoxes {
  readonly group: GroupId
  readonly epoch: number
  readonly recipients: readonly (DeviceId | GroupId)[]
}

export const boxLimit = 1_000
/** Groups in one question. */
export const missingLimit = 256

const box = row<Box>({ recipient: recipientId, box: boxBytes })
export const boxList = listOf(box, boxLimit)
const epochBoxes = row<EpochBoxes>({ epoch: epochNumber, boxes: listOf(box, boxLimit, 1) })
const missingRequest = listOf(groupId, missingLimit, 1)
const missing = listOf(
  row<MissingBoxes>({ group: groupId, epoch: epochNumber, recipients: listOf(recipientId, boxLimit, 1) }),
  missingLimit,
)

export function encodeEpochBoxes(value: EpochBoxes): Bytes {
  return encodeField(epochBoxes, value)
}

export function parseEpochBoxes(bytes: Uint8Array): Result<EpochBoxes, Malformed> {
  return parseField(epochBoxes, bytes)
}

export function encodeMissingRequest(groups: readonly GroupId[]): Bytes {
  return encodeField(missingRequest, groups)
}

export function parseMissingRequest(bytes: Uint8Array): Result<readonly GroupId[], Malformed> {
  return parseField(missingRequest, bytes)
}

export function encodeMissingBoxes(value: readonly MissingBoxes[]): Bytes {
  return encodeField(missing, value)
}

export function parseMissingBoxes(bytes: Uint8Array): Result<readonly MissingBoxes[], Malformed> {
  return parseField(missing, bytes)
}
