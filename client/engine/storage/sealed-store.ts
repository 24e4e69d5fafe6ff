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
import { createKeyedHash } from '../crypto/keyed-hash.ts'
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

export interface SealedPlace {
  readonly scope: string
  readonly name: string
}

export type SealedValue = Result<Bytes | undefined, Damaged>

export interface SealedStore {
  readonly get: (store: SealedStoreName, scope: string, name: string) => Promise<SealedValue>
  /** In the order asked, with one look at the disk. */
  readonly getMany: (store: SealedStoreName, places: readonly SealedPlace[]) => Promise<readonly SealedValue[]>
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
/** Scopes whose blinded form is remembered: those of one large batch. */
const scopesKept = 2_000

interface RestKeys {
  readonly record: CryptoKey
  readonly blind: (...parts: readonly string[]) => string
}

export async function createSealedStore({ store, random, vaultKey }: SealedStoreDeps): Promise<SealedStore> {
  const keys = await restKeysOf(vaultKey)

  const keyOf = createBlindKeys(keys)

  async function seal({ store: name, scope, name: row, value }: SealedItem): Promise<Write> {
    const key = keyOf.row(name, scope, row)
    if (value === null) return { store: name, key, value: null }
    const label = utf8ToBytes(row)
    const plaintext = concatBytes(u32ToBytes(label.length), label, value)
    const nonce = random.bytes(nonceLength)
    const sealed = await aesGcmSeal(keys.record, nonce, placeOf(name, key), plaintext)
    return { store: name, key, value: concatBytes(nonce, sealed) }
  }

  async function open(name: SealedStoreName, key: string, sealed: Bytes) {
    const nonce = sealed.subarray(0, nonceLength)
    const plaintext = await aesGcmOpen(keys.record, nonce, placeOf(name, key), sealed.subarray(nonceLength))
    return plaintext === undefined ? undefined : splitName(plaintext)
  }

  async function openValue(name: SealedStoreName, key: string, sealed: Bytes | undefined): Promise<SealedValue> {
    if (sealed === undefined) return ok(undefined)
    const opened = await open(name, key, sealed)
    return opened === undefined ? err({ type: 'damaged', store: name }) : ok(opened.value)
  }

  return {
    get: async (name, scope, row) => {
      const key = keyOf.row(name, scope, row)
      return openValue(name, key, await store.get(name, key))
    },
    getMany: async (name, places) => {
      const rowKeys = places.map((place) => keyOf.row(name, place.scope, place.name))
      const sealed = await store.getMany(name, rowKeys)
      return Promise.all(rowKeys.map((key, index) => openValue(name, key, sealed[index])))
    },
    list: async (name, scope) => {
      const prefix = keyOf.scope(name, scope)
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
  const hashOf = createKeyedHash(index)
  return {
    record: await importAesKey(record),
    blind: (...parts) => {
      const input = parts.flatMap((part) => [u32ToBytes(part.length), utf8ToBytes(part), separator])
      return bytesToHex(hashOf(...input).subarray(0, blindedLength))
    },
  }
}

function createBlindKeys({ blind }: RestKeys) {
  const scopes = new Map<string, string>()

  /** With the dot: no scope's keys start with another's. */
  function scopeOf(store: SealedStoreName, scope: string): string {
    const name = `${store}/${scope}`
    const known = scopes.get(name)
    if (known !== undefined) return known
    if (scopes.size >= scopesKept) scopes.clear()
    const blinded = `${blind(store, scope)}.`
    scopes.set(name, blinded)
    return blinded
  }

  return {
    scope: scopeOf,
    row: (store: SealedStoreName, scope: string, name: string) => scopeOf(store, scope) + blind(store, scope, name),
  }
}

function placeOf(store: SealedStoreName, key: string): Bytes {
  return concatBytes(purpose('rest'), utf8ToBytes(store), separator, utf8ToBytes(key), schema)
}

function splitName(plaintext: Bytes): { readonly name: string; readonly value: Bytes } {
  const end = 4 + new DataView(plaintext.buffer).getUint32(0)
  return { name: bytesToUtf8(plaintext.subarray(4, end)), value: plaintext.slice(end) }
}
