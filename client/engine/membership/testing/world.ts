/**
 * A small neighbourhood in memory: real devices with real keys, and a board
 * (`publish`) that hands every accepted control and box to those who may see
 * them. No relay, no network.
 */
import type { Bytes } from '../../../../shared/lib/bytes.ts'
import type { GroupId, MemberId, PersonId, SpaceId } from '../../../../shared/lib/ids.ts'
import { zeroDoc, zeroHash } from '../../../../shared/lib/ids.ts'
import type { Role } from '../../../../shared/protocol/control.ts'
import { createSignatureVerifier } from '../../../../shared/protocol/signature.ts'
import { createDeviceIdentity, type DeviceIdentity } from '../../crypto/device-identity.ts'
import { type ContentFields, createEntrySealer } from '../../crypto/entry-sealer.ts'
import { createManualClock } from '../../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../../storage/device-store.memory.ts'
import { createSealedStore } from '../../storage/sealed-store.ts'
import { openArchiveKit } from '../archive-kit.ts'
import { type Chains, createChains } from '../chains.ts'
import { type AdminPlan, createGroupAdmin, type Planned } from '../group-admin.ts'
import { createKeyring, type Keyring } from '../keyring.ts'

export const clock = createManualClock()
export const verifier = createSignatureVerifier()
export const member = (digit: number) => digit.toString(16).padStart(32, 'a') as MemberId
export const person = (digit: number) => digit.toString(16).padStart(32, 'b') as PersonId

export async function openDevice(name: string, space: SpaceId, work = name) {
  const random = createSeededRandom(name)
  const { identity } = await createDeviceIdentity(random)
  return openParts(work, space, identity, createMemoryDeviceStore(), random.bytes(32))
}

export type Device = Awaited<ReturnType<typeof openDevice>>

async function openParts(
  name: string,
  space: SpaceId,
  identity: DeviceIdentity,
  store: MemoryDeviceStore,
  vaultKey: Bytes,
) {
  const random = createSeededRandom(`${name} at work`)
  const chains = await createChains({ store, verifier, space, pin: null })
  const sealedStore = await createSealedStore({ store, random, vaultKey })
  const keyring = createKeyring({ store, sealedStore, identity, chains })
  const feedLengths = new Map<string, number>()
  const feedLength = async (group: GroupId, device: string) => feedLengths.get(`${group}/${device}`) ?? 0
  const admin = createGroupAdmin({ chains, keyring, identity, clock, random, feedLength })
  const sealer = createEntrySealer({ identity, keyring, random })
  const id = identity.keys.device
  const restart = () => openParts(`${name} again`, space, identity, store.reopen(), vaultKey)
  return { id, name, store, identity, chains, keyring, admin, sealer, random, feedLengths, restart }
}

export async function planOf(planned: Planned): Promise<AdminPlan> {
  const plan = await planned
  if (!plan.ok) throw new Error(`refused: ${plan.error.type}`)
  return plan.value
}

/** Applies a plan on every device, as if all had pulled; boxes go to everybody, since only the right key opens one. */
export async function publish(plan: AdminPlan, devices: readonly Device[]): Promise<void> {
  for (const device of devices) {
    for (const { entry, boxes } of plan.controls) {
      const applied = await device.chains.apply(entry)
      if (!applied.ok) throw new Error(`${device.name} refused ${entry.control.type}: ${applied.error.type}`)
      const epoch = entry.control.type === 'epoch' ? entry.control.epoch : -1
      const writes = boxes.map((box) => device.keyring.addBox({ ...box, group: plan.group, epoch }))
      await device.store.commit([...applied.value.writes, ...writes])
    }
    for (const { group, epoch, boxes } of plan.healing) {
      await device.store.commit(boxes.map((box) => device.keyring.addBox({ ...box, group, epoch })))
    }
  }
}

/**
 * A team of admin, nurse and GP; Doreen's care and private groups; Doreen's phone
 * in the latter. `hasRoot`: founded with a kit of its own, which is kept, and the
 * GP is an administrator too, so that it asks for two signatures.
 */
export async function createWorld(seed: string, { hasRoot = false }: { readonly hasRoot?: boolean } = {}) {
  const kit = await openArchiveKit(createSeededRandom(`${seed} kit`).bytes(32))
  const founder = await openDevice(`${seed} founder`, '0'.repeat(32) as SpaceId, `${seed} founding`)
  const founding = await planOf(
    founder.admin.createSpace({ member: member(1), archive: kit.archive, root: hasRoot ? kit.root.publicKey : null }),
  )
  const { space } = founding
  const team = founding.group
  const open = (name: string) => openDevice(`${seed} ${name}`, space)
  const admin = await open('founder')
  const [nurse, gp, doreen] = [await open('nurse'), await open('gp'), await open('doreen')]
  const all: Device[] = [admin, nurse, gp, doreen]
  const share = async (planned: Planned, devices: readonly Device[] = all) => publish(await planOf(planned), devices)
  const admit = (by: Device, group: GroupId, device: Device, role: Role, number: number) =>
    share(by.admin.addMember(group, { keys: device.identity.keys, role, member: member(number), invite: null }))

  await publish(founding, all)
  if (hasRoot) await share(admin.admin.keepKit(kit.root))
  await admit(admin, team, nurse, 'staff', 2)
  await admit(admin, team, gp, hasRoot ? 'admin' : 'staff', 3)
  const about = person(1)
  const forNurse = { to: { type: 'member', member: member(2) } as const, reason: '', until: null }
  const carePlan = await planOf(admin.admin.createGroup({ kind: 'care', about, access: [forNurse] }))
  await publish(carePlan, all)
  const privatePlan = await planOf(nurse.admin.createGroup({ kind: 'private', about, owner: null }))
  await publish(privatePlan, all)
  await admit(nurse, privatePlan.group, doreen, 'patient', 4)
  const groups = { team, care: carePlan.group, private: privatePlan.group }
  return { kit, space, groups, admin, nurse, gp, doreen, all, share, admit, open, about }
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** A device that comes late: it is given everything the others have seen so far. */
export async function catchUp(device: Device, from: Device): Promise<void> {
  for (const name of ['chains', 'boxes'] as const) {
    const rows = await from.store.scan(name, '', '\uffff')
    await device.store.commit(rows.map((row) => ({ store: name, ...row })))
  }
}

export function contentFields(chains: Chains, group: GroupId, more: Partial<ContentFields> = {}): ContentFields {
  const [chain, team] = [chains.state(group)!, chains.team()!]
  return {
    kind: 'record',
    priority: 'ordinary',
    space: chain.space,
    group,
    doc: zeroDoc,
    epoch: chain.epochs.length - 1,
    seq: 0,
    prev: zeroHash,
    heads: { groupSeq: chain.seq, groupHash: chain.head, teamSeq: team.seq, teamHash: team.head },
    writtenAt: clock.now(),
    refs: [],
    ...more,
  }
}

export function holds({ keyring }: { readonly keyring: Keyring }, group: GroupId, epoch: number): Promise<boolean> {
  return keyring.groupKey(group, epoch).then((key) => key !== undefined)
}
