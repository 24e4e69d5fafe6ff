/** fast-check generators for everything on the wire: well-formed, not necessarily true. */
import fc from 'fast-check'
import { type Bytes, bytesToHex } from '../lib/bytes.ts'
import {
  type Arrival,
  type DeviceId,
  type DocId,
  type EntryId,
  type GroupId,
  type Instant,
  type InviteId,
  latestInstant,
  type MemberId,
  type PersonId,
  type RoundId,
  type SpaceId,
} from '../lib/ids.ts'
import type { AccessTarget, Control, DeviceKeys, GroupKind, ProposedAct, Role } from '../protocol/control.ts'
import { encodeControl } from '../protocol/control.ts'
import {
  type ContentHeader,
  type ControlHeader,
  encodeContentHeader,
  encodeControlHeader,
  encodeEnvelope,
} from '../protocol/entry.ts'

export function bytesOfLength(length: number): fc.Arbitrary<Bytes> {
  return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => new Uint8Array(bytes))
}

export function bytesUpToLength(max: number, min = 0): fc.Arbitrary<Bytes> {
  return fc.uint8Array({ minLength: min, maxLength: max }).map((bytes) => new Uint8Array(bytes))
}

function anyId<Id extends string>(length: 16 | 32): fc.Arbitrary<Id> {
  return bytesOfLength(length).map((bytes) => bytesToHex(bytes) as Id)
}

export const anySpaceId = anyId<SpaceId>(16)
export const anyGroupId = anyId<GroupId>(16)
export const anyDeviceId = anyId<DeviceId>(16)
export const anyMemberId = anyId<MemberId>(16)
export const anyPersonId = anyId<PersonId>(16)
export const anyRoundId = anyId<RoundId>(16)
export const anyDocId = anyId<DocId>(16)
export const anyInviteId = anyId<InviteId>(16)
export const anyEntryId = anyId<EntryId>(32)
export const anyCount = fc.oneof(
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32),
)
export const anyEpoch = fc.oneof(fc.nat(), fc.constant(0xffff_ffff))
export const anyInstant = fc.nat({ max: latestInstant }).map((value) => value as Instant)
export const anyArrival = anyCount.map((value) => value as Arrival)
export const anyRole = fc.constantFrom<Role>('admin', 'staff', 'associate', 'patient', 'family', 'ig')
export const anyGroupKind = fc.constantFrom<GroupKind>('team', 'care', 'private', 'circle', 'board')

/** Text as people type it: any script, no lone surrogates, which UTF-8 cannot carry. */
export function anyText(max: number, min = 0): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'binary', minLength: min, maxLength: max })
    .filter((text) => text.length >= min && text.length <= max && text.isWellFormed())
}

/** Of the right length; the id is not the hash of the keys. */
export const anyDeviceKeys: fc.Arbitrary<DeviceKeys> = fc.record({
  device: anyDeviceId,
  signKey: bytesOfLength(32),
  kemKey: bytesOfLength(32),
})

export const anyAccessTarget: fc.Arbitrary<AccessTarget> = fc.oneof(
  fc.record({ type: fc.constant('member' as const), member: anyMemberId }),
  fc.record({ type: fc.constant('round' as const), round: anyRoundId }),
)

