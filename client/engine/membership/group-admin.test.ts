/** KR11-KR18: what a plan holds, and what is refused before anything is sent. */
import { expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { missingCuts } from '../../../shared/membership/cuts.ts'
import { isActiveNow, isStale } from '../../../shared/membership/rights.ts'
import type { EpochControl } from '../../../shared/protocol/control.ts'
import { createGroupAdmin } from './group-admin.ts'
import { clock, createWorld, member, person, planOf } from './testing/world.ts'

test('KR11 a new space has its genesis, an epoch with an archive box, and a box for its founder', async () => {
  const { space, groups, admin, kit } = await createWorld('kr11')
  const plan = await planOf(admin.admin.createSpace({ member: member(1), archive: kit.archive }))
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['genesis', 'epoch'])
  expect(plan.controls.map(({ boxes }) => boxes.map(({ recipient }) => recipient))).toEqual([[], [admin.id]])
  expect((plan.controls[1]!.entry.control as EpochControl).archiveBox.length).toBe(80)
  expect(plan.group).not.toBe(groups.team)
  expect(plan.space).toBe(plan.group)
  expect(plan.space).not.toBe(space)
})

test('KR12 a group about a person is sealed to the team, and to nobody by name', async () => {
  const { groups, nurse } = await createWorld('kr12')
  const to = { type: 'member', member: member(3) } as const
  const plan = await planOf(
    nurse.admin.createGroup({ kind: 'care', about: person(3), access: [{ to, reason: 'caseload', until: null }] }),
  )
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['genesis', 'epoch', 'access'])
  expect(plan.controls[1]!.boxes.map(({ recipient }) => recipient)).toEqual([groups.team])
  expect(plan.keys.map(({ epoch }) => epoch)).toEqual([0])
})

test('KR13 a new member is given a box of the newest epoch, and only that member', async () => {
  const { groups, nurse, open } = await createWorld('kr13')
  const { keys } = (await open('karen')).identity
  const plan = await planOf(
    nurse.admin.addMember(groups.private, { keys, role: 'family', member: member(7), invite: null }),
  )
  expect(plan.controls.map(({ entry, boxes }) => [entry.control.type, boxes.length])).toEqual([['member', 0]])
  expect(plan.healing.map(({ epoch, boxes }) => [epoch, boxes.map(({ recipient }) => recipient)])).toEqual([
    [0, [keys.device]],
  ])
})

test('KR14 a removal brings a new epoch without the device, with the length its feed had here', async () => {
  const { groups, admin, nurse, gp, share } = await createWorld('kr14')
  const plan = await planOf(admin.admin.removeDevice(groups.team, gp.id))
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['remove', 'epoch'])
  expect(plan.controls[1]!.boxes.map(({ recipient }) => recipient).sort()).toEqual([admin.id, nurse.id].sort())
  await share(Promise.resolve({ ok: true, value: plan }))
  const [care, team] = [nurse.chains.state(groups.care)!, nurse.chains.team()]
  expect(isStale(care, team)).toBe(true)
  expect(missingCuts(care, team)).toEqual([gp.id])
  nurse.feedLengths.set(`${groups.care}/${gp.id}`, 17)
  await share(nurse.admin.newEpoch(groups.care))
  expect(nurse.chains.state(groups.care)!.cuts).toEqual({ [gp.id]: 17 })
  expect(isStale(nurse.chains.state(groups.care)!, nurse.chains.team())).toBe(false)
})

test('KR14 a patient may remove family and give the group a new key without any key of the team', async () => {
  const { groups, nurse, doreen, open, admit, all } = await createWorld('kr14b')
  const karen = await open('karen')
  await admit(nurse, groups.private, karen, 'family', 7)
  const plan = await planOf(doreen.admin.removeDevice(groups.private, karen.id))
  expect(plan.controls[1]!.boxes.map(({ recipient }) => recipient).sort()).toEqual([doreen.id, groups.team].sort())
  expect(all).toContain(doreen)
})

test('KR14 whoever leaves by itself plans no epoch after it', async () => {
  const { groups, gp } = await createWorld('kr14c')
  const plan = await planOf(gp.admin.removeDevice(groups.team, gp.id))
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['remove'])
})

test('MB180 a device hands over to another of its own in one control, as what it is, and is out', async () => {
  const { groups, gp, admin, nurse, doreen, open, share } = await createWorld('mb180')
  const { keys } = (await open('gp again')).identity
  const own = nurse.chains.team()!.devices[gp.id]!
  // Where the team alone has it in, there is nothing to hand over.
  expect(await gp.admin.handOver(groups.care, keys)).toEqual({ ok: false, error: { type: 'not-a-member' } })
  const plan = await planOf(gp.admin.handOver(groups.team, keys))
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['succeed'])
  await share(Promise.resolve({ ok: true, value: plan }))
  const team = nurse.chains.team()!
  expect(team.devices[keys.device]).toMatchObject({ role: own.role, member: own.member, removedAt: null })
  expect(isActiveNow(team, undefined, gp.id)).toBe(false)
  const next = { keys, role: own.role, member: own.member, invite: null }
  expect(await gp.admin.addMember(groups.team, next)).toMatchObject({ ok: false })
  await share(admin.admin.newEpoch(groups.team))
  expect(Object.keys(nurse.chains.team()!.cuts)).toEqual([gp.id])
  // A phone of the public, on the chain that names it.
  const phone = (await open('doreen again')).identity.keys
  await share(doreen.admin.handOver(groups.private, phone))
  expect(nurse.chains.state(groups.private)!.devices[phone.device]).toMatchObject({ role: 'patient', removedAt: null })
})

