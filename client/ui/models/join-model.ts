/**
 * Joining: reads the invite, holds the form, asks to join. The passphrase lives
 * only here and is dropped as soon as the device has joined. Staff choose one;
 * the public's device is protected by its own lock.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { EngineApi, InviteReading, JoinOutcome } from '../../engine-api/engine-api.ts'
import type { Disposable } from './use-model.ts'

export const passphraseMinimum = 12

export interface JoinForm {
  readonly name: string
  readonly passphrase: string
  readonly again: string
}

export type JoinError = 'name-missing' | 'too-short' | 'not-the-same'
export type JoinProblem = Extract<JoinOutcome, { readonly ok: false }>['problem']

export interface JoinModel extends Disposable {
  /** Undefined while the invite is being read. */
  readonly reading: ReadonlySignal<InviteReading | undefined>
  readonly form: ReadonlySignal<JoinForm>
  readonly joining: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<JoinProblem | null>
  readonly type: (change: Partial<JoinForm>) => void
  /** What must be settled first, in the order of the fields; empty when the request went out. */
  readonly join: () => readonly JoinError[]
}

export function createJoinModel(fragment: string, engine: Pick<EngineApi, 'readInvite' | 'join'>): JoinModel {
  const reading = signal<InviteReading | undefined>(undefined)
  const form = signal<JoinForm>({ name: '', passphrase: '', again: '' })
  const joining = signal(false)
  const problem = signal<JoinProblem | null>(null)
  let isWanted = true

  void engine.readInvite(fragment).then((next) => {
    if (!isWanted) return
    batch(() => {
      reading.value = next
      if (next.type === 'good') form.value = { ...form.peek(), name: next.invite.name }
    })
  })

  async function ask(invite: Extract<InviteReading, { readonly type: 'good' }>['invite']): Promise<void> {
    joining.value = true
    const { name, passphrase } = form.peek()
    const secret = invite.audience === 'staff' ? passphrase : null
    const outcome = await engine.join({ invite, name: name.trim(), passphrase: secret })
    batch(() => {
      joining.value = false
      problem.value = outcome.ok ? null : outcome.problem
      if (outcome.ok) form.value = { name, passphrase: '', again: '' }
    })
  }

  return {
    reading,
    form,
    joining,
    problem,
    type: (change) => {
      form.value = { ...form.peek(), ...change }
    },
    join: () => {
      const now = reading.peek()
      if (now?.type !== 'good' || joining.peek()) return []
      const errors = checkJoin(form.peek(), now.invite.audience)
      if (errors.length === 0) void ask(now.invite)
      return errors
    },
    dispose: () => {
      isWanted = false
      form.value = { name: '', passphrase: '', again: '' }
    },
  }
}

/** A passphrase counts as typed: not trimmed, not changed. */
export function checkJoin(form: JoinForm, audience: 'staff' | 'public'): readonly JoinError[] {
  const errors: JoinError[] = []
  if (form.name.trim() === '') errors.push('name-missing')
  if (audience === 'public') return errors
  if ([...form.passphrase].length < passphraseMinimum) errors.push('too-short')
  else if (form.passphrase !== form.again) errors.push('not-the-same')
  return errors
}