const anyProposedAct: fc.Arbitrary<ProposedAct> = fc.oneof(
  fc.record({
    type: fc.constant('admit-admin' as const),
    keys: anyDeviceKeys,
    member: anyMemberId,
    invite: fc.option(anyInviteId),
  }),
  fc.record({
    type: fc.constant('make-admin' as const),
    member: anyMemberId,
    devices: fc.array(anyDeviceId, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    type: fc.constant('new-kit' as const),
    archive: fc.record({ id: anyDeviceId, kemKey: bytesOfLength(32) }),
    root: bytesOfLength(32),
  }),
  fc.record({ type: fc.constant('archive-use' as const), group: anyGroupId, reason: anyText(200) }),
)

const anyEpochControl = fc
  .record({
    type: fc.constant('epoch' as const),
    epoch: anyEpoch,
    commitment: bytesOfLength(32),
    kemKey: bytesOfLength(32),
    back: bytesOfLength(60),
    archiveBox: fc.oneof(bytesOfLength(80), bytesOfLength(0)),
    teamEpoch: fc.oneof(anyEpoch, fc.constant(-1)),
    cuts: fc.array(fc.record({ device: anyDeviceId, length: anyCount }), { maxLength: 4 }),
  })
  .map((control) => (control.epoch === 0 ? { ...control, back: new Uint8Array(0) } : control))

export const anyControl: fc.Arbitrary<Control> = fc.oneof(
  fc.record({
    type: fc.constant('genesis' as const),
    groupKind: anyGroupKind,
    about: fc.option(anyPersonId),
    keys: anyDeviceKeys,
    role: anyRole,
    member: anyMemberId,
    archive: fc.option(fc.record({ id: anyDeviceId, kemKey: bytesOfLength(32) })),
    nonce: bytesOfLength(16),
    root: fc.option(bytesOfLength(32)),
    relay: fc.option(bytesOfLength(32)),
  }),
  fc.record({ type: fc.constant('checkpoint' as const), page: anyCount, hash: anyEntryId }),
  fc.record({ type: fc.constant('kit' as const), proposed: fc.option(anyEntryId) }),
  fc.record({ type: fc.constant('propose' as const), act: anyProposedAct, until: anyInstant }),
  fc.record({ type: fc.constantFrom('approve' as const, 'dismiss' as const), proposal: anyEntryId }),
  fc.record({ type: fc.constant('recover' as const), keys: anyDeviceKeys, member: anyMemberId }),
  fc.record({ type: fc.constant('manage' as const), device: anyDeviceId, managed: fc.boolean() }),
  fc.record({ type: fc.constant('succeed' as const), keys: anyDeviceKeys }),
  fc.record({
    type: fc.constant('member' as const),
    keys: anyDeviceKeys,
    role: anyRole,
    member: anyMemberId,
    invite: fc.option(anyInviteId),
  }),
  fc.record({ type: fc.constant('remove' as const), device: anyDeviceId }),
  anyEpochControl,
  fc.record({
    type: fc.constant('access' as const),
    to: anyAccessTarget,
    reason: anyText(200),
    until: fc.option(anyInstant),
  }),
  fc.record({
    type: fc.constant('round' as const),
    round: anyRoundId,
    staff: fc.array(anyMemberId, { maxLength: 4 }),
  }),
)

export const anyContentHeader: fc.Arbitrary<ContentHeader> = fc.record({
  kind: fc.constantFrom('change', 'record', 'snapshot', 'audit'),
  priority: fc.constantFrom('urgent', 'safety', 'ordinary', 'bulk'),
  space: anySpaceId,
  group: anyGroupId,
  doc: anyDocId,
  epoch: anyEpoch,
  author: anyDeviceId,
  seq: anyCount,
  prev: anyEntryId,
  heads: fc.record({ groupSeq: anyCount, groupHash: anyEntryId, teamSeq: anyCount, teamHash: anyEntryId }),
  writtenAt: anyInstant,
  nonce: bytesOfLength(12),
  refs: fc.array(anyEntryId, { maxLength: 3 }),
})

export const anyControlHeader: fc.Arbitrary<ControlHeader> = fc.record({
  space: anySpaceId,
  group: anyGroupId,
  groupSeq: anyCount,
  prev: anyEntryId,
  author: anyDeviceId,
  writtenAt: anyInstant,
  team: fc.record({ seq: anyCount, hash: anyEntryId }),
})

/** A well-formed envelope of content or control under a signature of random bytes. */
export const anyEnvelope: fc.Arbitrary<Bytes> = fc.oneof(
  fc
    .tuple(anyContentHeader, bytesUpToLength(200), bytesOfLength(64))
    .map(([header, body, signed]) => encodeEnvelope(encodeContentHeader(header), body, signed)),
  fc
    .tuple(anyControlHeader, anyControl, bytesOfLength(64))
    .map(([header, control, signed]) =>
      encodeEnvelope(encodeControlHeader(control.type, header), encodeControl(control), signed),
    ),
)

/** `bytes` with one to three places changed, a piece cut out, or something put behind. */
export function mutated(bytes: Uint8Array): fc.Arbitrary<Bytes> {
  const place = fc.nat({ max: Math.max(bytes.length - 1, 0) })
  const flips = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    flips.map((each) => {
      const copy = new Uint8Array(bytes)
      for (const [at, mask] of each) copy[at] = (copy[at] ?? 0) ^ mask
      return copy
    }),
    place.map((at) => new Uint8Array(bytes.slice(0, at))),
    bytesUpToLength(8, 1).map((tail) => new Uint8Array([...bytes, ...tail])),
  )
}
