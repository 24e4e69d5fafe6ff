/**
 * What an old identity of this device had written and not sent, kept as it was
 * sealed and signed until it is sealed again. Readable by nobody without the
 * group's key, so it lies beside the log. What was done about a change of a
 * document stays until its last one is done: the next one builds on it.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { ownBytes } from '../../../shared/protocol/fields.ts'
import type { MovedChange } from '../documents/other-author.ts'
import type { DeviceStore, StoredItem, Write } from '../storage/device-store.ts'
import { logKey } from '../sync/outbox.ts'

export type Unsent =
  /** `byHand`: it could not be sealed again honestly, and is told in words. */
  | { readonly key: string; readonly type: 'kept'; readonly bytes: Bytes; readonly byHand: boolean }
  | { readonly key: string; readonly type: 'moved'; readonly moved: MovedChange }

const prefix = 'unsent/'

export function unsentKey({ author, group, seq }: ContentEntry['header']): string {
  return `${prefix}${logKey(group, author, seq)}`
}

export function keptWrite(key: string, bytes: Bytes, byHand = false): Write {
  return { store: 'meta', key, value: encodeCbor([1, byHand ? 'by-hand' : 'kept', bytes]) }
}

export function movedWrite(key: string, { after, before, ops, shift, startOp }: MovedChange): Write {
  return {
    store: 'meta',
    key,
    value: encodeCbor([1, 'moved', hexToBytes(before), hexToBytes(after), startOp, ops, shift]),
  }
}

export function doneWrite(key: string): Write {
  return { store: 'meta', key, value: null }
}

export interface UnsentBook {
  /** Also after a commit that changed something of it. */
  readonly load: () => Promise<void>
  /** In the order of each feed. */
  readonly all: () => readonly Unsent[]
}

export function createUnsent(store: Pick<DeviceStore, 'scan'>): UnsentBook {
  let all: readonly Unsent[] = []
  return {
    load: async () => {
      all = (await store.scan('meta', prefix, `${prefix}~`)).flatMap((row) => parse(row) ?? [])
    },
    all: () => all,
  }
}

function parse({ key, value }: StoredItem): Unsent | undefined {
  const read = decodeCbor(value)
  const [version, type, first, after, startOp, ops, shift]: readonly unknown[] =
    read.ok && Array.isArray(read.value) ? read.value : []
  if (version !== 1 || !(first instanceof Uint8Array)) return undefined
  if (type === 'kept' || type === 'by-hand')
    return { key, type: 'kept', bytes: ownBytes(first), byHand: type !== 'kept' }
  if (type !== 'moved' || !(after instanceof Uint8Array)) return undefined
  if (typeof startOp !== 'number' || typeof ops !== 'number' || typeof shift !== 'number') return undefined
  return { key, type, moved: { before: bytesToHex(first), after: bytesToHex(after), startOp, ops, shift } }
}
