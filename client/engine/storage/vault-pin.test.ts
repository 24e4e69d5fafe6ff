/** VA190-VA195, VA860, VA861: a PIN beside the passphrase. */
import { expect, test } from 'vitest'
import { type Bytes, concatBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { argon2id } from '../crypto/argon2id.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { BindKey } from '../platform/bind-key.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryBindKey } from '../platform/testing/memory-bind-key.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from './device-store.memory.ts'
import type { DeviceStore, Write } from './device-store.ts'
import { createVault } from './vault.ts'
import { pinTries } from './vault-pin.ts'
import { encodeAttempts, noAttempts } from './vault-rows.ts'
import { unwrap } from './wrap.ts'

const cost = { memoryKiB: 64, passes: 1 }
const passphrase = 'kettle marmalade umbrella'
const pin = '80425173'
const secret = utf8ToBytes('device secret of thirty-two byte')
const wrong = (waitMs: number, left: number, now: number) => ({
  ok: false,
  error: { type: 'wrong-pin', waitUntil: now + waitMs, left },
})

async function setup(name = 'vault', bindKey: BindKey = createMemoryBindKey()) {
  const store = createMemoryDeviceStore()
  const clock = createManualClock()
  let starts = 0
  const start = (on: DeviceStore, key = bindKey) =>
    createVault({ store: on, clock, random: createSeededRandom(`${name} ${starts++}`), cost, bindKey: async () => key })
  const vault = start(store)
  const created = await vault.create({ secret, passphrase, name: 'Aisha' })
  if (!created.ok) throw new Error('not created')
  expect(await vault.setPin({ pin, passphrase })).toEqual({ ok: true, value: undefined })
  return { store, clock, bindKey, vault, start, restart: () => start(store.reopen()) }
}

type Made = Awaited<ReturnType<typeof setup>>

/** A wrong PIN, in a fresh start each time, and the wait it brings. */
async function failTimes({ clock, restart }: Made, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    const refused = await restart().unlock({ pin: '00000000' })
    if (refused.ok || refused.error.type !== 'wrong-pin') throw new Error(JSON.stringify(refused))
    clock.advance((refused.error.waitUntil ?? 0) - clock.now())
  }
}

const onDisk = async (store: DeviceStore) => (await store.get('vault', 'pin'))!
const put = (store: DeviceStore, value: Bytes | null) => store.commit([{ store: 'vault', key: 'pin', value }])

test('VA190 the PIN opens what the passphrase opens, changed it is another one, and the passphrase always opens', async () => {
  const { restart, vault } = await setup()
  expect(await restart().state()).toMatchObject({ pin: { type: 'ready', waitUntil: null } })
  const opened = await restart().unlock({ pin })
  expect(opened.ok && opened.value.identitySecret).toEqual(secret)
  const again = restart()
  expect((await again.unlock(passphrase)).ok).toBe(true)
  expect((await again.setPin({ pin: '739105', passphrase })).ok).toBe(true)
  expect((await restart().unlock({ pin })).ok).toBe(false)
  vault.lock()
  await expect(vault.setPin({ pin, passphrase })).rejects.toThrow('closed')
})

test('VA190 setting it takes the passphrase, whose wrong tries are counted as ever', async () => {
  const { clock, restart } = await setup()
  const vault = restart()
  await vault.unlock(passphrase)
  const refused = { type: 'wrong-passphrase', waitUntil: clock.now() + 1_000 }
  expect(await vault.setPin({ pin: '739105', passphrase: 'a guess' })).toEqual({ ok: false, error: refused })
  expect(await vault.setPin({ pin: '739105', passphrase })).toMatchObject({ error: { type: 'too-soon' } })
  expect((await restart().unlock({ pin })).ok).toBe(true)
})

