/**
 * What this device knows of itself. The sealed half (who I am) needs the vault;
 * the open half says only how far joining has come, so that a locked device can
 * go on asking to be let in.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { EntryId, GroupId, Instant, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { ownBytes } from '../../../shared/protocol/fields.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'

export interface OwnDevice {
  readonly space: SpaceId
  /** Where this device was let in: the team's group or a private one. */
  readonly group: GroupId
  readonly member: MemberId
  readonly signature: Signature
  readonly audience: 'staff' | 'public'
  readonly spaceName: string
  /** The head of the team chain that the invite named: the chain that does not hold it is not this team's. */
  readonly team: { readonly seq: number; readonly hash: EntryId } | null
}

export type JoinPhase =
  | {
      readonly type: 'waiting'
      readonly request: Bytes
      readonly code: string
      readonly spaceName: string
      /** Invited face to face: what the phone shows. */
      readonly answer: string | null
    }
  | {
      readonly type: 'founding'
      readonly request: Bytes
      readonly space: SpaceId
      readonly shown: string
      readonly spaceName: string
    }
  | { readonly type: 'joined' }
  | {
      readonly type: 'removed'
      readonly at: Instant
      readonly audience: OwnDevice['audience']
      readonly erased: boolean
      /** How much the relay would not take yet; the rest of this device waits for it. */
      readonly left: number
      /** Signed before: that it has erased itself. Null once it is said, and where there is none. */
      readonly word: Bytes | null
      /** Photos that could not be handed over, and are gone with the rest (SX631). */
      readonly lost: number
      /** Of its fortnight, as it was when the clock was last looked at (RM841). */
      readonly waited: number
      readonly seenAt: Instant
      /** Deleted unsent when that was over. */
      readonly gone: number
    }

export const phaseKey = 'device'
const sealedPlace = { store: 'keys', scope: 'own-device', name: 'me' } as const

export function phaseWrite(phase: JoinPhase): Write {
  return { store: 'meta', key: phaseKey, value: encodePhase(phase) }
}

export function encodePhase(phase: JoinPhase): Bytes {
  if (phase.type === 'waiting') {
    const { answer, code, request, spaceName } = phase
    return encodeCbor([1, 'waiting', request, code, spaceName, answer])
  }
  if (phase.type === 'founding') {
    const { request, shown, space, spaceName } = phase
    return encodeCbor([1, 'founding', request, shown, spaceName, hexToBytes(space)])
  }
  if (phase.type === 'joined') return encodeCbor([1, 'joined'])
  const { at, audience, erased, gone, left, lost, seenAt, waited, word } = phase
  return encodeCbor([1, 'removed', at, audience, erased, left, word, lost, waited, seenAt, gone])
}

/** As the disk has it; undefined as of `parsePhase`. */
export async function phaseOf(store: Pick<DeviceStore, 'get'>): Promise<JoinPhase | undefined> {
  return parsePhase(await store.get('meta', phaseKey))
}

/** Undefined for a device that never joined or whose row is damaged. */
export function parsePhase(bytes: Uint8Array | undefined): JoinPhase | undefined {
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded === undefined || !decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [version, type, first, code, spaceName, last, word, ...counts]: readonly unknown[] = decoded.value
  if (version !== 1) return undefined
  if (type === 'joined') return { type }
  if (type === 'removed' && typeof first === 'number') {
    const audience = code === 'public' ? code : 'staff'
    const [left = 0, lost = 0, waited = 0, seenAt = first, gone = 0] = [last, ...counts].map(countOrNone)
    const said = word instanceof Uint8Array ? ownBytes(word) : null
    return {
      type,
      at: first as Instant,
      audience,
      erased: spaceName === true,
      ...{ left, lost, waited, gone },
      seenAt: seenAt as Instant,
      word: said,
    }
  }
  const isAsking = (type === 'waiting' || type === 'founding') && first instanceof Uint8Array
  if (!isAsking || typeof code !== 'string' || typeof spaceName !== 'string') return undefined
  const request = first as Bytes
  if (type === 'waiting') return { type, request, code, spaceName, answer: typeof last === 'string' ? last : null }
  if (!(last instanceof Uint8Array)) return undefined
  return { type, request, space: bytesToHex(last) as SpaceId, shown: code, spaceName }
}

function countOrNone(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

export async function sealOwnDevice(sealedStore: SealedStore, own: OwnDevice): Promise<readonly Write[]> {
  const { audience, group, member, signature, space, spaceName, team } = own
  const { face, name, role } = signature
  const pin = team === null ? null : [team.seq, hexToBytes(team.hash)]
  const ids = [hexToBytes(space), hexToBytes(group), hexToBytes(member)]
  const value = encodeCbor([1, ...ids, audience === 'staff', name, role, face, spaceName, pin])
  return sealedStore.seal([{ ...sealedPlace, value }])
}

type OwnRow = readonly [
  1,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  boolean,
  string,
  string,
  string,
  string,
  readonly [number, Uint8Array] | null,
]

/** Undefined when the row is missing or damaged. */
export async function readOwnDevice(sealedStore: SealedStore): Promise<OwnDevice | undefined> {
  const { name: rowName, scope, store } = sealedPlace
  const row = await sealedStore.get(store, scope, rowName)
  const decoded = row.ok && row.value !== undefined ? decodeCbor(row.value) : undefined
  if (decoded === undefined || !decoded.ok || !Array.isArray(decoded.value) || decoded.value[0] !== 1) return undefined
  const [, space, group, member, isStaff, name, role, face, spaceName, pin] = decoded.value as unknown as OwnRow
  const memberId = bytesToHex(member) as MemberId
  return {
    space: bytesToHex(space) as SpaceId,
    group: bytesToHex(group) as GroupId,
    member: memberId,
    signature: { memberId, name, role, face },
    audience: isStaff ? 'staff' : 'public',
    spaceName,
    team: pin === null ? null : { seq: pin[0], hash: bytesToHex(pin[1]) as EntryId },
  }
}
