/** The ways a device begins: let in by an invite, or founding or recovering by a link of the relay's keeper. Rules JO3, FD80, FD130. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { InviteProblem } from '../../engine-api/device-state.ts'
import type { JoinOutcome, JoinRequest } from '../../engine-api/engine-api.ts'
import type {
  FoundOutcome,
  FoundRequest,
  RecoverOutcome,
  RecoverProblem,
  RecoverRequest,
} from '../../engine-api/founding.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import type { OpenVault, Vault } from '../storage/vault-port.ts'
import type { Asked, AskingPhase, Joining } from './joining.ts'
import type { MakeRecoveryDeps } from './make-recovery.ts'
import { type OwnDevice, phaseWrite, sealOwnDevice } from './own-device.ts'

/** Made, and neither kept nor sent yet. */
export interface Made {
  readonly own: OwnDevice
  readonly phase: AskingPhase
  readonly secret: Bytes
}

type NotBegun =
  | { readonly type: InviteProblem | 'no-space' }
  | { readonly type: 'moved-on' }
  | { readonly type: 'disk'; readonly detail: string }

export interface BeginDeps extends MakeRecoveryDeps {
  /** An empty device, and one whose request the relay refused for good, may. */
  readonly mayBegin: () => boolean
  readonly keepAndAsk: (
    made: Made,
    passphrase: string | null,
    sealed: readonly SealedItem[],
  ) => Promise<Result<void, NotBegun>>
}

export interface Kept {
  readonly own: OwnDevice
  readonly opened: OpenVault
  readonly phase: AskingPhase
  readonly asked: Asked
}

interface KeepDeps {
  readonly vault: Pick<Vault, 'create'>
  readonly joining: Pick<Joining, 'ask'>
  readonly forget: () => Promise<void>
  readonly onKept: (kept: Kept) => Promise<void>
}

/** On disk before it is sent: keys that the relay knows and this device forgot would use up the invite. */
export async function keepMade(
  { forget, joining, onKept, vault }: KeepDeps,
  { own, phase, secret }: Made,
  passphrase: string | null,
  sealed: readonly SealedItem[],
): Promise<Result<void, NotBegun>> {
  const created = await vault.create({
    ...{ secret, passphrase, name: own.signature.name },
    alongside: async (sealedStore) => [
      phaseWrite(phase),
      ...(await sealOwnDevice(sealedStore, own)),
      ...(await sealedStore.seal(sealed)),
    ],
  })
  if (!created.ok) return created
  const asked = await joining.ask(phase)
  if (asked.type === 'refused') {
    await forget()
    return err({ type: asked.problem })
  }
  await onKept({ own, opened: created.value, phase, asked })
  return ok(undefined)
}

export async function joinHere(deps: BeginDeps, request: JoinRequest): Promise<JoinOutcome> {
  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }
  const { makeOwnDevice } = await import('./make-own-device.ts')
  const made = await makeOwnDevice(deps, request)
  if (!made.ok) return { ok: false, problem: made.error }
  const passphrase = made.value.own.audience === 'staff' ? request.passphrase : null
  const begun = await deps.keepAndAsk(made.value, passphrase, [])
  if (begun.ok) return { ok: true }
  const { error } = begun
  // No invite is for one place on a chain.
  return { ok: false, problem: error.type === 'moved-on' ? { type: 'invite-used' } : error }
}

/** Sheets and all are kept first: a founding cut short is finished by asking again. */
export async function foundHere(deps: BeginDeps, request: FoundRequest): Promise<FoundOutcome> {
  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }
  const [{ makeFounding }, { sheetsItem }] = await Promise.all([
    import('./make-founding.ts'),
    import('../acts/kit-row.ts'),
  ])
  const made = await makeFounding(deps, request)
  if (!made.ok) return { ok: false, problem: made.error }
  const begun = await deps.keepAndAsk(made.value, request.passphrase, [sheetsItem(made.value.sheets)])
  if (begun.ok) return { ok: true }
  const { error } = begun
  if (error.type === 'disk') return { ok: false, problem: error }
  return { ok: false, problem: { type: error.type === 'no-space' ? 'no-space' : 'link-used' } }
}

/** The sheets are still at hand: nobody types them once more for what was written in the same moment. */
const timesMadeAnew = 3

/** The sheets are gone once this has answered; only what they opened is kept, sealed. */
export async function recoverHere(deps: BeginDeps, request: RecoverRequest): Promise<RecoverOutcome> {
  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }
  const { makeRecovery } = await import('./make-recovery.ts')
  const recover = async (timesLeft: number): Promise<RecoverOutcome> => {
    const made = await makeRecovery(deps, request)
    if (!made.ok) return { ok: false, problem: made.error }
    const begun = await deps.keepAndAsk(made.value, request.passphrase, made.value.sealed)
    if (begun.ok) return { ok: true }
    // Made for a place on the chain that somebody else's entry has taken since.
    if (begun.error.type === 'moved-on' && timesLeft > 0) return recover(timesLeft - 1)
    return { ok: false, problem: recoverProblem(begun.error) }
  }
  return recover(timesMadeAnew)
}

function recoverProblem(error: NotBegun): RecoverProblem {
  if (error.type === 'disk') return error
  return { type: error.type === 'no-space' || error.type === 'moved-on' ? error.type : 'link-used' }
}
