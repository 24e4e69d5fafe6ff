/** What this device is right now. The shell shows a whole screen for each, so this is the first thing it watches. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { Signature } from '../domain/records/signature.ts'

export type InviteProblem = 'invite-broken' | 'invite-expired' | 'invite-used' | 'invite-not-by-right'

export type DeviceState =
  | { readonly type: 'starting' }
  /** Never joined a neighbourhood. */
  | { readonly type: 'empty' }
  /** The same device is open in another tab. */
  | { readonly type: 'elsewhere' }
  /** Asked to join; somebody has to let this device in. `offline`: the asking itself still waits for signal. */
  | {
      readonly type: 'waiting-to-join'
      readonly offline: boolean
      readonly code: string
      readonly spaceName: string
      /** The relay will not let this device in by this invite; absent while it may. */
      readonly problem?: InviteProblem
      /** Invited face to face: what this phone shows to the tablet that invited it, as a QR code. */
      readonly answer?: string
    }
  /** Made here and kept; the relay has not taken it yet. `problem`: it never will by this link. */
  | {
      readonly type: 'founding'
      readonly offline: boolean
      readonly spaceName: string
      readonly problem?: 'link-used' | 'moved-on'
    }
  /** Let in; the first catch-up is running. */
  | { readonly type: 'fetching'; readonly done: number; readonly total: number | null }
  | {
      readonly type: 'locked'
      readonly name: string
      readonly unsentCount: number
      /** Staff open with a passphrase; the public with the phone's own lock. */
      readonly opensWith: 'passphrase' | 'device'
      /** A passphrase may not be tried before this. */
      readonly waitUntil: Instant | null
      /** Absent while there is nothing to say of it. */
      readonly lease?: LeaseNotice
      /** Opens it too; absent where none was added. */
      readonly passkey?: PasskeyRef
      /** Absent where there is none. */
      readonly pin?: PinNotice
    }
  | { readonly type: 'open'; readonly me: Me; readonly lease?: LeaseNotice }
  /** A colleague removed this device from the team. */
  | {
      readonly type: 'removed'
      readonly at: Instant
      readonly audience: Me['audience']
      /** Absent while the relay alone says so: it may yet be let in again, and nothing is deleted. */
      readonly erased?: boolean
      /** How much of what was written here the relay would not take yet; it waits for that. Absent for none. */
      readonly left?: number
      /** Photos that went with the rest without having been handed over. Absent for none. */
      readonly lost?: number
      /** How much was deleted unsent, once a fortnight was over. Absent for none. */
      readonly gone?: number
      /** The disk has not let what opens it be deleted yet: it is tried again. */
      readonly opens?: true
    }
  /** The device's own store cannot be read. `detail` is for the report, never shown as the message. */
  | { readonly type: 'broken'; readonly detail: string }

/** Somebody with a place of their own on this device. */
export interface PersonHere {
  readonly place: string
  readonly name: string
  readonly isCurrent: boolean
  readonly unsentCount: number
}

/** What a passkey is asked with, as hex. */
export interface PasskeyRef {
  readonly credentialId: string
  readonly salt: string
}

/** A PIN that opens this device too; one that is closed until a passphrase or passkey opens; or what became of it. */
export type PinNotice =
  | { readonly type: 'ready'; readonly waitUntil: Instant | null }
  | { readonly type: 'closed' | 'taken-away' }

export interface NewPasskey extends PasskeyRef {
  /** 32 bytes, what it gives for that salt once the person is verified. */
  readonly secret: Uint8Array
}

/** How long this device can still be opened without signal. */
export interface LeaseNotice {
  readonly type: 'good' | 'ending' | 'over'
  readonly endsAt: Instant
  /** The device's clock stands before a moment it has shown already. */
  readonly clockSetBack: boolean
  /** It stands so far after the last moment it has shown that it may be wrong; put right, the device opens again. */
  readonly clockLeapt: boolean
}

export interface Me {
  readonly memberId: string
  readonly deviceId: string
  readonly signature: Signature
  /** Staff see the team's screens; the public the plain ones. */
  readonly audience: 'staff' | 'public'
  readonly spaceName: string
  /** Information governance: sees who did what, and reads no record. Absent for everybody else. */
  readonly governance?: true
  /** An administrator has marked this device as managed: a PIN may open it. Absent for every other. */
  readonly managed?: true
}