test('MB180 where a colleague let the new one in before, only the old one leaves', async () => {
  const { groups, nurse, doreen, open, admit } = await createWorld('mb180b')
  const again = await open('doreen again')
  await admit(nurse, groups.private, again, 'patient', 4)
  const plan = await planOf(doreen.admin.handOver(groups.private, again.identity.keys))
  expect(plan.controls.map(({ entry }) => entry.control)).toEqual([{ type: 'remove', device: doreen.id }])
})

test('MB257 whoever removes a device that handed over meanwhile removes what it became', async () => {
  const { groups, nurse, doreen, open, share } = await createWorld('mb257')
  await share(doreen.admin.handOver(groups.private, (await open('doreen again')).identity.keys))
  await share(nurse.admin.removeDevice(groups.private, doreen.id))
  const { devices } = nurse.chains.state(groups.private)!
  expect(Object.values(devices).map(({ removedAt }) => removedAt === null)).toEqual([false, false])
})

test('KR15 what the reducer refuses is not planned', async () => {
  const { groups, nurse, doreen, gp, open } = await createWorld('kr15')
  const { keys } = (await open('karen')).identity
  const family = { keys, role: 'family', member: member(7), invite: null } as const
  const access = { to: { type: 'member', member: member(4) }, reason: '', until: null } as const
  const refusals = await Promise.all([
    doreen.admin.addMember(groups.private, family),
    doreen.admin.grantAccess(groups.care, access),
    doreen.admin.createGroup({ kind: 'care', about: person(4), access: [] }),
    nurse.admin.addMember(groups.team, { ...family, role: 'staff' }),
    nurse.admin.removeDevice(groups.team, gp.id),
    nurse.admin.addMember('c'.repeat(32) as typeof groups.care, family),
  ])
  expect(refusals.map((result) => (result.ok ? 'planned' : result.error.type))).toEqual([
    'role',
    'author-not-active',
    'no-chain',
    'role',
    'role',
    'no-chain',
  ])
})

test('KR16 without the previous key no epoch is planned: history would be lost', async () => {
  const { groups, gp, nurse, share } = await createWorld('kr16')
  await share(nurse.admin.newEpoch(groups.care))
  const boxes = await gp.store.scan('boxes', '', '\uffff')
  await gp.store.commit(boxes.map(({ key }) => ({ store: 'boxes', key, value: null })))
  const bare = await gp.restart()
  expect(await bare.admin.newEpoch(groups.care)).toEqual({ ok: false, error: { type: 'no-key' } })
})

test('KR17 a round names its staff on the team chain', async () => {
  const { admin, nurse, share } = await createWorld('kr17')
  const round = 'd'.repeat(32) as Parameters<typeof nurse.admin.setRound>[0]
  await share(admin.admin.setRound(round, [member(2), member(3)]))
  expect(nurse.chains.team()!.rounds).toEqual({ [round]: [member(2), member(3)] })
})

test('KR18 healing seals to those with a right alone', async () => {
  const { groups, nurse, doreen, gp } = await createWorld('kr18')
  const healed = await nurse.admin.heal(groups.private, 0, [doreen.id, gp.id, groups.team])
  if (!healed.ok) throw new Error(healed.error.type)
  expect(healed.value.boxes.map(({ recipient }) => recipient).sort()).toEqual([doreen.id, groups.team].sort())
  expect(await doreen.admin.heal(groups.care, 0, [doreen.id])).toEqual({ ok: false, error: { type: 'no-key' } })
})

test('SX121 where two histories were seen nothing is planned on a chain and no key healed; elsewhere it is', async () => {
  const { groups, nurse, gp } = await createWorld('sx121')
  const { chains, identity, keyring, random } = nurse
  const forks = { stops: (group: GroupId) => group === groups.care }
  const stopped = createGroupAdmin({ chains, keyring, identity, clock, random, feedLength: async () => 0, forks })
  const forked = { ok: false, error: { type: 'forked' } }
  expect(await stopped.newEpoch(groups.care)).toEqual(forked)
  expect(await stopped.removeDevice(groups.care, gp.id)).toEqual(forked)
  expect(await stopped.heal(groups.care, 0, [gp.id])).toEqual(forked)
  expect((await stopped.newEpoch(groups.private)).ok).toBe(true)
  expect((await stopped.heal(groups.private, 0, [gp.id])).ok).toBe(true)
})
