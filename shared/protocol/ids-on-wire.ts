/** The ids and keys of the wire, each with its length: 16 bytes, hashes and public keys 32, signatures 64, boxes 80. */
import type {
  Arrival,
  DeviceId,
  DocId,
  EntryId,
  GroupId,
  InviteId,
  MemberId,
  PersonId,
  RoundId,
  SpaceId,
} from '../lib/ids.ts'
import { bytesOf, idOf, numberOf } from './fields.ts'

export const spaceId = idOf<SpaceId>(16)
export const groupId = idOf<GroupId>(16)
export const deviceId = idOf<DeviceId>(16)
export const memberId = idOf<MemberId>(16)
export const personId = idOf<PersonId>(16)
export const roundId = idOf<RoundId>(16)
export const docId = idOf<DocId>(16)
export const inviteId = idOf<InviteId>(16)
export const entryId = idOf<EntryId>(32)
/** Who a box is sealed to: a device, or the team group. */
export const recipientId = idOf<DeviceId | GroupId>(16)
export const arrival = numberOf<Arrival>()

export const publicKey = bytesOf(32)
export const nonce32 = bytesOf(32)
export const signature = bytesOf(64)
/** An HPKE box: encapsulated key 32, sealed group key 32, tag 16. */
export const boxBytes = bytesOf(80)
