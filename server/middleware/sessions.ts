/**
 * Who is signed in: nonces that were handed out, and sessions, in memory only.
 * A token is kept as its hash, so that reading the relay's memory or a core
 * dump gives nobody a session. After a restart devices sign in again. RT5-RT7.
 */
import { createHash } from 'node:crypto'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { bytesToBase64Url, bytesToHex } from '../../shared/lib/bytes.ts'
import type { DeviceId, Instant, SpaceId } from '../../shared/lib/ids.ts'

export const nonceLife = 60_000
export const sessionLife = 30 * 60_000
/** Nonces are free to ask for: beyond this many the oldest is forgotten, so that asking cannot fill the memory. */
const noncesKept = 20_000

export interface Session {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly expires: Instant
}

export interface Sessions {
  readonly createNonce: () => Bytes
  /** True once for each nonce, within its minute. */
  readonly spendNonce: (nonce: Uint8Array) => boolean
  readonly create: (space: SpaceId, device: DeviceId) => { readonly token: string; readonly expires: Instant }
  readonly find: (token: string) => Session | undefined
  readonly drop: (space: SpaceId, device: DeviceId) => void
  readonly sweep: () => void
}

export interface SessionsDeps {
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64')

export function createSessions({ now, randomBytes }: SessionsDeps): Sessions {
  const expiryByNonce = new Map<string, number>()
  const sessionByHash = new Map<string, Session>()

  return {
    createNonce: () => {
      const nonce = randomBytes(32)
      expiryByNonce.set(bytesToHex(nonce), now() + nonceLife)
      const oldest = expiryByNonce.keys().next().value
      if (expiryByNonce.size > noncesKept && oldest !== undefined) expiryByNonce.delete(oldest)
      return nonce
    },
    spendNonce: (nonce) => {
      const name = bytesToHex(nonce)
      const expiry = expiryByNonce.get(name)
      expiryByNonce.delete(name)
      return expiry !== undefined && expiry > now()
    },
    create: (space, device) => {
      const token = bytesToBase64Url(randomBytes(32))
      const expires = (now() + sessionLife) as Instant
      sessionByHash.set(hashOf(token), { space, device, expires })
      return { token, expires }
    },
    find: (token) => {
      const session = sessionByHash.get(hashOf(token))
      return session !== undefined && session.expires > now() ? session : undefined
    },
    drop: (space, device) => {
      for (const [hash, session] of sessionByHash) {
        if (session.space === space && session.device === device) sessionByHash.delete(hash)
      }
    },
    sweep: () => {
      for (const [nonce, expiry] of expiryByNonce) if (expiry <= now()) expiryByNonce.delete(nonce)
      for (const [hash, { expires }] of sessionByHash) if (expires <= now()) sessionByHash.delete(hash)
    },
  }
}
