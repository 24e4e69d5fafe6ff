/** KR11-KR18: what a plan holds, and what is refused before anything is sent. */
import { expect, test } from 'vitest'
import { missingCuts } from '../../../shared/membership/cuts.ts'
import { isActiveNow, isStale } from '../../../shared/membership/rights.ts'
import type { EpochControl } from '../../../shared/protocol/control.ts'
import { createWorld, member, person, planOf } from './testing/world.ts'

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

test('MB180 a device hands over to another of its own in one append, as what it is, and is out', async () => {
  const { groups, gp, admin, nurse, doreen, open, share } = await createWorld('mb180')
  const { keys } = (await open('gp again')).identity
  const own = nurse.chains.team()!.devices[gp.id]!
  const next = { keys, role: own.role, member: own.member, invite: null }
  for (const refused of [
    gp.admin.handOver(groups.team, { ...next, role: 'admin' }),
    gp.admin.handOver(groups.team, { ...next, member: member(99) }),
    doreen.admin.handOver(groups.private, { ...next, role: 'patient' }),
  ])
    expect(await refused).toMatchObject({ ok: false })
  const plan = await planOf(gp.admin.handOver(groups.team, next))
  expect(plan.controls.map(({ entry }) => entry.control.type)).toEqual(['member', 'remove'])
  await share(Promise.resolve({ ok: true, value: plan }))
  const team = nurse.chains.team()!
  expect(isActiveNow(team, undefined, keys.device)).toBe(true)
  expect(isActiveNow(team, undefined, gp.id)).toBe(false)
  expect(await gp.admin.addMember(groups.team, next)).toMatchObject({ ok: false })
  await share(admin.admin.newEpoch(groups.team))
  expect(Object.keys(nurse.chains.team()!.cuts)).toEqual([gp.id])
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
