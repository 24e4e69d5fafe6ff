/** KR5-KR10, CR956: which device finds which key, and from where. */
import { expect, test } from 'vitest'
import { concatBytes, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { openBox, sealBox } from '../crypto/box.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import { saltOf } from '../crypto/key-schedule.ts'
import { secondSuite } from '../crypto/testing/second-hpke.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import type { Chains } from './chains.ts'
import { createKeyring } from './keyring.ts'
import { catchUp, createWorld, type Device, holds, openDevice, person, planOf, publish } from './testing/world.ts'

/** The device's keys over chains that say something else about one group, without anything it found before. */
function keyringOver({ store, identity, chains }: Device, changed: ChainState) {
  const nothing = {
    get: async () => ok(undefined),
    getMany: async () => [],
    list: async () => ({ items: [], damaged: 0 }),
    seal: async () => [],
  }
  const state: Chains['state'] = (group) => (group === changed.group ? changed : chains.state(group))
  return createKeyring({ store, identity, sealedStore: nothing, chains: { ...chains, state } })
}

test('KR5 the team opens care and private groups through the team key; the public phone its private group alone', async () => {
  const { groups, admin, nurse, gp, doreen } = await createWorld('kr5')
  for (const device of [admin, nurse, gp]) {
    expect([await holds(device, groups.team, 0), await holds(device, groups.care, 0)]).toEqual([true, true])
    expect(await holds(device, groups.private, 0)).toBe(true)
  }
  expect(await holds(doreen, groups.private, 0)).toBe(true)
  expect(await holds(doreen, groups.team, 0)).toBe(false)
  expect(await holds(doreen, groups.care, 0)).toBe(false)
  expect(await nurse.keyring.groupKey(groups.private, 0)).toEqual(await doreen.keyring.groupKey(groups.private, 0))
})

test('KR6 a newcomer opens all history through the back chain', async () => {
  const world = await createWorld('kr6')
  const { groups, admin, nurse, share, space } = world
  await share(nurse.admin.newEpoch(groups.care))
  await share(admin.admin.newEpoch(groups.team))
  await share(nurse.admin.newEpoch(groups.care))
  const newcomer = await openDevice('kr6 newcomer', space)
  await catchUp(newcomer, admin)
  const late = await newcomer.restart()
  const joining = { keys: late.identity.keys, role: 'staff', member: world.about as never, invite: null } as const
  await publish(await planOf(admin.admin.addMember(groups.team, joining)), [...world.all, late])
  for (const epoch of [0, 1]) expect(await holds(late, groups.team, epoch)).toBe(true)
  for (const epoch of [0, 1, 2]) {
    expect(await late.keyring.groupKey(groups.care, epoch)).toEqual(await nurse.keyring.groupKey(groups.care, epoch))
  }
})

test('KR6 a removed device finds no key of a later epoch', async () => {
  const { groups, admin, nurse, gp, share } = await createWorld('kr6b')
  expect(await holds(gp, groups.care, 0)).toBe(true)
  await share(admin.admin.removeDevice(groups.team, gp.id))
  await share(nurse.admin.newEpoch(groups.care))
  expect([await holds(gp, groups.team, 1), await holds(gp, groups.care, 1)]).toEqual([false, false])
  expect([await holds(nurse, groups.team, 1), await holds(nurse, groups.care, 1)]).toEqual([true, true])
  expect(await holds(nurse, groups.care, 0)).toBe(true)
})

test('KR7 a box with another key is refused and reported, and a healed one is taken', async () => {
  const world = await createWorld('kr7')
  const { groups, nurse, space, open } = world
  const karen = await open('karen')
  await catchUp(karen, nurse)
  const phone = await karen.restart()
  const place = { space, group: groups.private, epoch: 0 }
  const { keys } = phone.identity
  const false_ = (await sealBox(place, new Uint8Array(32).fill(7), { id: keys.device, kemKey: keys.kemKey }))!
  const joining = { keys, role: 'family', member: person(9) as never, invite: null } as const
  const plan = await planOf(nurse.admin.addMember(groups.private, joining))
  await publish({ ...plan, healing: [{ ...place, boxes: [{ recipient: keys.device, box: false_ }] }] }, [
    ...world.all,
    phone,
  ])
  expect(await holds(phone, groups.private, 0)).toBe(false)
  expect(phone.keyring.badBoxes().map(({ box }) => box)).toEqual([false_])
  const healing = await nurse.admin.heal(groups.private, 0, [keys.device])
  if (!healing.ok) throw new Error(healing.error.type)
  phone.keyring.addBox({ ...place, ...healing.value.boxes[0]! })
  expect(await holds(phone, groups.private, 0)).toBe(true)
})

test('KR8 found keys are sealed on disk and found there after a restart, without boxes', async () => {
  const { groups, nurse } = await createWorld('kr8')
  const key = (await nurse.keyring.groupKey(groups.care, 0))!
  await nurse.store.commit(await nurse.keyring.takeWrites())
  expect(await nurse.keyring.takeWrites()).toEqual([])
  const boxes = await nurse.store.scan('boxes', '', '\uffff')
  await nurse.store.commit(boxes.map(({ key: row }) => ({ store: 'boxes', key: row, value: null })))
  const again = await nurse.restart()
  expect(await again.keyring.groupKey(groups.care, 0)).toEqual(key)
  const disk = again.store.dump().map(({ value }) => Buffer.from(value!).toString('hex'))
  expect(disk.join()).not.toContain(Buffer.from(key).toString('hex'))
})

test('KR8 a key can be held only once the chain names it', async () => {
  const { groups, nurse } = await createWorld('kr8b')
  const plan = await planOf(nurse.admin.newEpoch(groups.care))
  const [{ key }] = plan.keys as [(typeof plan.keys)[0]]
  expect(nurse.keyring.holdKey(groups.care, 1, key)).toEqual({ ok: false, error: { type: 'wrong-key' } })
  await publish({ ...plan, controls: plan.controls.map(({ entry }) => ({ entry, boxes: [] })) }, [nurse])
  expect(nurse.keyring.holdKey(groups.care, 1, new Uint8Array(32))).toMatchObject({ ok: false })
  expect(nurse.keyring.holdKey(groups.care, 1, key)).toMatchObject({ ok: true })
  expect(await nurse.keyring.groupKey(groups.care, 1)).toEqual(key)
})

test('KR9 the archive opens every epoch of every group, and a false escrow is noticed', async () => {
  const { kit, space, groups, nurse, share } = await createWorld('kr9')
  await share(nurse.admin.newEpoch(groups.care))
  for (const group of Object.values(groups)) {
    for (const { epoch, archiveBox, commitment } of nurse.chains.state(group)!.epochs) {
      const recipient = kit.archive.id
      const opened = await openBox({ space, group, epoch }, { box: archiveBox, recipient, keys: kit.keys, commitment })
      expect(opened).toEqual({ ok: true, value: await nurse.keyring.groupKey(group, epoch) })
      expect(await nurse.keyring.checkArchive(group, epoch)).toBe('good')
    }
  }
  const care = nurse.chains.state(groups.care)!
  for (const field of ['archiveBox', 'kemKey'] as const) {
    const epochs = care.epochs.map((stated) => ({ ...stated, [field]: stated[field].map((value) => value ^ 1) }))
    const keyring = keyringOver(nurse, { ...care, epochs })
    expect(await keyring.checkArchive(groups.care, 0)).toBe('false-escrow')
  }
  expect(await nurse.keyring.checkArchive(groups.care, 7)).toBe('no-key')
})

test('CR956 a second implementation opens every archive box with the kit’s seed, and the kit opens what it seals', async () => {
  const { kit, space, groups, nurse, share } = await createWorld('cr956')
  await share(nurse.admin.newEpoch(groups.care))
  const seed = createSeededRandom('cr956 kit').bytes(32)
  const keys = await secondSuite.DeriveKeyPair(await hkdfSha256(seed, new Uint8Array(0), purpose('archive')))
  expect(await secondSuite.SerializePublicKey(keys.publicKey)).toEqual(kit.archive.kemKey)
  const recipient = kit.archive.id
  let opened = 0
  for (const group of Object.values(groups)) {
    for (const { epoch, archiveBox, commitment } of nurse.chains.state(group)!.epochs) {
      const place = { space, group, epoch }
      const info = concatBytes(utf8ToBytes('doorstep/1/box'), saltOf(place), hexToBytes(recipient))
      const bound = { info, aad: commitment }
      const groupKey = (await nurse.keyring.groupKey(group, epoch))!
      expect(await secondSuite.Open(keys, archiveBox.slice(0, 32), archiveBox.slice(32), bound)).toEqual(groupKey)
      const { ciphertext, encapsulatedSecret } = await secondSuite.Seal(keys.publicKey, groupKey, bound)
      const box = new Uint8Array([...encapsulatedSecret, ...ciphertext])
      expect(await openBox(place, { box, recipient, keys: kit.keys, commitment })).toEqual({
        ok: true,
        value: groupKey,
      })
      opened++
    }
  }
  expect(opened).toBe(4)
})

test('KR10 a back link that hides another key gives no history', async () => {
  const world = await createWorld('kr10')
  const { groups, nurse, gp } = world
  const plan = await planOf(nurse.admin.newEpoch(groups.care))
  const [{ key }] = plan.keys as [(typeof plan.keys)[0]]
  await publish(plan, world.all)
  const care = gp.chains.state(groups.care)!
  const boxes = await gp.store.scan('boxes', groups.care, `${groups.care}\uffff`)
  await gp.store.commit(boxes.map((row) => ({ store: 'boxes', key: row.key, value: null })))
  const stated = care.epochs.map((epoch) => (epoch.epoch === 0 ? { ...epoch, commitment: new Uint8Array(32) } : epoch))
  const keyring = keyringOver(gp, { ...care, epochs: stated })
  expect(keyring.holdKey(groups.care, 1, key)).toMatchObject({ ok: true })
  expect(await keyring.groupKey(groups.care, 1)).toEqual(key)
  expect(await keyring.groupKey(groups.care, 0)).toBeUndefined()
})
