/**
 * The vault: what must be opened before anything sealed on this device can be
 * read. Staff open it with a passphrase; the public with a key that lies beside
 * it and is only as safe as the phone's own lock, which is what the screens say.
 * Opening needs no network. Rules VA5-VA12.
 */
import { type Bytes, utf8In, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { PinTry } from '../../engine-api/pin-acts.ts'
import { argon2id, passphraseCost, type StretchCost } from '../crypto/argon2id.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { BindKey } from '../platform/bind-key.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { DeviceStore, StoreFailure, Write } from './device-store.ts'
import { headerPlace } from './header-row.ts'
import { encodeLease, type LeaseTerm, leasePlace, newLease } from './lease.ts'
import { createSealedStore } from './sealed-store.ts'
import { clearAttempts, countAttempt, waitLeft } from './vault-attempts.ts'
import { createVaultLease } from './vault-lease.ts'
import { createVaultPasskey } from './vault-passkey.ts'
import type { PinStanding } from './vault-pin.ts'
import type { NewPasskey, NewPin, NewVault, OpenVault, Vault, VaultRefusal, VaultState } from './vault-port.ts'
import {
  encodeAttempts,
  encodeHeader,
  parseAttempts,
  parseHeader,
  pinPlace,
  type VaultAttempts,
  type VaultHeader,
} from './vault-rows.ts'
import { unwrap, wrap } from './wrap.ts'

export interface VaultDeps {
  readonly store: DeviceStore
  readonly clock: Clock
  readonly random: Random
  /** Absent where no key can be held so: no PIN opens there. */
  readonly bindKey?: (() => Promise<BindKey>) | undefined
  /** Cheaper in tests alone. */
  readonly cost?: StretchCost
}

const keyLength = 32
const saltLength = 16
const rows = { header: headerPlace.key, deviceKey: 'device-key', attempts: 'attempts' } as const
const none = new Uint8Array(0)

export function createVault(deps: VaultDeps): Vault {
  const { bindKey, clock, cost = passphraseCost, random, store } = deps
  const loadPin = loadOnce(async () => {
    if (bindKey === undefined) throw new Error('createVault: no PIN can open here')
    const [{ createVaultPin }, key] = await Promise.all([import('./vault-pin.ts'), bindKey()])
    return createVaultPin({ bindKey: key, clock, cost, random, store })
  })
  const lease = createVaultLease({ clock, store })
  const passkeys = createVaultPasskey({ random, store })
  let pinHere = false
  /** Of the open vault. */
  let openKey: Bytes | null = null
  let last: Promise<unknown> = Promise.resolve()
  let clearing: Promise<unknown> = Promise.resolve()

  async function headerOnDisk(): Promise<VaultHeader | 'empty' | 'broken'> {
    return headerOf(await store.get('vault', rows.header))
  }

  async function state(): Promise<VaultState> {
    const [bytes, attempts] = await store.getMany('vault', [rows.header, rows.attempts])
    const header = headerOf(bytes)
    if (header === 'empty') return { type: 'empty' }
    if (header === 'broken') return broken('header')
    const { opensWith } = header
    const name = await labelOf(header)
    if (openKey !== null) return { type: 'open', name, opensWith }
    const waitUntil = (await currentWait(parseAttempts(attempts)))?.waitUntil ?? null
    return {
      type: 'closed',
      name,
      opensWith,
      waitUntil,
      lease: await lease.look(termOf(header)),
      passkey: await passkeys.find(),
      pin: await pin(),
    }
  }

  async function create(vault: NewVault): Promise<Result<OpenVault, StoreFailure>> {
    if ((await headerOnDisk()) !== 'empty') throw new Error('createVault: this device has one already')
    const [vaultKey, salt, deviceKey] = [random.bytes(keyLength), random.bytes(saltLength), random.bytes(keyLength)]
    const secret = vault.passphrase ?? deviceKey
    const header = await sealHeader({ ...vault, secret, identity: vault.secret, vaultKey, salt })
    if (header === undefined) return err({ type: 'disk', detail: noMemory.detail })
    const sealedStore = await createSealedStore({ store, random, vaultKey })
    const beside = vault.passphrase === null ? [{ store: 'vault', key: rows.deviceKey, value: deviceKey } as const] : []
    const saved = await store.commit([
      { store: 'vault', key: rows.header, value: encodeHeader(header) },
      ...beside,
      { ...leasePlace, value: encodeLease(newLease(clock.now())) },
      ...((await vault.alongside?.(sealedStore)) ?? []),
    ])
    if (!saved.ok) return saved
    openKey = vaultKey
    await lease.look(termOf(header))
    return ok({ sealedStore, identitySecret: vault.secret })
  }

  async function sealHeader(parts: {
    readonly secret: string | Bytes
    readonly identity: Bytes
    readonly name: string
    readonly vaultKey: Bytes
    readonly salt: Bytes
  }): Promise<VaultHeader | undefined> {
    const labelKey = random.bytes(keyLength)
    const kek = await keyEncryptionKey(parts.secret, parts.salt, cost)
    if (kek === undefined) return undefined
    const [wrapped, identity, label] = await Promise.all([
      wrap(kek, random, 'vault', parts.vaultKey),
      wrap(await identityKeyOf(parts.vaultKey), random, 'identity', parts.identity),
      wrap(labelKey, random, 'label', utf8ToBytes(parts.name)),
    ])
    const opensWith = typeof parts.secret === 'string' ? 'passphrase' : 'device'
    return { opensWith, salt: parts.salt, cost, wrapped, identity, label, labelKey }
  }

  async function unlock(secret: string | Bytes | PinTry | null): Promise<Result<OpenVault, VaultRefusal>> {
    const header = await headerOnDisk()
    if (header === 'empty' || header === 'broken') return err(broken('header'))
    if ((await lease.look(termOf(header))).type === 'over') return err({ type: 'lease-over' })
    if (header.opensWith === 'passphrase') {
      return unlockWith(header, secret ?? '')
    }
    const deviceKey = await store.get('vault', rows.deviceKey)
    if (deviceKey === undefined) return err(broken('device key'))
    const kek = await keyEncryptionKey(deviceKey, header.salt, header.cost)
    return (kek && (await open(header, kek))) ?? err(broken('wrap'))
  }

  async function unlockWith(header: VaultHeader, secret: string | Bytes | PinTry) {
    if (typeof secret === 'object' && 'pin' in secret) return unlockWithPin(header, secret)
    const [opened, isPinHere] = await Promise.all([
      typeof secret === 'string' ? unlockWithPassphrase(header, secret) : unlockWithPasskey(header, secret),
      hasPinRow(),
    ])
    if (opened.ok && isPinHere) pinHere = await (await loadPin()).noteOpened()
    return opened
  }

  async function unlockWithPassphrase(
    header: VaultHeader,
    passphrase: string,
  ): Promise<Result<OpenVault, VaultRefusal>> {
    const found = await keyByPassphrase(header, passphrase)
    if (!found.ok) return found
    // That it was right is written while the device is opened with it.
    clearing = saveAttempts(found.value.cleared)
    return openWith(header, found.value.vaultKey)
  }

  /** `cleared`: for the caller to write. */
  async function keyByPassphrase(
    header: VaultHeader,
    passphrase: string,
  ): Promise<Result<{ readonly vaultKey: Bytes; readonly cleared: VaultAttempts }, VaultRefusal>> {
    if (passphrase === '') return err({ type: 'wrong-passphrase', waitUntil: null })
    const attempts = parseAttempts(await store.get('vault', rows.attempts))
    const wait = await currentWait(attempts)
    if (wait !== undefined) return err({ type: 'too-soon', waitUntil: wait.waitUntil })
    const counted = countAttempt(attempts, clock.now())
    await saveAttempts(counted)
    const kek = await keyEncryptionKey(passphrase, header.salt, header.cost)
    if (kek === undefined) return err(noMemory)
    const vaultKey = await unwrap(kek, 'vault', header.wrapped)
    if (vaultKey === undefined) return err({ type: 'wrong-passphrase', waitUntil: counted.waitUntil })
    return ok({ vaultKey, cleared: clearAttempts(counted, clock.now()) })
  }

  async function unlockWithPin(header: VaultHeader, { pin: typed }: PinTry): Promise<Result<OpenVault, VaultRefusal>> {
    if (!(await hasPinRow())) return err({ type: 'pin-closed' })
    const part = await loadPin()
    const opened = await part.open(typed, async (vaultKey) => {
      const tried = await openWith(header, vaultKey)
      return tried.ok ? tried.value : undefined
    })
    if (!opened.ok) return opened
    await part.noteOpened()
    return opened
  }

  async function unlockWithPasskey(header: VaultHeader, secret: Bytes): Promise<Result<OpenVault, VaultRefusal>> {
    const vaultKey = await passkeys.open(secret)
    if (vaultKey === undefined) return err({ type: 'wrong-passkey' })
    const opened = await openWith(header, vaultKey)
    await saveAttempts(clearAttempts(parseAttempts(await store.get('vault', rows.attempts)), clock.now()))
    return opened
  }

  async function setPasskey(given: NewPasskey | null): Promise<Result<void, StoreFailure>> {
    if (given === null) return passkeys.takeAway()
    if (openKey === null) throw vaultClosed()
    return passkeys.set(given, openKey)
  }

  async function pin(): Promise<PinStanding | null> {
    return (await hasPinRow()) ? (await loadPin()).standing() : null
  }

  /** Most devices have none, and load nothing for it. */
  async function hasPinRow(): Promise<boolean> {
    pinHere = bindKey !== undefined && (await store.get(pinPlace.store, pinPlace.key)) !== undefined
    return pinHere
  }

  async function setPin({ passphrase, pin: chosen }: NewPin): Promise<Result<void, VaultRefusal | StoreFailure>> {
    if (openKey === null) throw vaultClosed()
    const header = await headerOnDisk()
    if (header === 'empty' || header === 'broken') return err(broken('header'))
    const found = await keyByPassphrase(header, passphrase)
    if (!found.ok) return found
    await saveAttempts(found.value.cleared)
    const saved = await (await loadPin()).set(chosen, found.value.vaultKey)
    pinHere ||= saved.ok
    return saved
  }

  async function takePinAway(why: 'asked' | 'unmarked'): Promise<Result<void, StoreFailure>> {
    const saved = await (await loadPin()).takeAway(why)
    if (saved.ok) pinHere = false
    return saved
  }

  async function identityWrite(secret: Bytes): Promise<Write> {
    const header = await headerOnDisk()
    if (openKey === null || header === 'empty' || header === 'broken') throw vaultClosed()
    const identity = await wrap(await identityKeyOf(openKey), random, 'identity', secret)
    return { store: 'vault', key: rows.header, value: encodeHeader({ ...header, identity }) }
  }

  async function currentWait(attempts: VaultAttempts): Promise<VaultAttempts | undefined> {
    const wait = waitLeft(attempts, clock.now())
    if (wait !== undefined && wait !== attempts) await saveAttempts(wait)
    return wait
  }

  /** On a full disk the count is lost, never the person's way in: opening frees nothing and must stay possible. */
  async function saveAttempts(attempts: VaultAttempts): Promise<void> {
    await store.commit([{ store: 'vault', key: rows.attempts, value: encodeAttempts(attempts) }])
  }

  async function open(header: VaultHeader, kek: Bytes): Promise<Result<OpenVault, VaultRefusal> | undefined> {
    const vaultKey = await unwrap(kek, 'vault', header.wrapped)
    return vaultKey === undefined ? undefined : openWith(header, vaultKey)
  }

  async function openWith(header: VaultHeader, vaultKey: Bytes): Promise<Result<OpenVault, VaultRefusal>> {
    const [identitySecret, sealedStore] = await Promise.all([
      identityKeyOf(vaultKey).then((key) => unwrap(key, 'identity', header.identity)),
      createSealedStore({ store, random, vaultKey }),
    ])
    if (identitySecret === undefined) return err(broken('identity'))
    openKey = vaultKey
    return ok({ sealedStore, identitySecret })
  }

  /** One attempt at a time: two at once would be counted as one. */
  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = last.then(run)
    last = result.catch(() => {}).then(() => clearing)
    return result
  }

  return {
    state: () => inTurn(state),
    create: (vault) => inTurn(() => create(vault)),
    unlock: (secret) => inTurn(() => unlock(secret)),
    setPasskey: (given) => inTurn(() => setPasskey(given)),
    passkey: passkeys.find,
    setPin: (given) => inTurn(() => setPin(given)),
    takePinAway: (why) => inTurn(() => takePinAway(why)),
    pin: () => inTurn(pin),
    hasPin: () => pinHere,
    identityWrite: (secret) => inTurn(() => identityWrite(secret)),
    noteContact: () => inTurn(lease.renew),
    lease: lease.standing,
    lock: () => {
      openKey = null
    },
  }
}

