/**
 * Bringing a person's phone in face to face: makes the invite as soon as it is
 * known for whom, asks every few seconds how far it has come, and hands over
 * what was scanned. Nothing is said to have happened before the engine says so.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { InPersonActOutcome, InPersonProblem, InPersonStep } from '../../engine-api/in-person-acts.ts'
import type { Page } from '../page.ts'
import { askEveryMs } from './door-model.ts'
import type { Disposable } from './use-model.ts'

export interface ShownInvite {
  readonly inviteId: string
  /** The part behind the address of the app. */
  readonly link: string
  readonly expiresAt: Instant
  /** Made after another one on this page. */
  readonly isAnother: boolean
}

export interface Spoken {
  readonly code: string
  readonly until: Instant
}

export interface InPersonModel extends Disposable {
  readonly invite: ReadonlySignal<ShownInvite | null>
  readonly step: ReadonlySignal<InPersonStep>
  readonly problem: ReadonlySignal<InPersonProblem | null>
  readonly isScanning: ReadonlySignal<boolean>
  readonly scan: (on: boolean) => void
  /** Sixteen digits for a phone without a camera. */
  readonly spoken: ReadonlySignal<Spoken | null>
  readonly isSpeaking: ReadonlySignal<boolean>
  readonly speak: () => Promise<void>
  readonly make: () => Promise<void>
  readonly bind: (answer: string) => Promise<void>
}

export interface InPersonDeps {
  readonly engine: Pick<EngineApi, 'inPersonAct'>
  readonly page: Pick<Page, 'after'>
}

interface ForWhom {
  readonly personId: string
  readonly name: string
}

export function createInPersonModel({ engine, page }: InPersonDeps, { name, personId }: ForWhom): InPersonModel {
  const invite = signal<ShownInvite | null>(null)
  const step = signal<InPersonStep>('shown')
  const problem = signal<InPersonProblem | null>(null)
  const isScanning = signal(false)
  const spoken = signal<Spoken | null>(null)
  const isSpeaking = signal(false)
  let cancel = () => {}
  let isDisposed = false

  function take(outcome: InPersonActOutcome): void {
    if (isDisposed) return
    batch(() => {
      problem.value = outcome.type === 'failed' ? outcome.problem : null
      if (outcome.type === 'how-far') step.value = outcome.step
      if (outcome.type === 'spoken') spoken.value = { code: outcome.code, until: outcome.until }
      if (outcome.type !== 'invited') return
      const { expiresAt, fragment, inviteId } = outcome
      invite.value = { inviteId, link: fragment, expiresAt, isAnother: invite.peek() !== null }
      step.value = 'shown'
      spoken.value = null
    })
  }

  async function look(): Promise<void> {
    const asked = invite.peek()
    if (asked !== null) {
      const outcome = await engine.inPersonAct({ type: 'how-far', inviteId: asked.inviteId })
      if (asked === invite.peek() && outcome.type === 'how-far') step.value = outcome.step
    }
    if (!isDisposed) cancel = page.after(askEveryMs, () => void look())
  }

  async function make(): Promise<void> {
    isScanning.value = false
    take(await engine.inPersonAct({ type: 'invite', personId, name }))
  }
  void make().then(look)

  return {
    invite,
    step,
    problem,
    isScanning,
    spoken,
    isSpeaking,
    speak: async () => {
      const asked = invite.peek()
      if (asked === null || isSpeaking.peek()) return
      isSpeaking.value = true
      const outcome = await engine.inPersonAct({ type: 'speak', fragment: asked.link })
      isSpeaking.value = false
      if (asked === invite.peek()) take(outcome)
    },
    make,
    scan: (on) => {
      batch(() => {
        isScanning.value = on
        problem.value = null
      })
    },
    bind: async (answer) => {
      const asked = invite.peek()
      if (asked === null) return
      isScanning.value = false
      take(await engine.inPersonAct({ type: 'bind', inviteId: asked.inviteId, answer }))
    },
    dispose: () => {
      isDisposed = true
      cancel()
    },
  }
}
