/** KR19-KR22: making, reading and answering an invite. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { deviceIdOf } from '../../../shared/protocol/control.ts'
import { encodeInviteFragment, parseInviteFragment } from '../../../shared/protocol/invite.ts'
import { type JoinRequest, parseJoinRequest } from '../../../shared/protocol/join.ts'
import { createInvite, joinCode, makeJoinRequest, readInvite, verifyJoin } from './invites.ts'
import { clock, createWorld, type Device, member, verifier, type World } from './testing/world.ts'

const label = { spaceName: 'Riverside', name: 'CANARY Karen', roleTitle: 'Daughter', face: 'karen' }
const soon = () => (clock.now() + 60_000) as Instant

async function invite({ groups }: World, by: Device, place: 'team' | 'private' = 'private') {
  const role = place === 'team' ? 'staff' : 'family'
  const fields = { group: groups[place], role, member: member(8), expiresAt: soon(), mode: 'in-person', label } as const
  const made = await createInvite({ identity: by.identity, random: by.random, chains: by.chains }, fields)
  if (!made.ok) throw new Error(made.error.type)
  return made.value
}

async function ask(fragment: string, device: Device): Promise<JoinRequest> {
  const read = await readInvite(fragment, clock.now())
  if (!read.ok) throw new Error(read.error.type)
  const request = parseJoinRequest(await makeJoinRequest(read.value, device.identity))
  if (!request.ok) throw new Error(request.error.detail)
  return request.value
}

test('KR19 a link read back says who invites, where, as what, and by which name', async () => {
  const world = await createWorld('kr19')
  const { fragment, certificate } = await invite(world, world.nurse)
  for (const written of [fragment, fragment.slice(1)]) {
    const read = await readInvite(written, clock.now())
    if (!read.ok) throw new Error(read.error.type)
    expect(read.value.label).toEqual(label)
    expect(read.value.certificate.body).toMatchObject({
      group: world.groups.private,
      role: 'family',
      mode: 'in-person',
    })
  }
  expect(new TextDecoder('latin1').decode(certificate)).not.toContain('CANARY')
})

test('KR19 a link with a changed letter is broken, an old one is expired', async () => {
  const world = await createWorld('kr19b')
  const { fragment } = await invite(world, world.nurse)
  expect(await readInvite('', clock.now())).toEqual({ ok: false, error: { type: 'broken' } })
  expect(await readInvite(fragment.slice(0, -9), clock.now())).toEqual({ ok: false, error: { type: 'broken' } })
  const link = parseInviteFragment(fragment)
  if (!link.ok) throw new Error(link.error.detail)
  const otherSecret = encodeInviteFragment({ ...link.value, secret: link.value.secret.map((value) => value ^ 1) })
  expect(await readInvite(otherSecret, clock.now())).toEqual({ ok: false, error: { type: 'broken' } })
  const late = await readInvite(fragment, (soon() + 1) as Instant)
  expect(late).toMatchObject({ ok: false, error: { type: 'expired', invite: { label } } })
})

test('KR20 an answered invite gives the keys and the six digits both screens show', async () => {
  const world = await createWorld('kr20')
  const karen = await world.open('karen')
  const made = await invite(world, world.nurse)
  const verified = await verifyJoin({ chains: world.gp.chains, verifier }, await ask(made.fragment, karen), clock.now())
  if (!verified.ok) throw new Error(verified.error.type)
  expect(verified.value.keys).toEqual(karen.identity.keys)
  expect(verified.value.code).toBe(joinCode(karen.id, made.invite))
  expect(verified.value.code).toMatch(/^\d{6}$/)
})

test('KR21 an answer with any part changed is refused', async () => {
  const world = await createWorld('kr21')
  const [karen, mallory] = [await world.open('karen'), await world.open('mallory')]
  const request = await ask((await invite(world, world.nurse)).fragment, karen)
  const other = await ask((await invite(world, world.nurse)).fragment, mallory)
  const deps = { chains: world.gp.chains, verifier }
  for (const part of ['certificate', 'signKey', 'kemKey', 'deviceSignature', 'inviteSignature'] as const) {
    const changed = { ...request, [part]: other[part] }
    expect(await verifyJoin(deps, changed, clock.now())).toMatchObject({ ok: false, error: { type: 'broken' } })
  }
  for (let at = 0; at < request.certificate.length; at += 7) {
    const certificate = request.certificate.with(at, request.certificate[at]! ^ 1)
    expect((await verifyJoin(deps, { ...request, certificate }, clock.now())).ok).toBe(false)
  }
})

test('KR22 an invite by somebody without the right, used by another, too old or of another team is refused', async () => {
  const world = await createWorld('kr22')
  const { nurse, admin, gp, groups, share } = world
  const [karen, second] = [await world.open('karen'), await world.open('second')]
  const deps = { chains: admin.chains, verifier }
  const byNurse = await invite(world, nurse, 'team')
  const notByRight = await verifyJoin(deps, await ask(byNurse.fragment, karen), clock.now())
  expect(notByRight).toMatchObject({ error: { type: 'not-by-right' } })

  const made = await invite(world, nurse)
  const [request, again] = [await ask(made.fragment, karen), await ask(made.fragment, second)]
  expect(await verifyJoin(deps, request, (soon() + 1) as Instant)).toMatchObject({ error: { type: 'expired' } })
  const joining = { keys: karen.identity.keys, role: 'family', member: member(8), invite: made.invite } as const
  await share(nurse.admin.addMember(groups.private, joining))
  expect(await verifyJoin(deps, again, clock.now())).toMatchObject({ error: { type: 'used' } })
  expect((await verifyJoin(deps, request, clock.now())).ok).toBe(true)

  const byGp = await ask((await invite(world, gp)).fragment, second)
  await share(admin.admin.removeDevice(groups.team, gp.id))
  expect(await verifyJoin(deps, byGp, clock.now())).toMatchObject({ error: { type: 'not-by-right' } })
  const elsewhere = await createWorld('kr22 elsewhere')
  const foreign = await ask((await invite(elsewhere, elsewhere.nurse)).fragment, second)
  expect(await verifyJoin(deps, foreign, clock.now())).toMatchObject({ error: { type: 'broken' } })
})

test('KR840 whatever a relay says of when it was asked, a week after its end it serves no more', async () => {
  const world = await createWorld('kr840')
  const made = await invite(world, world.nurse)
  const request = await ask(made.fragment, await world.open('karen'))
  const [end, week] = [soon(), 7 * 86_400_000]
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: -week, max: 3 * week }),
      async (early, late) => {
        const [askedAt, now] = [(end - early) as Instant, (end + late) as Instant]
        const verified = await verifyJoin({ chains: world.gp.chains, verifier }, request, askedAt, now)
        expect(verified.ok ? 'ok' : verified.error.type).toBe(late > week ? 'expired' : 'ok')
      },
    ),
    {
      numRuns: 60,
      examples: [
        [0, week],
        [0, week + 1],
      ],
    },
  )
})

test('KR22 an invite that cites another history of the team is an alarm, not a guest', async () => {
  const world = await createWorld('kr22b')
  const { nurse, space, groups } = world
  const team = { ...nurse.chains.team()!, head: 'e'.repeat(64) as never }
  const forked = { ...nurse, chains: { ...nurse.chains, team: () => team } }
  const request = await ask((await invite({ ...world, groups, space }, forked)).fragment, await world.open('karen'))
  const verified = await verifyJoin({ chains: nurse.chains, verifier }, request, clock.now())
  expect(verified).toMatchObject({ error: { type: 'control-fork' } })
})

test('KR22 KR90 face to face nobody of the team comes in, and nobody by an invite that holds for longer than a day', async () => {
  const world = await createWorld('kr22c')
  const { admin, nurse, groups } = world
  const deps = { chains: world.gp.chains, verifier }
  const ofTeam = await ask((await invite(world, admin, 'team')).fragment, await world.open('colleague'))
  expect(await verifyJoin(deps, ofTeam, clock.now())).toMatchObject({ error: { type: 'not-by-right' } })
  const fields = { group: groups.private, role: 'family', member: member(8), mode: 'in-person', label } as const
  const expiresAt = (clock.now() + 24 * 3_600_000 + 1) as Instant
  const long = await createInvite(
    { identity: nurse.identity, random: nurse.random, chains: nurse.chains },
    { ...fields, expiresAt },
  )
  if (!long.ok) throw new Error(long.error.type)
  const byLong = await ask(long.value.fragment, await world.open('karen'))
  expect(await verifyJoin(deps, byLong, clock.now())).toMatchObject({ error: { type: 'not-by-right' } })
})

test('KR1005 face to face it is the team that invites: whom a person invites into her circle waits for a yes', async () => {
  const world = await createWorld('kr1005')
  const { about, admit, doreen, nurse, share } = world
  await share(nurse.admin.createGroup({ kind: 'circle', about }))
  const { group } = nurse.chains.circleOf(about)!
  await admit(nurse, group, doreen, 'patient', 4)
  const place = { group, role: 'family', member: member(8), expiresAt: soon(), label } as const
  const karen = await world.open('karen')
  const answered = async (by: Device, mode: 'confirm' | 'in-person') => {
    const made = await createInvite({ identity: by.identity, random: by.random, chains: by.chains }, { ...place, mode })
    if (!made.ok) throw new Error(made.error.type)
    const verified = await verifyJoin(
      { chains: world.gp.chains, verifier },
      await ask(made.value.fragment, karen),
      clock.now(),
    )
    return verified.ok ? 'ok' : verified.error.type
  }
  expect(await answered(doreen, 'in-person')).toBe('not-by-right')
  expect(await answered(doreen, 'confirm')).toBe('ok')
  expect(await answered(nurse, 'in-person')).toBe('ok')
})

test('KR21 keys that are not sound, and an invite that names another space, are refused', async () => {
  const world = await createWorld('kr21b')
  const { nurse } = world
  const deps = { chains: world.gp.chains, verifier }
  const karen = await world.open('karen')
  const { signKey } = karen.identity.keys
  const kemKey = new Uint8Array(32)
  const keys = { device: deviceIdOf(signKey, kemKey), signKey, kemKey }
  const unsound = { ...karen, identity: { ...karen.identity, keys } }
  const asked = await ask((await invite(world, nurse)).fragment, unsound)
  expect(await verifyJoin(deps, asked, clock.now())).toEqual({
    ok: false,
    error: { type: 'broken', detail: 'device keys' },
  })
  const team = { ...nurse.chains.team()!, space: 'e'.repeat(32) as never }
  const confused = { ...nurse, chains: { ...nurse.chains, team: () => team } }
  const elsewhere = await ask((await invite(world, confused)).fragment, karen)
  expect(await verifyJoin(deps, elsewhere, clock.now())).toMatchObject({ error: { type: 'broken', detail: 'group' } })
})
