/** What the page is told of the vault, and what it hands in, between the engine's bytes and the page's hex. */
import { bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { ownBytes } from '../../../shared/protocol/fields.ts'
import type {
  DeviceState,
  LeaseNotice,
  NewPasskey as PageNewPasskey,
  PasskeyRef,
  PinNotice,
} from '../../engine-api/device-state.ts'
import type { NewPasskey, Vault, VaultState } from '../storage/vault-port.ts'

/** Only what somebody has to hear of. */
export function leaseNotice(vault: Pick<Vault, 'lease'>): { readonly lease?: LeaseNotice } {
  const lease = vault.lease()
  return lease === null || (lease.type === 'good' && !lease.clockSetBack) ? {} : { lease }
}

function passkeyNotice(vault: VaultState): { readonly passkey?: PasskeyRef } {
  if (vault.type !== 'closed' || vault.passkey === null) return {}
  const { credentialId, salt } = vault.passkey
  return { passkey: { credentialId: bytesToHex(credentialId), salt: bytesToHex(salt) } }
}

function pinNotice(vault: VaultState): { readonly pin?: PinNotice } {
  return vault.type === 'closed' && vault.pin !== null ? { pin: vault.pin } : {}
}

export function lockedState(
  closed: Extract<VaultState, { readonly type: 'closed' | 'open' }>,
  unsentCount: number,
  vault: Pick<Vault, 'lease'>,
): DeviceState {
  const { name, opensWith } = closed
  const waitUntil = closed.type === 'closed' ? closed.waitUntil : null
  return {
    type: 'locked',
    name,
    unsentCount,
    opensWith,
    waitUntil,
    ...leaseNotice(vault),
    ...passkeyNotice(closed),
    ...pinNotice(closed),
  }
}

export function fromPage({ credentialId, salt, secret }: PageNewPasskey): NewPasskey {
  return { credentialId: hexToBytes(credentialId), salt: hexToBytes(salt), secret: ownBytes(secret) }
}
