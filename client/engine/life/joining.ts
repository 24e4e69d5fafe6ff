/**
 * Asking to be let in, for as long as it takes: the request is made once, kept
 * on disk before it is sent, and asked again after every restart, with or
 * without the vault open (JO1).
 */
import type { InviteProblem } from '../../engine-api/device-state.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Timer } from '../platform/timer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { backoffDelay } from '../sync/backoff.ts'
import type { AskedRelay } from './ask-relay.ts'
import { type JoinPhase, phaseWrite } from './own-device.ts'

export type WaitingPhase = Extract<JoinPhase, { readonly type: 'waiting' }>
/** Not asking to be let in, but to found; a relay that took half of it takes the rest, and all of it again. */
export type FoundingPhase = Extract<JoinPhase, { readonly type: 'founding' }>
export type AskingPhase = WaitingPhase | FoundingPhase

export type Asked =
  | { readonly type: 'admitted' }
  | { readonly type: 'waiting' }
  | { readonly type: 'offline' }
  /** The relay will never let this request in. */
  | { readonly type: 'refused'; readonly problem: InviteProblem | 'moved-on' }

export interface JoiningDeps {
  readonly store: DeviceStore
  readonly relay: AskedRelay
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  readonly onAsked: (asked: Asked, phase: AskingPhase) => void
}

export interface Joining {
  /** Asks once, at once. */
  readonly ask: (phase: AskingPhase) => Promise<Asked>
  /** Asks again and again until admitted or stopped. */
  readonly keepAsking: (phase: AskingPhase) => void
  readonly wake: () => void
  readonly stop: () => void
  readonly idle: () => Promise<void>
}

export function createJoining(deps: JoiningDeps): Joining {
  let phase: AskingPhase | null = null
  let cancel = () => {}
  let tries = 0
  let isWanted = false
  let asking: Promise<void> | null = null

  async function ask(request: AskingPhase): Promise<Asked> {
    // Nobody asks who is in, so no start of theirs waits for it.
    const loaded = await import('./ask-relay.ts').catch(() => undefined)
    if (loaded === undefined) return { type: 'offline' }
    const asked = await loaded.askRelay(deps.relay, request)
    if (asked.type !== 'admitted') return asked
    const saved = await deps.store.commit([phaseWrite({ type: 'joined' })])
    return { type: saved.ok ? 'admitted' : 'waiting' }
  }

  /** One at a time, whoever wakes it: two would each go on for ever. */
  function round(): void {
    isWanted = true
    asking ??= askWhileWanted().finally(() => {
      asking = null
    })
  }

  async function askWhileWanted(): Promise<void> {
    while (isWanted && phase !== null) {
      isWanted = false
      cancel()
      const current = phase
      const asked = await ask(current)
      if (phase !== current) continue
      if (asked.type === 'admitted') phase = null
      else cancel = deps.timer.after(nextDelay(), round)
      deps.onAsked(asked, current)
    }
  }

  /** From one second to a minute, as with any failure: the relay answers an asker it knows for free. */
  function nextDelay(): number {
    return backoffDelay(Math.min(tries++, 4), (deps.random.bytes(1)[0] ?? 0) / 255)
  }

  return {
    ask,
    keepAsking: (request) => {
      phase = request
      tries = 0
      round()
    },
    wake: () => {
      if (phase === null) return
      tries = 0
      round()
    },
    stop: () => {
      phase = null
      cancel()
    },
    idle: async () => void (await asking),
  }
}
