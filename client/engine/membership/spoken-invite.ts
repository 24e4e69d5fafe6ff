/**
 * An invite under a spoken code. The code is stretched like a passphrase: whoever
 * runs the relay has the sealed invite for minutes, and each guess at the fifteen
 * digits costs what a guess at a passphrase does. Rule KR94.
 */
import { type Bytes, concatBytes, utf8In, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import type { SpokenDeposit } from '../../../shared/protocol/spoken.ts'
import { aesGcmOpen, aesGcmSeal, importAesKey, nonceLength } from '../crypto/aes-gcm.ts'
import { argon2id, passphraseCost } from '../crypto/argon2id.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { Random } from '../platform/random.ts'

const nothing = new Uint8Array(0)

/** Undefined when there is not the memory for it. */
async function derive(code: string): Promise<{ readonly id: Bytes; readonly key: CryptoKey } | undefined> {
  const stretched = await argon2id(utf8ToBytes(code), purpose('spoken'), passphraseCost)
  if (stretched === undefined) return undefined
  const [id, key] = [
    await hkdfSha256(stretched, nothing, purpose('spoken-id')),
    await hkdfSha256(stretched, nothing, purpose('spoken-key')),
  ]
  return { id: id.slice(0, 16), key: await importAesKey(key) }
}

export async function sealSpoken(code: string, fragment: string, random: Random): Promise<SpokenDeposit | undefined> {
  const derived = await derive(code)
  if (derived === undefined) return undefined
  const nonce = random.bytes(nonceLength)
  const body = await aesGcmSeal(derived.key, nonce, derived.id, utf8ToBytes(fragment))
  return { id: derived.id, sealed: concatBytes(nonce, body) }
}

export interface HeardCode {
  /** Under which the relay has it. */
  readonly id: Bytes
  /** Undefined when it was not sealed under this code. */
  readonly open: (deposit: SpokenDeposit) => Promise<string | undefined>
}

export async function hearCode(code: string): Promise<HeardCode | undefined> {
  const derived = await derive(code)
  if (derived === undefined) return undefined
  const { id, key } = derived
  return {
    id,
    open: async ({ sealed }) => {
      const opened = await aesGcmOpen(key, sealed.slice(0, nonceLength), id, sealed.slice(nonceLength))
      return opened === undefined ? undefined : utf8In(opened)
    },
  }
}
