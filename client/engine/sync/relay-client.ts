/**
 * Port: the relay as one device sees it. Entries and controls travel as they lie
 * on disk; nothing here opens one. Every call may be repeated: the relay answers
 * the same bytes the same way. An adapter must pass every RC rule in
 * `relay-client.contract.ts`.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, BlobId, DeviceId, EntryId, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import type { Box, MissingBoxes } from '../../../shared/protocol/boxes.ts'
import type { ControlAppend } from '../../../shared/protocol/control-append.ts'
import type { DeviceStatus } from '../../../shared/protocol/device-status.ts'
import type { ErasedDevice } from '../../../shared/protocol/erased.ts'
import type { BlobWord, HeldBlob } from '../../../shared/protocol/held-blob.ts'
import type { JoinStatus, WaitingJoin } from '../../../shared/protocol/join.ts'
import type { ProblemType } from '../../../shared/protocol/problem.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import type { QuarantinePage, SettledEntry } from '../../../shared/protocol/quarantine.ts'
import type { SpokenDeposit } from '../../../shared/protocol/spoken.ts'
import type { ViewItem } from '../../../shared/protocol/view-log.ts'

export type RelayFailure =
  /** Nothing answered, or not in time, or the connection broke. */
  | { readonly type: 'no-signal' }
  /** Somebody answered who is not a relay: a captive portal's page, a proxy's error. Nothing of it is data. */
  | { readonly type: 'not-the-relay' }
  | { readonly type: 'problem'; readonly problem: ProblemType; readonly status: number }

export interface Session {
  readonly space: SpaceId
  readonly token: string
  readonly expiresAt: Instant
  /** The relay's clock when it answered. */
  readonly serverTime: Instant
}

export interface SessionSigner {
  readonly device: DeviceId
  readonly sign: (message: Bytes) => Promise<Bytes>
}

/** What a pull yields between its start and its end. */
export type StreamItem = Extract<PullItem, { readonly type: 'entry' | 'box' | 'folded' }>

export interface StreamStart {
  readonly generation: string
  /** The newest arrival of the space when the relay began to answer. */
  readonly head: Arrival
  readonly serverTime: Instant
}

export interface PullOutcome extends StreamStart {
  readonly cursor: Arrival
  readonly more: boolean
}

export interface PullRequest {
  readonly session: Session
  readonly after: Arrival
  /** One group's history instead of everything readable. */
  readonly group?: GroupId
  /** What snapshots fold is left out, or is all that is asked for; without it everything comes. */
  readonly folded?: 'skip' | 'only' | undefined
  readonly onStart?: (start: StreamStart) => void
  /** Called in arrival order and awaited; what was handed over stays taken even when the stream breaks later. */
  readonly onItems: (items: readonly StreamItem[], start: StreamStart) => Promise<void>
}

export type LiveState = 'up' | 'down'

export interface RelayClient {
  /** In the order given; at most 256 entries and 1 MiB. */
  readonly append: (entries: readonly Bytes[]) => Promise<Result<readonly AppendResult[], RelayFailure>>
  /** Stops at the first refusal; the rest is answered 'not-tried'. */
  readonly appendControl: (
    space: SpaceId,
    items: readonly ControlAppend[],
    /** The secret of a founding link, where the relay asks for one. */
    shown?: string,
  ) => Promise<Result<readonly AppendResult[], RelayFailure>>
  /** For whoever shows the secret of a recovery link. */
  readonly teamChain: (space: SpaceId, shown: string) => Promise<Result<readonly Bytes[], RelayFailure>>
  /** Needs no session and no key. Of the team's chain the answer holds what comes from this number on. */
  readonly deviceStatus: (device: DeviceId, teamFrom: number) => Promise<Result<DeviceStatus, RelayFailure>>
  /** A removed device's last word, as it was signed before; needs no key. */
  readonly sayErased: (word: Bytes) => Promise<Result<void, RelayFailure>>
  readonly openSession: (space: SpaceId, signer: SessionSigner) => Promise<Result<Session, RelayFailure>>
  /** What removed devices sent, for administrators: the page after that entry. */
  readonly quarantine: (session: Session, after: EntryId | null) => Promise<Result<QuarantinePage, RelayFailure>>
  /** At most 256: decided, and listed no more. */
  readonly settle: (session: Session, settled: readonly SettledEntry[]) => Promise<Result<void, RelayFailure>>
  /** The last words of removed devices, for administrators. */
  readonly erased: (session: Session) => Promise<Result<readonly ErasedDevice[], RelayFailure>>
  /** For who founds a team: its genesis names it. */
  readonly relayKey: () => Promise<Result<Bytes, RelayFailure>>
  /** Of the fetch log the pages after that number; empty: there are no more. For information governance. */
  readonly fetchLog: (session: Session, after: number) => Promise<Result<readonly Bytes[], RelayFailure>>
  /** Who opened which record in the last thirty days, after that arrival; empty: there are no more. For information governance. */
  readonly viewLog: (session: Session, after: Arrival) => Promise<Result<readonly ViewItem[], RelayFailure>>
  readonly pull: (request: PullRequest) => Promise<Result<PullOutcome, RelayFailure>>
  readonly join: (request: Bytes) => Promise<Result<JoinStatus, RelayFailure>>
  readonly joins: (session: Session) => Promise<Result<readonly WaitingJoin[], RelayFailure>>
  /** Leaves a sealed invite under a spoken code. */
  readonly putSpoken: (session: Session, deposit: SpokenDeposit) => Promise<Result<void, RelayFailure>>
  readonly spoken: (id: Bytes) => Promise<Result<SpokenDeposit, RelayFailure>>
  readonly putBoxes: (
    session: Session,
    group: GroupId,
    epoch: number,
    boxes: readonly Box[],
  ) => Promise<Result<void, RelayFailure>>
  /** A sealed attachment, under its hash; again is once. */
  readonly putBlob: (
    session: Session,
    group: GroupId,
    blob: BlobId,
    sealed: Bytes,
  ) => Promise<Result<void, RelayFailure>>
  /** The very bytes of that name, or a failure. */
  readonly getBlob: (session: Session, group: GroupId, blob: BlobId) => Promise<Result<Bytes, RelayFailure>>
  /** One of a removed device, by its own word; needs no session and no key. Again is once. */
  readonly holdBlob: (
    word: BlobWord,
    group: GroupId,
    blob: BlobId,
    sealed: Bytes,
  ) => Promise<Result<void, RelayFailure>>
  /** What removed devices sent of attachments, for administrators. */
  readonly heldBlobs: (session: Session) => Promise<Result<readonly HeldBlob[], RelayFailure>>
  readonly getHeldBlob: (session: Session, group: GroupId, blob: BlobId) => Promise<Result<Bytes, RelayFailure>>
  /** Decided: it is gone. */
  readonly dropHeldBlob: (session: Session, group: GroupId, blob: BlobId) => Promise<Result<void, RelayFailure>>
  /** Of at most 256 groups; a group that lacks nothing, or may not be read, is not in the answer. */
  readonly missingBoxes: (
    session: Session,
    groups: readonly GroupId[],
  ) => Promise<Result<readonly MissingBoxes[], RelayFailure>>
  /** Tells when the space grew. Reconnecting is the caller's: after 'down' nothing more comes. */
  readonly live: (
    session: Session,
    onPoke: (arrival: Arrival) => void,
    onState: (state: LiveState) => void,
  ) => () => void
}
