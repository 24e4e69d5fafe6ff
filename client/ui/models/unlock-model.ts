/**
 * Opening a locked device. After a wrong passphrase the engine says when the
 * next try may be; until then nothing is tried (rule JN5). The passphrase is
 * dropped from the field after every try. A PIN waits by itself: the passphrase
 * is never held up by it (PN192).
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { EngineApi, UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { PinTry } from '../../engine-api/pin-acts.ts'
import type { Disposable } from './use-model.ts'

const hairMs = 300

export interface UnlockModelDeps {
  readonly engine: Pick<EngineApi, 'unlock'>
  readonly readNow: () => Instant
  readonly after: (ms: number, task: () => void) => () => void
  /** Known from earlier tries, also before a restart. */
  readonly waitUntil: Instant | null
  readonly pinWaitUntil?: Instant | null
}

export type UnlockTrouble =
  | 'none'
  | 'missing'
  | 'wrong'
  | 'passkey'
  | 'pin-missing'
  | 'pin-wrong'
  | 'pin-closed'
  | 'full'
  | 'broken'

export interface UnlockModel extends Disposable {
  readonly passphrase: ReadonlySignal<string>
  readonly opening: ReadonlySignal<boolean>
  readonly trouble: ReadonlySignal<UnlockTrouble>
  /** Whole seconds until the next try; 0 = now. */
  readonly waitSeconds: ReadonlySignal<number>
  readonly pin: ReadonlySignal<string>
  readonly pinWaitSeconds: ReadonlySignal<number>
  /** Tries of the PIN that are left, after a wrong one. */
  readonly pinLeft: ReadonlySignal<number>
  readonly typePin: (typed: string) => void
  readonly openWithPin: () => Promise<void>
  readonly type: (passphrase: string) => void
  readonly open: () => Promise<void>
  readonly openWithDevice: () => Promise<void>
  /** `ask`: null where the passkey gave nothing; then the passphrase opens (PK3). */
  readonly openWithPasskey: (ask: () => Promise<Uint8Array | null>) => Promise<void>
}

export function createUnlockModel(deps: UnlockModelDeps): UnlockModel {
  const passphrase = signal('')
  const opening = signal(false)
  const trouble = signal<UnlockTrouble>('none')
  const waitUntil = signal<number>(deps.waitUntil ?? 0)
  const now = signal<number>(deps.readNow())
  const pin = signal('')
  const pinLeft = signal(0)
  const pinWaitUntil = signal<number>(deps.pinWaitUntil ?? 0)
  const secondsUntil = (until: ReadonlySignal<number>) =>
    computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000)))
  const waitSeconds = secondsUntil(waitUntil)
  const pinWaitSeconds = secondsUntil(pinWaitUntil)

  const stopTicking = effect(() => {
    if (Math.max(waitUntil.value, pinWaitUntil.value) <= now.value) return
    return deps.after(1000, () => {
      now.value = deps.readNow()
    })
  })

  async function openWithPasskey(ask: () => Promise<Uint8Array | null>): Promise<void> {
    if (opening.peek()) return
    opening.value = true
    const secret = await ask()
    opening.value = false
    if (secret === null) trouble.value = 'passkey'
    else await tryWith(secret)
  }

  async function tryWith(secret: string | Uint8Array | PinTry | null): Promise<void> {
    opening.value = true
    let outcome = await deps.engine.unlock(secret)
    if (isEarlyByAHair(outcome)) {
      await new Promise<void>((resolve) => deps.after(hairMs, resolve))
      outcome = await deps.engine.unlock(secret)
    }
    batch(() => {
      opening.value = false
      now.value = deps.readNow()
      passphrase.value = ''
      pin.value = ''
      if (outcome.ok) {
        trouble.value = 'none'
        return
      }
      const { problem } = outcome
      if (problem.type === 'broken') trouble.value = 'broken'
      else if (problem.type === 'no-space') trouble.value = 'full'
      // The device itself says what to do then: see the lease in its state.
      else if (problem.type === 'wrong-passkey') trouble.value = 'passkey'
      else if (problem.type === 'lease-over') trouble.value = 'none'
      else if (problem.type === 'pin-closed') trouble.value = 'pin-closed'
      else if (problem.type === 'wrong-pin') {
        pinLeft.value = problem.left
        pinWaitUntil.value = problem.waitUntil ?? 0
        trouble.value = problem.left > 0 ? 'pin-wrong' : 'pin-closed'
      } else if (problem.type === 'too-soon' && isPin(secret)) pinWaitUntil.value = problem.waitUntil
      else {
        // "Too soon" was not tried at all, so nothing is said about the passphrase.
        if (problem.type === 'wrong-passphrase') trouble.value = 'wrong'
        waitUntil.value = problem.waitUntil ?? 0
      }
    })
  }

  /** Over by the clock here and not by the engine's: those of a page and its worker stand some milliseconds apart. */
  function isEarlyByAHair(outcome: UnlockOutcome): boolean {
    return !outcome.ok && outcome.problem.type === 'too-soon' && outcome.problem.waitUntil <= deps.readNow()
  }

  return {
    passphrase,
    opening,
    trouble,
    waitSeconds,
    pin,
    pinWaitSeconds,
    pinLeft,
    typePin: (typed) => {
      pin.value = typed
    },
    openWithPin: async () => {
      now.value = deps.readNow()
      if (opening.peek() || pinWaitSeconds.peek() > 0) return
      if (pin.peek() === '') trouble.value = 'pin-missing'
      else await tryWith({ pin: pin.peek() })
    },
    type: (typed) => {
      passphrase.value = typed
    },
    open: async () => {
      now.value = deps.readNow()
      if (opening.peek() || waitSeconds.peek() > 0) return
      if (passphrase.peek() === '') trouble.value = 'missing'
      else await tryWith(passphrase.peek())
    },
    openWithDevice: async () => {
      if (!opening.peek()) await tryWith(null)
    },
    openWithPasskey,
    dispose: () => {
      stopTicking()
      passphrase.value = ''
      pin.value = ''
    },
  }
}

function isPin(secret: string | Uint8Array | PinTry | null): secret is PinTry {
  return typeof secret === 'object' && secret !== null && 'pin' in secret
}
