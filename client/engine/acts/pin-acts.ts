/**
 * Setting a PIN and taking it away. Only on a device that an administrator has
 * marked as managed, as the chain on this device says, with signal or without.
 * Loaded when it is asked for. Rules VA190, VA191, VA862.
 */
import { isManaged } from '../../../shared/membership/managed.ts'
import { pinProblem } from '../../domain/pin-rules.ts'
import type { PinAct, PinActOutcome, PinActProblem } from '../../engine-api/pin-acts.ts'
import type { Session } from '../session.ts'
import type { Vault } from '../storage/vault-port.ts'

export async function pinAct(vault: Vault, session: Session | null, act: PinAct): Promise<PinActOutcome> {
  if (session === null) return failed('not-open')
  if (act.type === 'look') {
    const standing = await vault.pin()
    return { type: 'standing', pin: standing === null ? 'none' : standing.type === 'taken-away' ? 'taken-away' : 'set' }
  }
  if (act.type === 'take-away') return (await vault.takePinAway('asked')).ok ? { type: 'done' } : failed('no-space')
  const { chains, device } = session.device
  // A phone of the public is in no team, and so is never managed.
  if (!isManaged(chains.team(), device)) return failed('not-managed')
  const why = pinProblem(act.pin)
  if (why !== null) return { type: 'failed', problem: { type: 'weak', why } }
  const saved = await vault.setPin(act)
  if (saved.ok && !isManaged(chains.team(), device)) {
    // The mark went meanwhile, when there was no PIN here to go with it.
    await vault.takePinAway('unmarked')
    return failed('not-managed')
  }
  if (saved.ok) return { type: 'done' }
  const { error } = saved
  if (error.type === 'wrong-passphrase' || error.type === 'too-soon') return { type: 'failed', problem: error }
  return failed(error.type === 'no-space' ? error.type : 'broken')
}

function failed(type: Exclude<PinActProblem['type'], 'weak' | 'wrong-passphrase' | 'too-soon'>): PinActOutcome {
  return { type: 'failed', problem: { type } }
}