test('VA192 a wrong PIN waits like a wrong passphrase, also after a restart, and neither holds up the other', async () => {
  const made = await setup()
  const { clock, restart } = made
  expect(await restart().unlock({ pin: '123' })).toEqual(wrong(1_000, 9, clock.now()))
  const vault = restart()
  expect(await vault.state()).toMatchObject({ waitUntil: null, pin: { type: 'ready', waitUntil: clock.now() + 1_000 } })
  expect(await vault.unlock({ pin })).toEqual({
    ok: false,
    error: { type: 'too-soon', waitUntil: clock.now() + 1_000 },
  })
  clock.advance(1_000)
  expect(await vault.unlock({ pin: '123' })).toEqual(wrong(2_000, 8, clock.now()))
  expect(await vault.unlock('not the passphrase')).toMatchObject({ error: { type: 'wrong-passphrase' } })
  clock.advance(2_000)
  expect((await vault.unlock({ pin })).ok).toBe(true)
  // The right one begins the count anew.
  expect(await restart().unlock({ pin: '123' })).toEqual(wrong(1_000, 9, clock.now()))
})

test('VA192 a clock set back starts the same wait again: it neither lets in sooner nor locks out', async () => {
  const made = await setup()
  await failTimes(made, 3)
  const { clock, restart } = made
  expect(await restart().unlock({ pin: '0' })).toEqual(wrong(8_000, 6, clock.now()))
  clock.advance(-1_000_000)
  const vault = restart()
  expect(await vault.state()).toMatchObject({ pin: { waitUntil: clock.now() + 8_000 } })
  expect(await vault.unlock({ pin })).toMatchObject({ error: { type: 'too-soon' } })
  clock.advance(7_999)
  expect(await restart().unlock({ pin })).toMatchObject({ error: { type: 'too-soon' } })
  clock.advance(1)
  expect((await restart().unlock({ pin })).ok).toBe(true)
})

test('VA192 tries at once are counted one by one, and one that the process does not survive still counts', async () => {
  const { clock, restart, start, store } = await setup()
  const vault = restart()
  const results = await Promise.all(['1', '2', '3'].map((guess) => vault.unlock({ pin: guess })))
  expect(results.map((result) => !result.ok && result.error.type)).toEqual(['wrong-pin', 'too-soon', 'too-soon'])
  clock.advance(1_000)
  const disk = store.reopen()
  let killed: MemoryDeviceStore | undefined
  const dying = {
    ...disk,
    commit: async (writes: readonly Write[]) => {
      const done = await disk.commit(writes)
      if (killed === undefined) {
        killed = createMemoryDeviceStore()
        await killed.commit(disk.dump())
      }
      return done
    },
  }
  await start(dying).unlock({ pin: '4' })
  expect(await start(killed!).state()).toMatchObject({ pin: { waitUntil: clock.now() + 2_000 } })
})

