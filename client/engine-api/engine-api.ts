/**
 * The typed boundary between the page and the engine (a worker; in Node the same
 * engine without one). Everything crossing it is plain data that structured
 * clone takes. Listeners are called at once with what is known and again on
 * every change, until `stop`.
 */
import type { AccessAct, AccessActOutcome } from './access-acts.ts'
import type { AuditLogOutcome } from './audit.ts'
import type { CircleAct, CircleActOutcome } from './circle-acts.ts'
import type { Command, Outcome } from './commands.ts'
import type { DeviceState, InviteProblem, NewPasskey, PersonHere } from './device-state.ts'
import type { FoundOutcome, FoundRequest, KitAct, KitActOutcome, RecoverOutcome, RecoverRequest } from './founding.ts'
import type { HeldAct, HeldActOutcome } from './held-back.ts'
import type { InPersonAct, InPersonActOutcome } from './in-person-acts.ts'
import type { PhotoAct, PhotoActOutcome } from './photo-acts.ts'
import type { PinAct, PinActOutcome, PinTry } from './pin-acts.ts'
import type { ParamsOf, QueryName, ViewOf } from './queries.ts'
import type { AnewAct, AnewOutcome } from './start-anew.ts'
import type { TeamAct, TeamActOutcome, TeamRole } from './team-acts.ts'

export type Stop = () => void

export interface EngineApi {
  readonly watchDevice: (listener: (state: DeviceState) => void) => Stop
  readonly watch: <Name extends QueryName>(
    name: Name,
    params: ParamsOf<Name>,
    listener: (view: ViewOf<Name>) => void,
  ) => Stop

  readonly run: (command: Command) => Promise<Outcome>
  /** Opening somebody's record without being let in by anybody, and ending it: answered when the relay has said so. */
  readonly accessAct: (act: AccessAct) => Promise<AccessActOutcome>
  /** Membership of a circle: answered when the relay has said so. */
  readonly circleAct: (act: CircleAct) => Promise<CircleActOutcome>
  /** A person's own phone, face to face: needs no signal, and says what waits for it. */
  readonly inPersonAct: (act: InPersonAct) => Promise<InPersonActOutcome>
  /** Membership of the team: answered when the relay has said so. */
  readonly teamAct: (act: TeamAct) => Promise<TeamActOutcome>

  /** What removed devices had written: asked of the relay each time. */
  readonly heldAct: (act: HeldAct) => Promise<HeldActOutcome>

  /** Photos of a record: kept with a draft, shown, fetched. */
  readonly photoAct: (act: PhotoAct) => Promise<PhotoActOutcome>

  /** Of a device whose own feed is forked, and of what it seals again. */
  readonly anewAct: (act: AnewAct) => Promise<AnewOutcome>

  /** Reads the part of an invite link after '#'. Nothing is sent. */
  readonly readInvite: (fragment: string) => Promise<InviteReading>
  /** Takes up the invite left under a spoken code. */
  readonly readSpoken: (typed: string) => Promise<SpokenReading>
  /** Makes this device's keys, stores them under the passphrase (staff) or the device key (public), asks to join. */
  readonly join: (request: JoinRequest) => Promise<JoinOutcome>
  /** Makes a new neighbourhood: this device's keys, the team and its recovery kit, kept here and then sent. */
  readonly found: (request: FoundRequest) => Promise<FoundOutcome>
  /** With two sheets of the kit, where a team has lost its administrators. */
  readonly recover: (request: RecoverRequest) => Promise<RecoverOutcome>
  /** The recovery kit of a neighbourhood that has one of its own. */
  readonly kitAct: (act: KitAct) => Promise<KitActOutcome>
  /** The relay's log of what it handed to whom, held against what it signed: read when it is asked for, with signal. */
  readonly readAuditLog: () => Promise<AuditLogOutcome>
  /** A passphrase, what the passkey gave, or a PIN; null for a public device, which opens by itself. */
  readonly unlock: (secret: string | Uint8Array | PinTry | null) => Promise<UnlockOutcome>
  readonly lock: () => Promise<void>
  /** A second way to open, beside the passphrase; null takes it away. False: it is not on the disk. */
  readonly setPasskey: (passkey: NewPasskey | null) => Promise<boolean>
  /** Of the open device. */
  readonly hasPasskey: () => Promise<boolean>
  /** A PIN beside the passphrase, where the device is managed. */
  readonly pinAct: (act: PinAct) => Promise<PinActOutcome>
  /** Staff who share this device, locked or not. */
  readonly peopleHere: () => Promise<readonly PersonHere[]>
  /** The file that proves an alarm of the sync view to others; null where what is here does not. */
  readonly forkProof: (id: string) => Promise<Uint8Array | null>
  /** From the state `elsewhere`: opens the device here; the window where it was open shows `elsewhere` then. */
  readonly takeOver: () => Promise<void>
  /** The network may be back, or the person tapped "Try now". */
  readonly syncNow: () => Promise<void>
  /** The page saw a change the engine cannot see from a worker. */
  readonly notice: (notice: PageNotice) => void
}

export type PageNotice =
  | { readonly type: 'visible' }
  | { readonly type: 'hidden' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  | { readonly type: 'storage-promised'; readonly promised: boolean }

export type InviteReading =
  | { readonly type: 'good'; readonly invite: Invite }
  | { readonly type: 'broken' }
  | { readonly type: 'expired'; readonly invite: Invite }

/** `unknown`: no invite lies under it, or not any more. */
export type SpokenReading =
  | { readonly type: 'good'; readonly fragment: string }
  | { readonly type: 'mistyped' | 'no-signal' | 'unknown' | 'no-memory' }

export interface Invite {
  /** The fragment itself, to hand back to `join`. */
  readonly fragment: string
  readonly spaceName: string
  /** Who is invited, as the inviter wrote it; can be corrected by the joiner. */
  readonly name: string
  readonly role: string
  readonly face: string
  readonly audience: 'staff' | 'public'
  /** Of the public: the person herself, her family, or who comes into circles only. */
  readonly standing: TeamRole | 'patient' | 'family'
  readonly expiresAt: number
}

export interface JoinRequest {
  readonly invite: Invite
  readonly name: string
  /** Staff only, at least 12 characters; null for the public. */
  readonly passphrase: string | null
}

export type JoinOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly problem:
        | { readonly type: InviteProblem | 'already-joined' | 'no-space' }
        | { readonly type: 'passphrase-too-short'; readonly minimum: number }
        | { readonly type: 'disk'; readonly detail: string }
    }

export type UnlockOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly problem:
        | { readonly type: 'wrong-passphrase'; readonly waitUntil: number | null }
        | { readonly type: 'too-soon'; readonly waitUntil: number }
        /** It is not the one that was added, or the person was not verified. */
        | { readonly type: 'wrong-passkey' }
        /** `left`: tries, before the PIN is closed until a passphrase or passkey opens. */
        | { readonly type: 'wrong-pin'; readonly waitUntil: number | null; readonly left: number }
        /** It is closed, or not there; nothing was tried. */
        | { readonly type: 'pin-closed' }
        /** No contact with the relay for too long; nothing was tried. */
        | { readonly type: 'lease-over' }
        /** A newer app has to write what is shown anew, and there is no room for it. */
        | { readonly type: 'no-space' }
        | { readonly type: 'broken'; readonly detail: string }
    }
