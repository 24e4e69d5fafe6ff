/** KR1-KR4: only what verifies comes onto a chain, and it is there again after a restart. */
import { expect, test } from 'vitest'
import type { SpaceId } from '../../../shared/lib/ids.ts'
import { parseControlEntry } from '../../../shared/protocol/entry.ts'
import { createChains } from './chains.ts'
import { clock, createWorld, member, openDevice, person, planOf, verifier } from './testing/world.ts'

test('KR1 a control with another signature is refused', async () => {
  const { groups, nurse, gp } = await createWorld('kr1')
  const plan = await planOf(
    nurse.admin.grantAccess(groups.care, { to: { type: 'member', member: member(3) }, reason: '', until: null }),
  )
  const { entry } = plan.controls[0]!
  const signature = entry.signature.with(3, entry.signature[3]! ^ 1)
  expect(await gp.chains.apply({ ...entry, signature })).toEqual({ ok: false, error: { type: 'bad-signature' } })
  expect((await gp.chains.apply(entry)).ok).toBe(true)
})

test('KR1 of two controls on one head one wins, and the loser is told to write again', async () => {
  const { groups, nurse, gp, all } = await createWorld('kr1b')
  const [first, second] = await Promise.all([
    planOf(nurse.admin.newEpoch(groups.care)),
    planOf(gp.admin.newEpoch(groups.care)),
  ])
  const results = await Promise.all([first, second].map((plan) => all[0]!.chains.apply(plan.controls[0]!.entry)))
  expect(results.map((result) => (result.ok ? 'applied' : result.error.type)).sort()).toEqual([
    'applied',
    'compare-and-swap',
  ])
})

test('KR2 an entry of another space is refused', async () => {
  const { space, gp } = await createWorld('kr2')
  const stranger = await openDevice('kr2 stranger', space)
  const plan = await planOf(stranger.admin.createSpace({ member: member(1), archive: null }))
  expect(await gp.chains.apply(plan.controls[0]!.entry)).toEqual({ ok: false, error: { type: 'wrong-space' } })
})

test('KR2 a team chain that differs from the head inside the invite is refused', async () => {
  const { space, groups, admin } = await createWorld('kr2b')
  const team = admin.chains.state(groups.team)!
  const controls = (await planOf(admin.admin.newEpoch(groups.team))).controls.map(({ entry }) => entry)
  const rows = await admin.store.scan('chains', '', '\uffff')
  const at = async (hash: string) => {
    const device = await openDevice('kr2b late', space)
    await device.store.commit(rows.map((row) => ({ store: 'chains', ...row })))
    const pin = { seq: team.seq + 1, hash: hash as typeof team.head }
    const chains = await createChains({ store: device.store, verifier, space, pin })
    return chains.apply(controls[0]!)
  }
  expect(await at('f'.repeat(64))).toEqual({ ok: false, error: { type: 'not-the-invited-team' } })
  expect((await at(controls[0]!.id)).ok).toBe(true)
})

test('KR3 the same entry again answers the same, and parsing what travelled applies as well', async () => {
  const { nurse, gp } = await createWorld('kr3')
  const plan = await planOf(nurse.admin.createGroup({ kind: 'care', about: person(2), access: [] }))
  const [genesis, epoch] = plan.controls
  const parsed = parseControlEntry(genesis!.entry.bytes)
  if (!parsed.ok) throw new Error(parsed.error.detail)
  const first = await gp.chains.apply(parsed.value)
  expect(await gp.chains.apply(genesis!.entry)).toEqual(first)
  expect((await gp.chains.apply(epoch!.entry)).ok).toBe(true)
})

test('KR3 one entry from two sides at once, posted here and out of the stream, is taken twice and is there once', async () => {
  const { groups, nurse, gp } = await createWorld('kr3b')
  const { entry } = (await planOf(nurse.admin.newEpoch(groups.care))).controls[0]!
  const [first, second] = await Promise.all([gp.chains.apply(entry), gp.chains.apply(entry)])
  expect([first!.ok, second!.ok]).toEqual([true, true])
  expect(second).toEqual(first)
  expect(gp.chains.state(groups.care)?.head).toBe(entry.id)
})

test('KR4 chains are found by person and kind, also after a restart; a damaged row is named', async () => {
  const { groups, about, nurse, space } = await createWorld('kr4')
  const again = await nurse.restart()
  for (const { chains } of [nurse, again]) {
    expect(chains.careChainOf(about)?.group).toBe(groups.care)
    expect(chains.privateOf(about, null)?.group).toBe(groups.private)
    expect(chains.careChainOf(person(5))).toBeUndefined()
    expect(chains.byKind('team').map(({ group }) => group)).toEqual([groups.team])
    expect(chains.team()).toEqual(nurse.chains.state(groups.team))
  }
  const key = `care/${about}/${groups.care}`
  await again.store.commit([{ store: 'chains', key, value: new Uint8Array([1]) }])
  const chains = await createChains({ store: again.store, verifier, space, pin: null })
  expect(
    chains
      .all()
      .map(({ group }) => group)
      .sort(),
  ).toEqual([groups.team, groups.private].sort())
  expect(chains.careChainOf(about)).toBeUndefined()
  expect(chains.damaged).toEqual([key])
  expect(clock.now()).toBeGreaterThan(0)
  expect((space as SpaceId).length).toBe(32)
})
