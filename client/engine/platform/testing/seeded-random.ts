/** Reproducible bytes for tests: SHA-256 of a seed and a counter. */
import { type Bytes, u32ToBytes, utf8ToBytes } from '../../../../shared/lib/bytes.ts'
import { sha256 } from '../../../../shared/lib/hash.ts'
import type { Random } from '../random.ts'

export function createSeededRandom(seed: string): Random {
  let counter = 0
  return {
    bytes: (length): Bytes => {
      const bytes = new Uint8Array(length)
      for (let offset = 0; offset < length; offset += 32) {
        const block = sha256(utf8ToBytes(seed), u32ToBytes(counter++))
        bytes.set(block.subarray(0, Math.min(32, length - offset)), offset)
      }
      return bytes
    },
  }
}
