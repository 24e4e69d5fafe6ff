/** Port: unpredictable bytes, for keys, nonces and ids. */
import type { Bytes } from '../../../shared/lib/bytes.ts'

export interface Random {
  readonly bytes: (length: number) => Bytes
}

export function createSystemRandom(): Random {
  return { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) }
}
