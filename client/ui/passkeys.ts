/**
 * Passkeys of this browser, as far as they give a secret (WebAuthn's PRF): 32
 * bytes, the same each time for the same salt, and other ones where the person
 * was not verified. So verification is asked for, and looked for in the answer:
 * a secret from a bare touch is never used (PK2).
 */
import { bytesToHex, hexToBytes } from '../../shared/lib/bytes.ts'
import type { NewPasskey, PasskeyRef } from '../engine-api/device-state.ts'

export interface Passkeys {
  readonly isSupported: boolean
  /** `name` stands in the device's own list of passkeys. Null: it was not made, or gives no secret. */
  readonly make: (name: string) => Promise<NewPasskey | null>
  /** Null: put off, gone from this device, or the person was not verified. */
  readonly ask: (passkey: PasskeyRef) => Promise<Uint8Array | null>
}

const patienceMs = 60_000
const es256 = -7
const rs256 = -257
/** In the flags, the byte after the 32 of the address's hash. */
const userVerified = 0x04

export function createPasskeys(
  { navigator, PublicKeyCredential }: PasskeyWindow,
  random: (length: number) => Uint8Array<ArrayBuffer>,
): Passkeys {
  const isSupported = PublicKeyCredential !== undefined && 'credentials' in navigator

  async function make(name: string): Promise<NewPasskey | null> {
    const salt = random(32)
    const made = await navigator.credentials
      .create({
        publicKey: {
          rp: { name: 'Doorstep' },
          user: { id: random(16), name, displayName: name },
          challenge: random(32),
          pubKeyCredParams: [es256, rs256].map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
          timeout: patienceMs,
          extensions: { prf: { eval: { first: salt } } },
        },
      })
      .catch(() => null)
    if (!isPasskey(made) || made.getClientExtensionResults().prf?.enabled !== true) return null
    const passkey = { credentialId: bytesToHex(new Uint8Array(made.rawId)), salt: bytesToHex(salt) }
    // Not every authenticator gives it while it is made, and asking once more shows that it opens.
    const secret = await ask(passkey)
    return secret === null ? null : { ...passkey, secret }
  }

  async function ask({ credentialId, salt }: PasskeyRef): Promise<Uint8Array | null> {
    const got = await navigator.credentials
      .get({
        publicKey: {
          challenge: random(32),
          allowCredentials: [{ type: 'public-key', id: hexToBytes(credentialId) }],
          userVerification: 'required',
          timeout: patienceMs,
          extensions: { prf: { eval: { first: hexToBytes(salt) } } },
        },
      })
      .catch(() => null)
    if (!isPasskey(got) || !isVerified(got)) return null
    const secret = got.getClientExtensionResults().prf?.results?.first
    return secret === undefined ? null : readBytes(secret)
  }

  function isPasskey(credential: Credential | null): credential is PublicKeyCredential {
    return PublicKeyCredential !== undefined && credential instanceof PublicKeyCredential
  }

  return { isSupported, make, ask }
}

/** As much of `window` as passkeys are; a browser without them lacks the class. */
export interface PasskeyWindow {
  readonly navigator: Navigator
  readonly PublicKeyCredential?: typeof globalThis.PublicKeyCredential
}

function isVerified({ response }: PublicKeyCredential): boolean {
  if (!('authenticatorData' in response) || !(response.authenticatorData instanceof ArrayBuffer)) return false
  return ((new Uint8Array(response.authenticatorData)[32] ?? 0) & userVerified) !== 0
}

function readBytes(source: BufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source)
}
