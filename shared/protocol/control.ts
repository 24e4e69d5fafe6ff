/**
 * What a control entry says: the clear-text bodies of a chain. Nothing here is
 * secret, nothing here names a person; protocol.cddl has the wire shapes.
 */

import { type Bytes, bytesToHex, hexToBytes } from '../lib/bytes.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { DeviceId, EntryId, GroupId, Instant, InviteId, MemberId, PersonId, RoundId, SpaceId } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import {
  bool,
  bytesOf,
  checked,
  encodeField,
  type Field,
  instant,
  listOf,
  mapped,
  nullable,
  numbered,
  parseField,
  row,
  tagged,
  textUpTo,
  uint,
} from './fields.ts'

import { deviceId, entryId, groupId, inviteId, memberId, personId, publicKey, roundId } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'

export type GroupKind = 'team' | 'care' | 'private' | 'circle' | 'board'
export type Role = 'admin' | 'staff' | 'associate' | 'patient' | 'family' | 'ig'

export interface DeviceKeys {
  readonly device: DeviceId
  /** Ed25519. */
  readonly signKey: Bytes
  /** X25519. */
  readonly kemKey: Bytes
}

export interface ArchiveKey {
  readonly id: DeviceId
  readonly kemKey: Bytes
}

export interface FeedCut {
  readonly device: DeviceId
  /** Entries of this device's feed numbered `length` and above do not count. */
  readonly length: number
}

export type AccessTarget =
  | { readonly type: 'member'; readonly member: MemberId }
  | { readonly type: 'round'; readonly round: RoundId }

export interface GenesisControl {
  readonly type: 'genesis'
  readonly groupKind: GroupKind
  readonly about: PersonId | null
  readonly keys: DeviceKeys
  readonly role: Role
  readonly member: MemberId
  /** Set in a team's genesis; every other chain inherits the team's. */
  readonly archive: ArchiveKey | null
  readonly nonce: Bytes
  /** The signing key of the team's recovery kit; null in every other chain, and where the kit is public: a demo's. */
  readonly root: Bytes | null
  /** What the team's relay signs the checkpoints of its fetch log with; null in every other chain, and where nobody knew it. */
  readonly relay: Bytes | null
}

export interface MemberControl {
  readonly type: 'member'
  readonly keys: DeviceKeys
  readonly role: Role
  readonly member: MemberId
  readonly invite: InviteId | null
}

export interface RemoveControl {
  readonly type: 'remove'
  readonly device: DeviceId
}

export interface EpochControl {
  readonly type: 'epoch'
  readonly epoch: number
  readonly commitment: Bytes
  readonly kemKey: Bytes
  /** The key of the epoch before, sealed under this one: 60 bytes, empty for epoch 0. */
  readonly back: Bytes
  /** 80 bytes; empty where the space has no archive key. */
  readonly archiveBox: Bytes
  /** The team epoch whose key opens this one; -1 on the team chain. */
  readonly teamEpoch: number
  readonly cuts: readonly FeedCut[]
}

export interface AccessControl {
  readonly type: 'access'
  readonly to: AccessTarget
  readonly reason: string
  /** Null: until somebody changes it. */
  readonly until: Instant | null
}

export interface RoundControl {
  readonly type: 'round'
  readonly round: RoundId
  readonly staff: readonly MemberId[]
}

/** The kit was given back from two of its sheets: signed by its root key, in an administrator's name. */
export interface KitControl {
  readonly type: 'kit'
  /** Of a kit that is only proposed yet: signed by that one's root key. Null: the team's own. */
  readonly proposed: EntryId | null
}

/** What needs two administrators. */
export type ProposedAct =
  | {
      readonly type: 'admit-admin'
      readonly keys: DeviceKeys
      readonly member: MemberId
      readonly invite: InviteId | null
    }
  /** Exactly these devices of a colleague who is in as clinical staff. */
  | { readonly type: 'make-admin'; readonly member: MemberId; readonly devices: readonly DeviceId[] }
  | { readonly type: 'new-kit'; readonly archive: ArchiveKey; readonly root: Bytes }
  /** Opening what is kept of the person whose care group this is, with two sheets and no device. */
  | { readonly type: 'archive-use'; readonly group: GroupId; readonly reason: string }

