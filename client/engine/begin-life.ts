/** The two ways a device begins: let in by an invite, or founding by the link of the relay's keeper. Rules JO3, FD80. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { InviteProblem } from '../engine-api/device-state.ts'
import type { JoinOutcome, JoinRequest } from '../engine-api/engine-api.ts'
import type { FoundOutcome, FoundRequest } from '../engine-api/founding.ts'
import type { AskingPhase } from './joining.ts'
import type { MakeFoundingDeps } from './make-founding.ts'
import type { OwnDevice } from './own-device.ts'
import type { SealedItem } from './storage/sealed-store.ts'

/** Made, and neither kept nor sent yet. */
export interface Made {
  readonly own: OwnDevice
  readonly phase: AskingPhase
  readonly secret: Bytes
}

type NotBegun = { readonly type: InviteProblem | 'no-space' } | { readonly type: 'disk'; readonly detail: string }

export interface BeginDeps extends MakeFoundingDeps {
  /** An empty device, and one whose request the relay refused for good, may. */
  readonly mayBegin: () => boolean
  readonly keepAndAsk: (
    made: Made,
    passphrase: string | null,
    sealed: readonly SealedItem[],
  ) => Promise<Result<void, NotBegun>>
}

export async function joinHere(deps: BeginDeps, request: JoinRequest): Promise<JoinOutcome> {
  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }
  const { makeOwnDevice } = await import('./make-own-device.ts')
  const made = await makeOwnDevice(deps, request)
  if (!made.ok) return { ok: false, problem: made.error }
  const passphrase = made.value.own.audience === 'staff' ? request.passphrase : null
  const begun = await deps.keepAndAsk(made.value, passphrase, [])
  return begun.ok ? { ok: true } : { ok: false, problem: begun.error }
}

/** Sheets and all are kept first: a founding cut short is finished by asking again. */
export async function foundHere(deps: BeginDeps, request: FoundRequest): Promise<FoundOutcome> {
  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }
  const [{ makeFounding }, { sheetsItem }] = await Promise.all([import('./make-founding.ts'), import('./kit-acts.ts')])
  const made = await makeFounding(deps, request)
  if (!made.ok) return { ok: false, problem: made.error }
  const begun = await deps.keepAndAsk(made.value, request.passphrase, [sheetsItem(made.value.sheets)])
  if (begun.ok) return { ok: true }
  const { error } = begun
  if (error.type === 'disk') return { ok: false, problem: error }
  return { ok: false, problem: { type: error.type === 'no-space' ? 'no-space' : 'link-used' } }
}
