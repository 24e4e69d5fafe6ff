/**
 * GET /v1/spaces/:space/entries?after=N: everything the device may read, in
 * arrival order, as a CBOR sequence (RFC 8742). It begins with `start` and ends
 * with `end`; a stream without `end` was cut short and goes on from the last
 * item that came whole. The parser takes the stream in any pieces.
 */
import type { Bytes } from '../lib/bytes.ts'
import { concatBytes } from '../lib/bytes.ts'
import type { Arrival, DeviceId, GroupId, Instant } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { epochNumber } from './control.ts'
import { entryByteLimit } from './entry.ts'
import { bool, bytesOf, bytesUpTo, encodeField, instant, ownBytes, parseField, row, tagged, uint } from './fields.ts'
import { arrival, boxBytes, deviceId, groupId, recipientId } from './ids-on-wire.ts'
import { lengthOfFlatArray } from './item-length.ts'
import { type Malformed, malformed } from './malformed.ts'

export type PullItem =
  /** `generation` changes when a relay was restored; `head` is the newest arrival of the space. */
  | { readonly type: 'start'; readonly generation: Bytes; readonly head: Arrival; readonly serverTime: Instant }
  | { readonly type: 'entry'; readonly arrival: Arrival; readonly bytes: Bytes; readonly storedAt: Instant }
  | {
      readonly type: 'box'
      readonly arrival: Arrival
      readonly group: GroupId
      readonly epoch: number
      readonly recipient: DeviceId | GroupId
      readonly box: Bytes
    }
  /** Left out because a snapshot folds them (asked for with `folded=skip`): numbers of one feed; `arrival` of the first. */
  | {
      readonly type: 'folded'
      readonly arrival: Arrival
      readonly group: GroupId
      readonly author: DeviceId
      readonly from: number
      readonly to: number
    }
  /** Where to go on; may be beyond the last item shown. */
  | { readonly type: 'end'; readonly cursor: Arrival; readonly more: boolean }

export const pullMediaType = 'application/cbor-seq'
/** An entry and the numbers around it. */
const itemByteLimit = entryByteLimit + 64

const pullItem = tagged<PullItem>(
  { start: 0, entry: 1, box: 2, folded: 3, end: 9 },
  {
    start: row({ generation: bytesOf(16), head: arrival, serverTime: instant }),
    entry: row({ arrival, bytes: bytesUpTo(entryByteLimit, 1), storedAt: instant }),
    box: row({ arrival, group: groupId, epoch: epochNumber, recipient: recipientId, box: boxBytes }),
    folded: row({ arrival, group: groupId, author: deviceId, from: uint(), to: uint() }),
    end: row({ cursor: arrival, more: bool }),
  },
)

export function encodePullItem(item: PullItem): Bytes {
  return encodeField(pullItem, item)
}

export interface PullParser {
  /**
   * The items completed by `chunk`. After a malformed item every further push is
   * malformed; what came before it in the same chunk is in `itemsBefore`.
   */
  readonly push: (chunk: Uint8Array) => Result<readonly PullItem[], PullMalformed>
}

export interface PullMalformed extends Malformed {
  readonly itemsBefore: readonly PullItem[]
}

export function createPullParser(): PullParser {
  let rest: Uint8Array = new Uint8Array(0)
  let previous: PullItem['type'] | undefined
  let failed: Malformed | undefined

  function next(): Result<PullItem | undefined, Malformed> {
    const length = lengthOfFlatArray(rest, itemByteLimit)
    if (!length.ok) return length
    if (length.value === undefined) return ok(undefined)
    const item = parseField(pullItem, ownBytes(rest.subarray(0, length.value)))
    if (!item.ok) return item
    if ((item.value.type === 'start') !== (previous === undefined))
      return malformed('start stands first and only there')
    if (previous === 'end') return malformed('something after the end')
    rest = rest.subarray(length.value)
    previous = item.value.type
    return item
  }

  function push(chunk: Uint8Array): Result<readonly PullItem[], PullMalformed> {
    const items: PullItem[] = []
    rest = rest.length === 0 ? chunk : concatBytes(rest, chunk)
    while (failed === undefined && rest.length > 0) {
      const item = next()
      if (!item.ok) failed = item.error
      else if (item.value === undefined) break
      else items.push(item.value)
    }
    rest = ownBytes(rest)
    return failed === undefined ? ok(items) : { ok: false, error: { ...failed, itemsBefore: items } }
  }

  return { push }
}