test('VA193 ten wrong ones close the PIN, not the device: the passphrase opens it, and then the PIN does again', async () => {
  const made = await setup()
  const { restart, start, store } = made
  await failTimes(made, pinTries - 1)
  const last = await restart().unlock({ pin: '0' })
  expect(last).toMatchObject({ error: { type: 'wrong-pin', left: 0 } })
  made.clock.advance(86_400_000)
  const before = await onDisk(store.reopen())
  expect(await restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  expect(await onDisk(store.reopen())).toEqual(before)
  expect(await restart().state()).toMatchObject({ pin: { type: 'closed' } })
  const opened = await restart().unlock(passphrase)
  expect(opened.ok && opened.value.identitySecret).toEqual(secret)
  expect((await start(store.reopen()).unlock({ pin })).ok).toBe(true)
})

test('VA193 a passkey opens it again too', async () => {
  const made = await setup()
  const random = createSeededRandom('passkey')
  const passkey = { credentialId: random.bytes(16), salt: random.bytes(32), secret: random.bytes(32) }
  const open = made.restart()
  await open.unlock(passphrase)
  await open.setPasskey(passkey)
  await failTimes(made, pinTries)
  expect(await made.restart().state()).toMatchObject({ pin: { type: 'closed' } })
  expect((await made.restart().unlock(passkey.secret)).ok).toBe(true)
  expect((await made.restart().unlock({ pin })).ok).toBe(true)
})

test('VA194 no row of it holds the PIN or gives the vault key: neither as digits nor stretched without this browser’s key', async () => {
  const { clock, restart, start, store } = await setup()
  const disk = store
    .dump()
    .map(({ key, value }) => key + new TextDecoder('latin1').decode(value!))
    .join()
  expect(disk).not.toContain(pin)
  // Every row carried to another browser, which has no key, and then has one of its own.
  const elsewhere = createMemoryBindKey()
  expect(await start(store.reopen(), elsewhere).unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  await elsewhere.make()
  clock.advance(1_000)
  expect(await start(store.reopen(), elsewhere).unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  expect((await restart().unlock(passphrase)).ok).toBe(true)
})

test('VA194 whoever copied the row and guesses the PIN has nothing to try it on: the key it gives takes this browser’s as well', async () => {
  const { bindKey, store } = await setup()
  const row = decodeCbor(await onDisk(store.reopen()))
  if (!row.ok || !Array.isArray(row.value)) throw new Error('no row')
  const [, salt, , , wrapped] = row.value as readonly Bytes[]
  const stretched = (await argon2id(utf8ToBytes(pin), salt!, cost))!
  const opened = async (material: Bytes) =>
    unwrap(await hkdfSha256(material, salt!, purpose('kek/pin')), 'pin', wrapped!)
  expect(await opened(stretched)).toBeUndefined()
  expect(await opened(concatBytes(stretched, (await bindKey.sign(salt!))!))).toHaveLength(32)
})

test('VA194 a colleague’s row in the place of mine opens nothing of mine, also under one browser key', async () => {
  const bindKey = { ...createMemoryBindKey(), forget: async () => {} }
  const [mine, hers] = [await setup('mine', bindKey), await setup('hers', bindKey)]
  const original = await onDisk(mine.store.reopen())
  await put(mine.store.reopen(), await onDisk(hers.store.reopen()))
  expect(await mine.restart().unlock({ pin })).toMatchObject({ error: { type: 'wrong-pin', left: 9 } })
  await put(mine.store.reopen(), original)
  expect((await mine.restart().unlock({ pin })).ok).toBe(true)
})

test('VA194 a changed row opens nothing, and the passphrase still opens', async () => {
  const { restart, store } = await setup()
  const row = await onDisk(store.reopen())
  for (let at = 0; at < row.length; at++) {
    const changed = Uint8Array.from(row)
    changed[at]! ^= 1
    await put(store.reopen(), changed)
    expect((await restart().unlock({ pin })).ok, `byte ${at}`).toBe(false)
  }
  await put(store.reopen(), row.slice(0, -4))
  expect(await restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  expect((await restart().unlock(passphrase)).ok).toBe(true)
})

test('VA195 where no try can be counted none is made; the passphrase needs no room', async () => {
  const { start, store } = await setup()
  const full = store.reopen()
  full.fail({ type: 'no-space' })
  expect(await start(full).unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  expect((await start(full).unlock(passphrase)).ok).toBe(true)
})

test('VA195 a PIN that does not reach the disk opens nothing, nor does one where no key can be kept for it', async () => {
  const { restart, start, store } = await setup()
  const disk = store.reopen()
  await put(disk, null)
  const vault = start(disk)
  await vault.unlock(passphrase)
  disk.fail({ type: 'no-space' })
  expect(await vault.setPin({ pin, passphrase })).toEqual({ ok: false, error: { type: 'no-space' } })
  disk.fail(null)
  expect(await restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  const cannot = { ...createMemoryBindKey(), make: async () => false }
  const without = start(store.reopen(), cannot)
  await without.unlock(passphrase)
  expect(await without.setPin({ pin, passphrase })).toMatchObject({ error: { type: 'disk' } })
  expect(await restart().state()).toMatchObject({ pin: null })
})

test('VA195 where no key can be held at all no PIN opens, and none is set beside a header that cannot be read', async () => {
  const { clock, start, store } = await setup()
  const bare = createVault({ store: store.reopen(), clock, random: createSeededRandom('bare'), cost })
  expect(await bare.unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  const disk = store.reopen()
  const vault = start(disk)
  await vault.unlock(passphrase)
  await disk.commit([{ store: 'vault', key: 'header', value: new Uint8Array(0) }])
  const refused = { ok: false, error: { type: 'broken', detail: 'vault header' } }
  expect(await vault.setPin({ pin: '739105', passphrase })).toEqual(refused)
})

test('VA861 a change for which there is no room leaves the PIN before', async () => {
  const { restart, start, store } = await setup()
  const disk = store.reopen()
  const vault = start(disk)
  await vault.unlock(passphrase)
  disk.fail({ type: 'no-space' })
  expect(await vault.setPin({ pin: '739105', passphrase })).toEqual({ ok: false, error: { type: 'no-space' } })
  disk.fail(null)
  expect((await restart().unlock({ pin })).ok).toBe(true)
})

test('VA191 taken away because the mark has gone, it opens nothing, and the reason stays until somebody opens', async () => {
  const { bindKey, restart, vault } = await setup()
  expect(vault.hasPin()).toBe(true)
  await vault.takePinAway('unmarked')
  expect(vault.hasPin()).toBe(false)
  expect(await bindKey.sign(utf8ToBytes('x'))).toBeUndefined()
  expect(await restart().state()).toMatchObject({ pin: { type: 'taken-away' } })
  expect(await restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  const next = restart()
  expect((await next.unlock(passphrase)).ok).toBe(true)
  expect(next.hasPin()).toBe(false)
  expect(await restart().state()).toMatchObject({ pin: null })
})

test('VA190 taken away by its owner it leaves nothing', async () => {
  const { restart, store, vault } = await setup()
  await vault.takePinAway('asked')
  expect(await store.reopen().get('vault', 'pin')).toBeUndefined()
  expect(await restart().state()).toMatchObject({ pin: null })
})

/** As whoever writes in the browser's files can: the same row with another count. */
async function putCount(store: DeviceStore, count: Bytes): Promise<void> {
  const decoded = decodeCbor(await onDisk(store))
  if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error('no row')
  await put(store, encodeCbor(decoded.value.with(5, count)))
}

test('VA860 a count that was emptied or written by another hand leaves no try, and the passphrase begins it anew', async () => {
  const forged = encodeAttempts({ ...noAttempts, failed: 1 })
  for (const count of [new Uint8Array(0), encodeAttempts(noAttempts), forged]) {
    const made = await setup()
    await failTimes(made, 3)
    await putCount(made.store.reopen(), count)
    expect(await made.restart().state()).toMatchObject({ pin: { type: 'closed' } })
    expect(await made.restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
    const opened = await made.restart().unlock(passphrase)
    expect(opened.ok && opened.value.identitySecret).toEqual(secret)
    expect(await made.restart().unlock({ pin: '0' })).toEqual(wrong(1_000, 9, made.clock.now()))
    made.clock.advance(1_000)
    expect((await made.restart().unlock({ pin })).ok).toBe(true)
  }
})

test('VA861 once the PIN was changed the row of the one before opens nothing, put back under its own PIN', async () => {
  const { restart, store } = await setup()
  const before = await onDisk(store.reopen())
  const vault = restart()
  await vault.unlock(passphrase)
  expect((await vault.setPin({ pin: '739105', passphrase })).ok).toBe(true)
  const after = await onDisk(store.reopen())
  await put(store.reopen(), before)
  expect(await restart().unlock({ pin })).toEqual({ ok: false, error: { type: 'pin-closed' } })
  await put(store.reopen(), after)
  expect((await restart().unlock({ pin: '739105' })).ok).toBe(true)
})

test('VA861 a change cut short after whichever write leaves the PIN before or none, and the passphrase opens', async () => {
  const opens: boolean[] = []
  for (const writes of [1, 2, 3]) {
    const { clock, restart, start, store } = await setup()
    const disk = store.reopen()
    let left = 9
    const never = new Promise<never>(() => {})
    const dying = { ...disk, commit: async (rows: readonly Write[]) => (left-- > 0 ? disk.commit(rows) : never) }
    const vault = start(dying)
    await vault.unlock(passphrase)
    await vault.state()
    left = writes
    void vault.setPin({ pin: '739105', passphrase })
    await expect.poll(() => left).toBeLessThan(0)
    opens.push((await restart().unlock({ pin })).ok)
    clock.advance(1_000)
    expect((await restart().unlock(passphrase)).ok).toBe(true)
  }
  expect(opens).toEqual([true, true, false])
})
