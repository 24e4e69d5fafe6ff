/**
 * The relay's own key, with which it signs how far its fetch log went. Whoever
 * founds a team writes the public half into the team's genesis. It opens nothing;
 * it lies beside the database, readable by the relay's own user alone. Rule RT144.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bytes, bytesToHex, concatBytes, hexToBytes } from '../../shared/lib/bytes.ts'

export interface RelayKey {
  readonly publicKey: Bytes
  /** Ed25519. */
  readonly sign: (message: Uint8Array) => Bytes
}

/** RFC 8410: the fixed DER in front of a raw 32-byte private key; a public one ends with its 32 bytes. */
const privateDer = hexToBytes('302e020100300506032b657004220420')
const seedLength = 32

export function relayKeyOf(seed: Bytes): RelayKey {
  const key = createPrivateKey({ key: Buffer.from(concatBytes(privateDer, seed)), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}

/** Made when it is first needed, by the relay or by `create-space`, whichever comes first. */
export function openRelayKey(folder: string): RelayKey {
  const path = join(folder, 'relay.key')
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(path, `${bytesToHex(new Uint8Array(randomBytes(seedLength)))}\n`, { flag: 'wx', mode: 0o600 })
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by other users of this machine. Say: chmod 600 ${path}`)
  }
  const text = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} does not hold the relay's key.`)
  return relayKeyOf(hexToBytes(text))
}
