/**
 * Port: a key that signs here and cannot be carried away. A PIN is too short to
 * be a key by itself: what it gives is mixed with this one, so that whoever reads
 * the rows of a device with a script cannot guess the PIN anywhere else. Against
 * a copy of the disk it is no help. Rule PF190.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'

export interface BindKey {
  /** HMAC-SHA256; undefined where there is no key. */
  readonly sign: (message: Bytes) => Promise<Bytes | undefined>
  /** Where there is none yet; false: it is not on the disk. */
  readonly make: () => Promise<boolean>
  readonly forget: () => Promise<void>
}

/** Where the key lies: on a disk of a kind that takes a key as it is. */
export interface KeyPlace {
  readonly get: () => Promise<CryptoKey | undefined>
  readonly put: (key: CryptoKey) => Promise<void>
  readonly remove: () => Promise<void>
}

export function createBindKey(place: KeyPlace): BindKey {
  return {
    sign: async (message) => {
      const key = await place.get()
      return key && new Uint8Array(await crypto.subtle.sign('HMAC', key, message))
    },
    make: async () => {
      try {
        if ((await place.get()) !== undefined) return true
        const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
        await place.put(key)
        return true
      } catch {
        return false
      }
    },
    forget: place.remove,
  }
}