export interface ProposeControl {
  readonly type: 'propose'
  readonly act: ProposedAct
  readonly until: Instant
}

/** The proposal's id is the hash of its header and body: what is approved is exactly that. */
export interface ApproveControl {
  readonly type: 'approve'
  readonly proposal: EntryId
}

/** Declined, or by the one who proposed it withdrawn. */
export interface DismissControl {
  readonly type: 'dismiss'
  readonly proposal: EntryId
}

/** Signed by the root key of the kit: lets the device that wrote it in as an administrator. */
export interface RecoverControl {
  readonly type: 'recover'
  readonly keys: DeviceKeys
  readonly member: MemberId
}

/** An administrator's word that the organisation encrypts the device's disk and can wipe it; false takes it back. */
export interface ManageControl {
  readonly type: 'manage'
  readonly device: DeviceId
  readonly managed: boolean
}

/** Another identity of the author's own comes in as what the author is here, and the author leaves. */
export interface SucceedControl {
  readonly type: 'succeed'
  readonly keys: DeviceKeys
}

/** How far the relay's fetch log went, signed by the relay itself. */
export interface CheckpointControl {
  readonly type: 'checkpoint'
  /** The number of its last page. */
  readonly page: number
  readonly hash: EntryId
}

export type Control =
  | GenesisControl
  | MemberControl
  | RemoveControl
  | EpochControl
  | AccessControl
  | RoundControl
  | KitControl
  | CheckpointControl
  | ProposeControl
  | ApproveControl
  | DismissControl
  | RecoverControl
  | ManageControl
  | SucceedControl

export const controlKindNumbers: Readonly<Record<Control['type'], number>> = {
  genesis: 64,
  member: 65,
  remove: 66,
  epoch: 67,
  access: 69,
  round: 70,
  kit: 71,
  checkpoint: 72,
  propose: 73,
  approve: 74,
  dismiss: 75,
  recover: 76,
  manage: 77,
  succeed: 78,
}

/** 6 channel is reserved. */
export const groupKindField = numbered<GroupKind>({ team: 1, care: 2, private: 3, circle: 4, board: 5 })
export const roleField = numbered<Role>({ admin: 1, staff: 2, associate: 3, patient: 4, family: 5, ig: 6 })

/** A salt holds the epoch in four bytes, so no epoch is larger. */
export const epochNumber = uint(0xffff_ffff)

export const deviceKeys = row<DeviceKeys>({ device: deviceId, signKey: publicKey, kemKey: publicKey })

export const archiveKey = row<ArchiveKey>({ id: deviceId, kemKey: publicKey })

const teamEpoch: Field<number> = mapped(
  nullable(epochNumber),
  (wire) => ok(wire ?? -1),
  (value) => (value === -1 ? null : value),
)

export const accessTarget = tagged<AccessTarget>(
  { member: 0, round: 1 },
  { member: row({ member: memberId }), round: row({ round: roundId }) },
)

export const proposedAct = tagged<ProposedAct>(
  { 'admit-admin': 0, 'make-admin': 1, 'new-kit': 2, 'archive-use': 3 },
  {
    'admit-admin': row({ keys: deviceKeys, member: memberId, invite: nullable(inviteId) }),
    'make-admin': row({
      member: memberId,
      devices: checked(listOf(deviceId, 16), (devices) => (devices.length === 0 ? 'no device' : undefined)),
    }),
    'new-kit': row({ archive: archiveKey, root: publicKey }),
    'archive-use': row({ group: groupId, reason: textUpTo(200) }),
  },
)

const decision = row<{ readonly proposal: EntryId }>({ proposal: entryId })

