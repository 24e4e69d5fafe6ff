/** A chain state on disk: canonical CBOR, a positional row like every message. Not part of the wire. */
import type { Bytes } from '../lib/bytes.ts'
import { ok, type Result } from '../lib/result.ts'
import { accessTarget, archiveKey, deviceKeys, groupKindField, proposedAct, roleField } from '../protocol/control.ts'
import {
  bool,
  bytesOf,
  encodeField,
  type Field,
  instant,
  listOf,
  mapped,
  nullable,
  parseField,
  row,
  textUpTo,
  uint,
} from '../protocol/fields.ts'
import { deviceId, entryId, groupId, inviteId, memberId, personId, roundId, spaceId } from '../protocol/ids-on-wire.ts'
import type { Malformed } from '../protocol/malformed.ts'
import type {
  ChainAccess,
  ChainCheckpoint,
  ChainDecision,
  ChainDevice,
  ChainEpoch,
  ChainProposal,
  ChainRecovery,
  ChainState,
  ManagedDevice,
  OwnRound,
  PastArchive,
} from './chain.ts'
import { checkpointsKept } from './checkpoint.ts'

const format = 6
const many = 1_000_000
/** A number that may be -1 for "none yet". */
const orNone = uint(Number.MAX_SAFE_INTEGER, -1)

function recordOf<Key extends string, Value>(
  key: Field<Key>,
  value: Field<Value>,
): Field<Readonly<Record<Key, Value>>> {
  return mapped(
    listOf(row<{ key: Key; value: Value }>({ key, value }), many),
    (pairs) => ok(Object.fromEntries(pairs.map((pair) => [pair.key, pair.value])) as Record<Key, Value>),
    (record) => (Object.entries(record) as [Key, Value][]).map(([name, entry]) => ({ key: name, value: entry })),
  )
}

const olderDevice = {
  keys: deviceKeys,
  role: roleField,
  adminSince: nullable(uint()),
  member: memberId,
  since: uint(),
  removedAt: nullable(uint()),
  invite: nullable(inviteId),
}

const device = row<ChainDevice>({ ...olderDevice, letInBy: nullable(deviceId) })
/** Replaying it would need entries that are not kept beside it: it stands on nobody's word. */
const unsaidDevice: Field<ChainDevice> = mapped(
  row<Omit<ChainDevice, 'letInBy'>>(olderDevice),
  (read): Result<ChainDevice, Malformed> => ok({ ...read, letInBy: null }),
  (each) => each,
)

const epoch = row<ChainEpoch>({
  epoch: uint(),
  commitment: bytesOf(32),
  kemKey: bytesOf(32),
  back: bytesOf(0, 60),
  archiveBox: bytesOf(0, 80),
  teamEpoch: orNone,
  at: uint(),
})

const access = row<ChainAccess>({
  to: accessTarget,
  reason: textUpTo(200),
  until: nullable(instant),
  by: deviceId,
  at: uint(),
  writtenAt: instant,
  self: bool,
})

const checkpoint = row<ChainCheckpoint>({ page: uint(), hash: entryId, writtenAt: instant })

const proposal = row<ChainProposal>({
  id: entryId,
  act: proposedAct,
  by: deviceId,
  at: uint(),
  writtenAt: instant,
  until: instant,
  keptAt: nullable(uint()),
  decided: nullable(row<ChainDecision>({ isApproved: bool, by: deviceId, at: uint(), writtenAt: instant })),
})

const recovery = row<ChainRecovery>({ device: deviceId, at: uint(), writtenAt: instant })

const managedDevice = row<ManagedDevice>({ device: deviceId, by: deviceId, writtenAt: instant })

const pastArchive = row<PastArchive>({ archive: archiveKey, replacedAt: uint() })

const ownRound = row<OwnRound>({ round: roundId, member: memberId, writtenAt: instant })

const before = {
  group: groupId,
  space: spaceId,
  kind: groupKindField,
  about: nullable(personId),
  founder: deviceId,
  seq: uint(),
  head: entryId,
  hashes: listOf(entryId, many),
  teamSeqs: listOf(uint(), many),
  devices: recordOf(deviceId, device),
  epochs: listOf(epoch, many),
  cuts: recordOf(deviceId, uint()),
  access: listOf(access, many),
  rounds: recordOf(roundId, listOf(memberId, many)),
  archive: nullable(archiveKey),
  root: nullable(bytesOf(32)),
  kitKeptAt: nullable(uint()),
  relay: nullable(bytesOf(32)),
  checkpoints: listOf(checkpoint, checkpointsKept),
  pastArchives: listOf(pastArchive, many),
  pairedAt: nullable(uint()),
  proposals: listOf(proposal, many),
  recoveries: listOf(recovery, many),
  managed: listOf(managedDevice, many),
  teamSeq: uint(),
  lastRemoval: orNone,
}

const chainState = row<ChainState>({ ...before, ownRounds: listOf(ownRound, many) }, [format])
/** From before it was kept who let a device in. */
const unsaid = { ...before, devices: recordOf(deviceId, unsaidDevice) }
const olderState = row<ChainState>({ ...unsaid, ownRounds: listOf(ownRound, many) }, [format - 1])
/** From before it was kept who put herself on a round, too. */
const oldestState = row<Omit<ChainState, 'ownRounds'>>(unsaid, [format - 2])

export function encodeChainState(chain: ChainState): Bytes {
  return encodeField(chainState, chain)
}

export function parseChainState(bytes: Uint8Array): Result<ChainState, Malformed> {
  const read = parseField(chainState, bytes)
  const older = read.ok ? read : parseField(olderState, bytes)
  const oldest = older.ok ? older : parseField(oldestState, bytes)
  return oldest.ok ? ok({ ownRounds: [], ...oldest.value }) : oldest
}
