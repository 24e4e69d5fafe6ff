/**
 * A PIN as a further way into a vault, on devices the organisation manages. One
 * row holds the vault key under it and how often a wrong one was tried: whoever
 * deletes the count deletes the way in, and one that this browser did not sign
 * leaves no more tries. Loaded where there is a PIN, or one is asked for. Rules
 * VA190-VA195, VA860, VA861.
 */
import { type Bytes, concatBytes, equalBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { argon2id, type StretchCost } from '../crypto/argon2id.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { BindKey } from '../platform/bind-key.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { DeviceStore, StoreFailure } from './device-store.ts'
import { clearAttempts, countAttempt, waitLeft } from './vault-attempts.ts'
import {
  encodeAttempts,
  highestCost,
  isUpTo,
  noAttempts,
  parseAttempts,
  pinPlace,
  type VaultAttempts,
} from './vault-rows.ts'
import { unwrap, wrap } from './wrap.ts'

/** Ten wrong ones of a million: then a passphrase or a passkey has to open. Nothing is erased. */
export const pinTries = 10

export type PinStanding =
  | { readonly type: 'ready'; readonly waitUntil: Instant | null }
  /** After ten wrong ones, until a passphrase or a passkey opens. */
  | { readonly type: 'closed' }
  /** The device is managed no more; nobody has opened it since. */
  | { readonly type: 'taken-away' }

export type PinRefusal =
  | { readonly type: 'wrong-pin'; readonly waitUntil: Instant | null; readonly left: number }
  | { readonly type: 'too-soon'; readonly waitUntil: Instant }
  /** Ten wrong ones, none there, or no room to count a try: nothing was tried. */
  | { readonly type: 'pin-closed' }
  | { readonly type: 'broken'; readonly detail: string }

interface PinRow {
  readonly salt: Bytes
  readonly cost: StretchCost
  readonly wrapped: Bytes
  readonly tries: VaultAttempts
}

/** As it was read: the count in the very bytes that were signed. */
interface StoredPin {
  readonly row: PinRow
  readonly counted: Bytes
  readonly sealed: Bytes
}

interface VaultPinDeps {
  readonly store: DeviceStore
  readonly clock: Clock
  readonly random: Random
  readonly cost: StretchCost
  readonly bindKey: BindKey
}

const saltLength = 16
const version = 2
const noSeal: Bytes = new Uint8Array(0)

export function createVaultPin({ bindKey, clock, cost, random, store }: VaultPinDeps) {
  async function read(): Promise<PinRow | 'taken-away' | undefined> {
    const found = parsePin(await store.get(pinPlace.store, pinPlace.key))
    if (found === undefined || found === 'taken-away') return found
    const { counted, row, sealed } = found
    const seal = await sealOf(row, counted)
    const isOurs = seal !== undefined && equalBytes(seal, sealed)
    return isOurs ? row : { ...row, tries: { ...row.tries, failed: pinTries } }
  }

  async function write(row: PinRow | 'taken-away' | null): Promise<Result<void, StoreFailure>> {
    const isRow = row !== null && row !== 'taken-away'
    const seal = isRow ? await sealOf(row, encodeAttempts(row.tries)) : undefined
    const value = isRow ? encodePin(row, seal ?? noSeal) : row && encodeCbor([version])
    return store.commit([{ ...pinPlace, value }])
  }

  function sealOf({ salt, wrapped }: PinRow, counted: Bytes): Promise<Bytes | undefined> {
    return bindKey.sign(concatBytes(salt, wrapped, counted))
  }

  async function standing(): Promise<PinStanding | null> {
    const row = await read()
    if (row === undefined) return null
    if (row === 'taken-away') return { type: row }
    if (row.tries.failed >= pinTries) return { type: 'closed' }
    return { type: 'ready', waitUntil: (await currentWait(row))?.waitUntil ?? null }
  }

  async function currentWait(row: PinRow): Promise<VaultAttempts | undefined> {
    const wait = waitLeft(row.tries, clock.now())
    if (wait !== undefined && wait !== row.tries) await write({ ...row, tries: wait })
    return wait
  }

  /** `isRight` says whether the key that came out opens this vault: a row of another's opens nothing here. */
  async function open<Opened>(
    pin: string,
    tryKey: (vaultKey: Bytes) => Promise<Opened | undefined>,
  ): Promise<Result<Opened, PinRefusal>> {
    const row = await read()
    if (row === undefined || row === 'taken-away' || row.tries.failed >= pinTries) return err({ type: 'pin-closed' })
    const wait = await currentWait(row)
    if (wait !== undefined) return err({ type: 'too-soon', waitUntil: wait.waitUntil })
    const tries = countAttempt(row.tries, clock.now())
    // On the disk before it is tried. A passphrase is tried without room for a count; a PIN is too short for that.
    if (!(await write({ ...row, tries })).ok) return err({ type: 'pin-closed' })
    const bound = await bindKey.sign(row.salt)
    if (bound === undefined) return err({ type: 'pin-closed' })
    const kek = await pinKek(pin, bound, row)
    if (kek === undefined) return err({ type: 'broken', detail: 'vault memory' })
    const vaultKey = await unwrap(kek, 'pin', row.wrapped)
    const opened = vaultKey === undefined ? undefined : await tryKey(vaultKey)
    if (opened !== undefined) return ok(opened)
    return err({ type: 'wrong-pin', waitUntil: tries.waitUntil, left: pinTries - tries.failed })
  }

  async function set(pin: string, vaultKey: Bytes): Promise<Result<void, StoreFailure>> {
    // Another key: rows of the PIN before are worth nothing from here on. Cut short, there is no PIN.
    const emptied = await write(null)
    if (!emptied.ok) return emptied
    await bindKey.forget()
    if (!(await bindKey.make())) return err({ type: 'disk', detail: 'bind key' })
    const salt = random.bytes(saltLength)
    const bound = await bindKey.sign(salt)
    const kek = bound && (await pinKek(pin, bound, { salt, cost }))
    if (kek === undefined) return err({ type: 'disk', detail: 'vault memory' })
    return write({ salt, cost, wrapped: await wrap(kek, random, 'pin', vaultKey), tries: noAttempts })
  }

  /** `unmarked`: the word of it stays until the next opening, so that the screen can say why. */
  async function takeAway(why: 'asked' | 'unmarked'): Promise<Result<void, StoreFailure>> {
    const saved = await write(why === 'asked' ? null : 'taken-away')
    if (saved.ok) await bindKey.forget()
    return saved
  }

  /** Whoever opened is who it should be: the tries begin anew, and what was said is heard. Answers whether there is a PIN. */
  async function noteOpened(): Promise<boolean> {
    const row = await read()
    if (row === undefined || row === 'taken-away') {
      await write(null)
      return false
    }
    if (row.tries.failed > 0) await write({ ...row, tries: clearAttempts(row.tries, clock.now()) })
    return true
  }

  return { standing, open, set, takeAway, noteOpened }
}

/** KEK_pin: what guessing costs, and what stays in this browser, in one. */
async function pinKek(
  pin: string,
  bound: Bytes,
  { cost, salt }: Pick<PinRow, 'cost' | 'salt'>,
): Promise<Bytes | undefined> {
  const stretched = await argon2id(utf8ToBytes(pin), salt, cost)
  return stretched && hkdfSha256(concatBytes(stretched, bound), salt, purpose('kek/pin'))
}

function encodePin({ cost, salt, tries, wrapped }: PinRow, seal: Bytes): Bytes {
  return encodeCbor([version, salt, cost.memoryKiB, cost.passes, wrapped, encodeAttempts(tries), seal])
}

/** A row that cannot be read is none, and so opens nothing: the passphrase does. */
function parsePin(bytes: Uint8Array | undefined): StoredPin | 'taken-away' | undefined {
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded?.ok !== true || !Array.isArray(decoded.value)) return undefined
  const [was, salt, memoryKiB, passes, wrapped, counted, sealed]: readonly unknown[] = decoded.value
  if (was !== version) return undefined
  if (decoded.value.length === 1) return 'taken-away'
  const isWhole =
    [salt, wrapped, counted, sealed].every((each) => each instanceof Uint8Array) && decoded.value.length === 7
  if (!isWhole || !isUpTo(memoryKiB, highestCost.memoryKiB) || !isUpTo(passes, highestCost.passes)) return undefined
  const tries = parseAttempts(counted as Bytes)
  const row = { salt: salt as Bytes, cost: { memoryKiB, passes }, wrapped: wrapped as Bytes, tries }
  return { row, counted: counted as Bytes, sealed: sealed as Bytes }
}
