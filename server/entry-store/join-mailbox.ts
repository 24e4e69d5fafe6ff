/**
 * Port: who has asked to join and waits for an answer. One invite is for one
 * device: the first to ask holds it. Rules ES14 to ES16.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, InviteId, SpaceId } from '../../shared/lib/ids.ts'

export interface JoinRequest {
  readonly invite: InviteId
  readonly space: SpaceId
  readonly group: GroupId
  readonly device: DeviceId
  /** The request as it was sent, parsed again when it is shown. */
  readonly request: Bytes
  readonly askedAt: Instant
}

export type PutJoinOutcome = 'waiting' | 'same-device' | 'used'

export interface JoinMailbox {
  /** Durable once answered. The same device asking again changes nothing. */
  readonly putJoin: (join: JoinRequest) => Promise<PutJoinOutcome>
  /** The device that asked first. */
  readonly holderOf: (invite: InviteId) => Promise<DeviceId | undefined>
  readonly joins: (space: SpaceId) => Promise<readonly JoinRequest[]>
  /** Forgets what was asked before `instant`. */
  readonly sweepJoins: (instant: Instant) => Promise<void>
  /** Keeps what a link that founds or recovers a space is known by: its hash, never its secret. */
  readonly allowFounding: (hash: string, expiresAt: Instant) => Promise<void>
  /** Whether there is such a link and its time has not passed; used or not. */
  readonly knowsFounding: (hash: string, now: Instant) => Promise<boolean>
  /** Whether the link serves this space, or this device: in time, and no other. The same one asking again is let in again. */
  readonly useFounding: (hash: string, by: SpaceId | DeviceId, now: Instant) => Promise<boolean>
}