function headerOf(bytes: Bytes | undefined): VaultHeader | 'empty' | 'broken' {
  return bytes === undefined ? 'empty' : (parseHeader(bytes) ?? 'broken')
}

function termOf({ opensWith }: VaultHeader): LeaseTerm {
  return opensWith === 'passphrase' ? 'staff' : 'public'
}

const noMemory = broken('memory')

function broken(detail: string): { readonly type: 'broken'; readonly detail: string } {
  return { type: 'broken', detail: `vault ${detail}` }
}

/** NFKC: the same letters typed on another keyboard are the same passphrase. */
export async function keyEncryptionKey(
  secret: string | Bytes,
  salt: Bytes,
  cost: StretchCost,
): Promise<Bytes | undefined> {
  if (typeof secret !== 'string') return hkdfSha256(secret, salt, purpose('kek/device'))
  const stretched = await argon2id(utf8ToBytes(secret.normalize('NFKC')), salt, cost)
  return stretched === undefined ? undefined : hkdfSha256(stretched, salt, purpose('kek/pass'))
}

export function identityKeyOf(vaultKey: Bytes): Promise<Bytes> {
  return hkdfSha256(vaultKey, none, purpose('rest/dev'))
}

/** Whose vault it is, for a list of the people on one device; null for none, and for a phone of the public. */
export async function readVaultLabel(store: DeviceStore): Promise<string | null> {
  const bytes = await store.get('vault', rows.header)
  const header = bytes === undefined ? undefined : parseHeader(bytes)
  return header?.opensWith === 'passphrase' ? labelOf(header) : null
}

async function labelOf(header: VaultHeader): Promise<string> {
  const label = await unwrap(header.labelKey, 'label', header.label)
  return label === undefined ? '' : (utf8In(label) ?? '')
}

function vaultClosed(): Error {
  return new Error('the vault is closed')
}
