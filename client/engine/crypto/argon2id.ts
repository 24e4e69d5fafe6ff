/**
 * Argon2id (RFC 9106): makes guessing a passphrase cost memory and time. The
 * WebAssembly is loaded when a passphrase is first needed. 64 MiB and three
 * passes take about half a second here; each guess costs an attacker the same.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'

export interface StretchCost {
  readonly memoryKiB: number
  readonly passes: number
}

export const passphraseCost: StretchCost = { memoryKiB: 65_536, passes: 3 }

/** Undefined when there is not the memory for it, or nothing to stretch. */
export async function argon2id(
  password: Bytes,
  salt: Bytes,
  cost: StretchCost,
  length = 32,
): Promise<Bytes | undefined> {
  const { argon2id: run } = await import('hash-wasm')
  const options = {
    password,
    salt,
    parallelism: 1,
    iterations: cost.passes,
    memorySize: cost.memoryKiB,
    hashLength: length,
    outputType: 'binary',
  } as const
  try {
    return (await run(options)) as Bytes
  } catch {
    return undefined
  }
}
