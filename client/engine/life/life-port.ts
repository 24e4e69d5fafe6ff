/** What the engine asks of the life of its device (life.ts). */
import type { Result } from '../../../shared/lib/result.ts'
import type { DeviceState, NewPasskey } from '../../engine-api/device-state.ts'
import type { JoinOutcome, JoinRequest, UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { FoundOutcome, FoundRequest, RecoverOutcome, RecoverRequest } from '../../engine-api/founding.ts'
import type { PinAct, PinActOutcome, PinTry } from '../../engine-api/pin-acts.ts'
import type { AnewProblem } from '../../engine-api/start-anew.ts'
import type { Stop } from '../lib/observable.ts'
import type { Session } from '../session.ts'
import type { OpenVault } from '../storage/vault-port.ts'
import type { WakeReason } from '../sync/sync-step.ts'
import type { OwnDevice } from './own-device.ts'

export interface LifeListeners {
  readonly onSession: (session: Session | null) => void
  /** Somebody is about to type what opens it. */
  readonly onLocked: () => void
}

export interface Life {
  readonly started: Promise<void>
  readonly watch: (listener: (state: DeviceState) => void) => Stop
  readonly state: () => DeviceState
  readonly session: () => Session | null
  readonly join: (request: JoinRequest) => Promise<JoinOutcome>
  readonly found: (request: FoundRequest) => Promise<FoundOutcome>
  readonly recover: (request: RecoverRequest) => Promise<RecoverOutcome>
  /** Another identity for this device, whose own feed is forked. */
  readonly startAnew: () => Promise<Result<void, AnewProblem>>
  readonly unlock: (secret: string | Uint8Array | PinTry | null) => Promise<UnlockOutcome>
  readonly lock: () => Promise<void>
  readonly setPasskey: (passkey: NewPasskey | null) => Promise<boolean>
  readonly hasPasskey: () => Promise<boolean>
  readonly pinAct: (act: PinAct) => Promise<PinActOutcome>
  /** Opens the device here, wherever it was open before. */
  readonly takeOver: () => Promise<void>
  readonly wake: (reason: WakeReason) => void
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
  /** For the device that founds a space: it was never invited. */
  readonly openOwn: (own: OwnDevice, vault: OpenVault) => Promise<Session>
}
