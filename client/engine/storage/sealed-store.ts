/**
 * Sealing at rest: values under K_rec with the place they lie in as associated
 * data, keys blinded with K_idx, so that a row changed or moved does not open
 * and a stolen disk does not tell whose it is. A scope is what is read together
 * (a partition, a document); the name tells rows of a scope apart and travels
 * inside. Rules VA1-VA4.
 */
import { type Bytes, bytesToHex, bytesToUtf8, concatBytes, u32ToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { aesGcmOpen, aesGcmSeal, importAesKey, nonceLength } from '../crypto/aes-gcm.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { Random } from '../platform/random.ts'
import type { DeviceStore, Write } from './device-store.ts'
import { prefixEnd } from './key-range.ts'

export type SealedStoreName = 'keys' | 'docs' | 'pages' | 'drafts' | 'parked'

export interface SealedItem {
  readonly store: SealedStoreName
  readonly scope: string
  readonly name: string
  /** Null deletes. */
  readonly value: Bytes | null
}

/** The row was changed, or moved here from another place. */
export interface Damaged {
  readonly type: 'damaged'
  readonly store: SealedStoreName
}

export interface SealedScope {
  /** In name order. */
  readonly items: readonly { readonly name: string; readonly value: Bytes }[]
  /** Rows that could not be opened. */
  readonly damaged: number
}

export interface SealedStore {
  readonly get: (store: SealedStoreName, scope: string, name: string) => Promise<Result<Bytes | undefined, Damaged>>
  readonly list: (store: SealedStoreName, scope: string) => Promise<SealedScope>
  /** Sealed and blinded, for the caller's own transaction. */
  readonly seal: (items: readonly SealedItem[]) => Promise<readonly Write[]>
}

export interface SealedStoreDeps {
  readonly store: DeviceStore
  readonly random: Random
  readonly vaultKey: Bytes
}

/** Raised when the form of what is sealed changes: rows of another form count as damaged and are made again. */
const schema = new Uint8Array([1])
const blindedLength = 16
const separator = new Uint8Array([0])

interface RestKeys {
  readonly record: CryptoKey
  readonly index: CryptoKey
}

export async function createSealedStore({ store, random, vaultKey }: SealedStoreDeps): Promise<SealedStore> {
  const keys = await restKeysOf(vaultKey)

  async function seal({ store: name, scope, name: row, value }: SealedItem): Promise<Write> {
    const key = await blindedKey(keys, name, scope, row)
    if (value === null) return { store: name, key, value: null }
    const label = utf8ToBytes(row)
    const plaintext = concatBytes(u32ToBytes(label.length), label, value)
    const nonce = random.bytes(nonceLength)
    const sealed = await aesGcmSeal(keys.record, nonce, placeOf(name, key), plaintext)
    return { store: name, key, value: concatBytes(nonce, sealed) }
  }

  async function open(name: SealedStoreName, key: string, sealed: Bytes) {
    const nonce = sealed.slice(0, nonceLength)
    const plaintext = await aesGcmOpen(keys.record, nonce, placeOf(name, key), sealed.slice(nonceLength))
    return plaintext === undefined ? undefined : splitName(plaintext)
  }

  return {
    get: async (name, scope, row) => {
      const key = await blindedKey(keys, name, scope, row)
      const sealed = await store.get(name, key)
      if (sealed === undefined) return ok(undefined)
      const opened = await open(name, key, sealed)
      return opened === undefined ? err({ type: 'damaged', store: name }) : ok(opened.value)
    },
    list: async (name, scope) => {
      const prefix = await blindedScope(keys, name, scope)
      const rows = await store.scan(name, prefix, prefixEnd(prefix))
      const opened = await Promise.all(rows.map(({ key, value }) => open(name, key, value)))
      const items = opened.filter((item) => item !== undefined)
      items.sort((a, b) => (a.name < b.name ? -1 : 1))
      return { items, damaged: opened.length - items.length }
    },
    seal: (items) => Promise.all(items.map(seal)),
  }
}

async function restKeysOf(vaultKey: Bytes): Promise<RestKeys> {
  const none = new Uint8Array(0)
  const [record, index] = await Promise.all([
    hkdfSha256(vaultKey, none, purpose('rest/rec')),
    hkdfSha256(vaultKey, none, purpose('rest/idx')),
  ])
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  return {
    record: await importAesKey(record),
    index: await crypto.subtle.importKey('raw', index, hmac, false, ['sign']),
  }
}

async function blind({ index }: RestKeys, ...parts: readonly string[]): Promise<string> {
  const input = concatBytes(...parts.flatMap((part) => [u32ToBytes(part.length), utf8ToBytes(part), separator]))
  return bytesToHex(new Uint8Array(await crypto.subtle.sign('HMAC', index, input)).subarray(0, blindedLength))
}

/** With the dot: no scope's keys start with another's. */
async function blindedScope(keys: RestKeys, store: SealedStoreName, scope: string): Promise<string> {
  return `${await blind(keys, store, scope)}.`
}

async function blindedKey(keys: RestKeys, store: SealedStoreName, scope: string, name: string): Promise<string> {
  const [start, end] = await Promise.all([blindedScope(keys, store, scope), blind(keys, store, scope, name)])
  return start + end
}

function placeOf(store: SealedStoreName, key: string): Bytes {
  return concatBytes(purpose('rest'), utf8ToBytes(store), separator, utf8ToBytes(key), schema)
}

function splitName(plaintext: Bytes): { readonly name: string; readonly value: Bytes } {
  const end = 4 + new DataView(plaintext.buffer).getUint32(0)
  return { name: bytesToUtf8(plaintext.subarray(4, end)), value: plaintext.slice(end) }
}