const epochBody = checked(
  row<Omit<EpochControl, 'type'>>({
    epoch: epochNumber,
    commitment: bytesOf(32),
    kemKey: publicKey,
    back: bytesOf(0, 60),
    archiveBox: bytesOf(0, 80),
    teamEpoch,
    cuts: listOf(row<FeedCut>({ device: deviceId, length: uint() }), 2_000),
  }),
  ({ epoch, back }) => ((epoch === 0) === (back.length === 0) ? undefined : 'epoch 0 and only it has no back link'),
)

type BodyOf<Type extends Control['type']> = Omit<Extract<Control, { readonly type: Type }>, 'type'>

const bodyByType: { readonly [Type in Control['type']]: Field<BodyOf<Type>> } = {
  genesis: row<BodyOf<'genesis'>>({
    groupKind: groupKindField,
    about: nullable(personId),
    keys: deviceKeys,
    role: roleField,
    member: memberId,
    archive: nullable(archiveKey),
    nonce: bytesOf(16),
    root: nullable(publicKey),
    relay: nullable(publicKey),
  }),
  member: row<BodyOf<'member'>>({ keys: deviceKeys, role: roleField, member: memberId, invite: nullable(inviteId) }),
  remove: row<BodyOf<'remove'>>({ device: deviceId }),
  epoch: epochBody,
  access: row<BodyOf<'access'>>({ to: accessTarget, reason: textUpTo(200), until: nullable(instant) }),
  round: row<BodyOf<'round'>>({ round: roundId, staff: listOf(memberId, 1_000) }),
  kit: row<BodyOf<'kit'>>({ proposed: nullable(entryId) }),
  propose: row<BodyOf<'propose'>>({ act: proposedAct, until: instant }),
  approve: decision,
  dismiss: decision,
  recover: row<BodyOf<'recover'>>({ keys: deviceKeys, member: memberId }),
  manage: row<BodyOf<'manage'>>({ device: deviceId, managed: bool }),
  succeed: row<BodyOf<'succeed'>>({ keys: deviceKeys }),
  checkpoint: row<BodyOf<'checkpoint'>>({ page: uint(), hash: entryId }),
}

const kindField = numbered(controlKindNumbers)

export function encodeControl(control: Control): Bytes {
  return encodeField(bodyByType[control.type] as Field<object>, control)
}

export function parseControl(kindNumber: number, bytes: Uint8Array): Result<Control, Malformed> {
  const type = kindField.read(kindNumber)
  if (!type.ok) return malformed('not a control kind')
  const body = parseField<object>(bodyByType[type.value] as Field<object>, bytes)
  return body.ok ? ok({ type: type.value, ...body.value } as Control) : body
}

/** A space is named by the hash of its team's genesis body, so nobody can found a second one under the same id. */
export function spaceIdOf(genesisBody: Uint8Array): SpaceId {
  return bytesToHex(sha256(purpose('space'), genesisBody).subarray(0, 16)) as SpaceId
}

/** A device is named by the hash of its keys, so nobody can put other keys under its id. */
export function deviceIdOf(signKey: Uint8Array, kemKey: Uint8Array): DeviceId {
  return bytesToHex(sha256(purpose('device'), signKey, kemKey).subarray(0, 16)) as DeviceId
}

/** The relay is no device: it holds no key of any group. As the author of a checkpoint it is named by its signing key. */
export function relayIdOf(signKey: Uint8Array): DeviceId {
  return bytesToHex(sha256(purpose('relay'), signKey).subarray(0, 16)) as DeviceId
}

/** One circle a person: two colleagues who make it at once make the same one, and the chain keeps the first. */
export function circleIdOf(space: SpaceId, person: PersonId): GroupId {
  return groupIdOf('circle', space, person)
}

/** One board a space. */
export function boardIdOf(space: SpaceId): GroupId {
  return groupIdOf('board', space)
}

function groupIdOf(kind: 'circle' | 'board', ...parts: readonly string[]): GroupId {
  return bytesToHex(sha256(purpose(kind), ...parts.map(hexToBytes)).subarray(0, 16)) as GroupId
}
