/** The door: certificates, single use, expiry, and who is told that somebody waits. */
import { expect, test } from 'vitest'
import type { Instant, InviteId } from '../../shared/lib/ids.ts'
import { deviceIdOf } from '../../shared/protocol/control.ts'
import type { InviteBody } from '../../shared/protocol/invite.ts'
import { parseJoinStatus, parseWaitingJoins } from '../../shared/protocol/join.ts'
import { createTestDevice, seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, memberControl, type TestSpace, testNow } from '../../shared/testing/test-space.ts'
import { standardLimits } from '../middleware/limits.ts'
import { joinsPerHour } from '../ops/config.ts'
import { type Asking, joinBytes, newcomer } from '../testing/join-bytes.ts'
import {
  bytesOf,
  createPeopledRelay,
  createTestStore,
  generous,
  problemOf,
  type TestRelay,
} from '../testing/test-relay.ts'

async function open(name: string, options: Parameters<typeof createPeopledRelay>[1] = {}) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, options)
  const ask = async (asking: Asking = {}) => relay.call('/v1/join', { body: joinBytes(made, asking) })
  return { ...made, made, relay, ask }
}

async function statusOf(response: Response): Promise<string> {
  const parsed = response.status === 202 ? parseJoinStatus(await bytesOf(response)) : undefined
  return parsed?.ok ? parsed.value : problemOf(response)
}

async function waiting(relay: TestRelay, { space }: TestSpace, device: TestDevice) {
  const response = await relay.call(`/v1/spaces/${space}/joins`, { token: await relay.signIn(space, device) })
  const parsed = parseWaitingJoins(await bytesOf(response))
  return parsed.ok ? parsed.value : parsed.error.type
}

test('AD40 AD42 AD45 a newcomer waits, asks again and still waits, and is in once a member entry names the invite', async () => {
  const { ask, cast, post, relay, space, team } = await open('newcomer')
  expect(await statusOf(await ask())).toBe('waiting')
  expect(await statusOf(await ask())).toBe('waiting')
  const control = { ...memberControl(newcomer), invite: seededId<InviteId>('invite') }
  await relay.grow(space, [post(cast.admin, team, control as ReturnType<typeof memberControl>)])
  expect(await statusOf(await ask())).toBe('admitted')
})

test('AD40 waiting carries no right: no session, no entry, no chain', async () => {
  const { ask, draftContent, relay, space, team } = await open('no right')
  await ask()
  await expect(relay.signIn(space, newcomer)).rejects.toThrow('unknown-or-forbidden')
  expect(await relay.push([draftContent(newcomer, team)])).toEqual([
    { type: 'refused', problem: 'unknown-or-forbidden' },
  ])
})

test('AD40 RT2 whoever waits is answered as a stranger is, at every call', async () => {
  const { ask, care, cast, draft, draftContent, relay, space, team } = await open('no right anywhere')
  expect(await statusOf(await ask())).toBe('waiting')
  const stranger = createTestDevice('never asked', 'staff')
  const answersTo = async (device: TestDevice) => {
    const signedIn = await relay.signIn(space, device).catch((refusal: Error) => refusal.message)
    const token = 'ab'.repeat(32)
    const body = new Uint8Array([1])
    const calls = [
      ['GET', 'entries'],
      ['GET', 'joins'],
      ['POST', 'boxes/missing'],
      ['GET', `groups/${team}/entries`],
      ['GET', `groups/${care}/entries`],
      ['PUT', `groups/${team}/boxes`],
    ] as const
    const answers: unknown[] = [signedIn]
    for (const [method, path] of calls) {
      const call = method === 'GET' ? { token } : { method, token, body }
      const response = await relay.call(`/v1/spaces/${space}/${path}`, call)
      answers.push([response.status, await problemOf(response)])
    }
    for (const group of [team, care]) answers.push(await relay.push([draftContent(device, group)]))
    for (const control of [memberControl(device), { type: 'remove', device: cast.nurse.id } as const])
      answers.push(await relay.grow(space, [{ entry: draft(device, team, control), boxes: [] }]))
    return answers
  }
  const waits = await answersTo(newcomer)
  expect(waits).toEqual(await answersTo(stranger))
  expect(JSON.stringify(waits)).not.toContain('"stored"')
  expect(waits[0]).toContain('unknown-or-forbidden')
})

test('AD49 AD46 a colleague invites a further device of their own and lets it in; nobody else, and in no other role', async () => {
  const { ask, cast, made, post, relay, space, team } = await open('further')
  const { nurse, pharmacist } = cast
  const further = createTestDevice('further', 'staff', nurse.member)
  const own = (change: Partial<InviteBody> = {}) =>
    ask({ inviter: nurse, device: further, body: { invite: seededId<InviteId>('own'), ...change } })
  expect(await statusOf(await own({ member: pharmacist.member }))).toBe('invite-not-by-right')
  expect(await statusOf(await own({ role: 'admin' }))).toBe('invite-not-by-right')
  expect(await statusOf(await own())).toBe('waiting')
  const seenBy = async (device: TestDevice) => (await waiting(relay, made, device)).length
  expect([await seenBy(nurse), await seenBy(pharmacist), await seenBy(cast.admin)]).toEqual([1, 0, 1])
  const control = { ...memberControl(further), invite: seededId<InviteId>('own') }
  await relay.grow(space, [post(nurse, team, control as ReturnType<typeof memberControl>)])
  expect(await statusOf(await own())).toBe('admitted')
})

test('AD41 every signature is asked for: the inviter’s, the device’s and the invite’s', async () => {
  const { ask, cast } = await open('signatures')
  for (const wrong of [{ signer: cast.nurse }, { deviceSigner: cast.nurse }, { inviteSigner: cast.nurse }]) {
    expect(await statusOf(await ask(wrong))).toBe('invite-broken')
  }
})

test('AD41 keys that are not sound do not even wait', async () => {
  const { ask } = await open('unsound')
  const { signKey } = newcomer.keys
  const kemKey = new Uint8Array(32)
  const id = deviceIdOf(signKey, kemKey)
  expect(await statusOf(await ask({ device: { ...newcomer, id, keys: { device: id, signKey, kemKey } } }))).toBe(
    'invite-broken',
  )
  expect(await statusOf(await ask())).toBe('waiting')
})

test('AD41 an inviter without the right, or who has left, invites nobody', async () => {
  const { ask, cast, post, private: own, relay, space, team } = await open('inviters')
  const statuses: string[] = []
  for (const inviter of [cast.nurse, cast.linkWorker, cast.governance])
    statuses.push(await statusOf(await ask({ inviter })))
  expect(statuses).toEqual(Array(3).fill('invite-not-by-right'))
  for (const inviter of [cast.patient, cast.stranger])
    expect(await statusOf(await ask({ inviter }))).toBe('invite-broken')
  const family = { group: own, role: 'family' } as const
  expect(await statusOf(await ask({ inviter: cast.patient, body: family }))).toBe('invite-not-by-right')
  const asStaff = { ...family, role: 'staff' } as const
  expect(await statusOf(await ask({ inviter: cast.nurse, body: asStaff }))).toBe('invite-not-by-right')
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(await statusOf(await ask({ inviter: cast.nurse, body: family }))).toBe('invite-not-by-right')
  expect(await statusOf(await ask({ inviter: cast.pharmacist, body: family }))).toBe('waiting')
})

test('AD43 an invite belongs to the first device, while it waits and after it is in', async () => {
  const { ask, cast, post, relay, space, team } = await open('used')
  const second = createTestDevice('second', 'staff')
  const raced = await Promise.all([ask(), ask({ device: second })])
  expect((await Promise.all(raced.map(statusOf))).sort()).toEqual(['invite-used', 'waiting'])
  const control = { ...memberControl(newcomer), invite: seededId<InviteId>('invite') }
  await relay.grow(space, [post(cast.admin, team, control as ReturnType<typeof memberControl>)])
  expect(await statusOf(await ask({ device: second }))).toBe('invite-used')
})

test('AD43 of two who ask in the same instant one waits; who is told that it is used has used up nothing', async () => {
  const made = createTestSpace('same instant')
  const memory = createTestStore()
  let isSameInstant = true
  const holderOf: typeof memory.holderOf = async (invite) => (isSameInstant ? undefined : memory.holderOf(invite))
  const limits = { ...generous, joinsPerHour: 2 }
  const relay = await createPeopledRelay(made, { limits, store: { ...memory, holderOf } })
  const ask = async (device: TestDevice) =>
    statusOf(await relay.call('/v1/join', { body: joinBytes(made, { device }) }))
  const another = createTestDevice('another', 'staff')
  expect([await ask(newcomer), await ask(another)]).toEqual(['waiting', 'invite-used'])
  isSameInstant = false
  expect([await ask(another), await ask(newcomer)]).toEqual(['invite-used', 'waiting'])
})

test('AD44 an invite that ran out is refused, but who asked in time keeps waiting', async () => {
  const { ask, relay } = await open('expired')
  await ask()
  relay.advance(3_600_000)
  expect(await statusOf(await ask())).toBe('waiting')
  const late = { invite: seededId<InviteId>('late') }
  expect(await statusOf(await ask({ body: late, device: createTestDevice('late', 'staff') }))).toBe('invite-expired')
})

test('AD46 an admin sees all who wait, staff those for private groups, others nobody', async () => {
  const { ask, cast, made, private: own, relay } = await open('seen')
  await ask()
  const relative = createTestDevice('another relative', 'family')
  const body = { invite: seededId<InviteId>('family'), group: own, role: 'family' } as const
  await ask({ body, device: relative, inviter: cast.nurse })
  const keysSeenBy = async (device: TestDevice) => {
    const seen = await waiting(relay, made, device)
    return typeof seen === 'string' ? seen : seen.map(({ signKey }) => signKey)
  }
  expect((await keysSeenBy(cast.admin)).length).toBe(2)
  expect(await keysSeenBy(cast.nurse)).toEqual([relative.keys.signKey])
  for (const device of [cast.linkWorker, cast.governance, cast.patient]) expect(await keysSeenBy(device)).toEqual([])
})

test('AD46 who has been let in waits no longer', async () => {
  const { ask, cast, made, post, relay, space, team } = await open('let in')
  await ask()
  const control = { ...memberControl(newcomer), invite: seededId<InviteId>('invite') }
  await relay.grow(space, [post(cast.admin, team, control as ReturnType<typeof memberControl>)])
  expect(await waiting(relay, made, cast.admin)).toEqual([])
})

test('AD46 after a week nobody waits any more', async () => {
  const { ask, cast, made, relay } = await open('a week')
  await ask()
  relay.advance(7 * 24 * 3_600_000 + 1)
  await relay.sweep()
  expect(await waiting(relay, made, cast.admin)).toEqual([])
})

test('AD47 an invite bears five bad tries an hour, an address so many requests', async () => {
  const { ask, cast, made, relay } = await open('tries', {
    limits: { ...generous, triesPerInvite: 5, joinsPerHour: 2 },
  })
  const tries: string[] = []
  for (let i = 0; i < 6; i++) tries.push(await statusOf(await ask({ inviteSigner: cast.nurse })))
  expect(tries).toEqual([...Array(5).fill('invite-broken'), 'too-many-requests'])
  const asked: string[] = []
  for (const name of ['a', 'b', 'c']) {
    const body = { invite: seededId<InviteId>(name) }
    asked.push(await statusOf(await ask({ body, device: createTestDevice(name, 'staff') })))
  }
  expect(asked).toEqual(['waiting', 'waiting', 'too-many-requests'])
  expect((await waiting(relay, made, cast.admin)).length).toBe(2)
})

test('AD47 as a relay is set up by itself, an address has twenty new requests an hour, and what is beyond is nowhere kept', async () => {
  const { ask, cast, made, relay } = await open('flood', {
    limits: { ...standardLimits, addressPerMinute: 1_000, joinsPerHour: joinsPerHour({ type: 'by-link' }) },
  })
  const asked: string[] = []
  for (let number = 0; number < 30; number++) {
    const body = { invite: seededId<InviteId>(`flood ${number}`) }
    asked.push(await statusOf(await ask({ body, device: createTestDevice(`flood ${number}`, 'staff') })))
  }
  expect(asked).toEqual([...Array(20).fill('waiting'), ...Array(10).fill('too-many-requests')])
  expect((await waiting(relay, made, cast.admin)).length).toBe(20)
})

test('AD41 RT12 an invite of another space, a changed certificate and rubbish are broken or malformed', async () => {
  const { made, relay } = await open('broken')
  const elsewhere = joinBytes(createTestSpace('elsewhere'))
  expect(await statusOf(await relay.call('/v1/join', { body: elsewhere }))).toBe('invite-broken')
  const changed = joinBytes(made)
  changed[60] = changed[60]! ^ 1
  expect(await statusOf(await relay.call('/v1/join', { body: changed }))).toBe('invite-broken')
  expect(await statusOf(await relay.call('/v1/join', { body: new Uint8Array([1]) }))).toBe('malformed')
  expect(await statusOf(await relay.call('/v1/join', { body: new Uint8Array(5_000) }))).toBe('too-large')
})

const day = 24 * 3_600_000
const faceToFace = (own: InviteBody['group']): Partial<InviteBody> => ({
  ...{ mode: 'in-person', group: own, role: 'patient', expiresAt: (testNow + day) as Instant },
})

test('AD90 face to face, a person and her family come in for a day at most, and nobody of the team', async () => {
  const { ask, cast, private: own, team } = await open('face to face')
  const status = async (name: string, change: Partial<InviteBody>) => {
    const body = { invite: seededId<InviteId>(name), ...faceToFace(own), ...change }
    return statusOf(await ask({ body, inviter: cast.admin, device: createTestDevice(name, 'patient') }))
  }
  expect(await status('patient', {})).toBe('waiting')
  expect(await status('family', { role: 'family' })).toBe('waiting')
  expect(await status('longer', { expiresAt: (testNow + day + 1) as Instant })).toBe('invite-not-by-right')
  for (const role of ['staff', 'admin', 'associate', 'ig'] as const)
    expect(await status(role, { role, group: team })).toBe('invite-not-by-right')
})

test('AD1005 whom a person invites into her circle waits for her yes: face to face the team invites alone', async () => {
  const { ask, cast, circle } = await open('face to face with her')
  const status = async (name: string, inviter: TestDevice, change: Partial<InviteBody>) => {
    const body = { invite: seededId<InviteId>(name), ...faceToFace(circle), role: 'family', ...change } as const
    return statusOf(await ask({ body, inviter, device: createTestDevice(name, 'family') }))
  }
  expect(await status('hers', cast.patient, {})).toBe('invite-not-by-right')
  expect(await status('hers, with a yes', cast.patient, { mode: 'confirm' })).toBe('waiting')
  expect(await status('the team’s', cast.nurse, {})).toBe('waiting')
})

test('AD91 an invite that cites another history of the team is broken, whatever its mode', async () => {
  const { ask, cast, chain, private: own, team } = await open('another history')
  const { head, seq } = chain(team)
  for (const cited of [
    { seq, hash: head.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) as typeof head },
    { seq: seq + 1, hash: head },
    { seq: 0, hash: head },
  ])
    for (const place of [{}, faceToFace(own)])
      expect(await statusOf(await ask({ inviter: cast.admin, body: { ...place, team: cited } }))).toBe('invite-broken')
})

test('AD92 a photographed invite gets nothing but the word that it is used, however often it asks', async () => {
  const {
    ask,
    cast,
    made,
    private: own,
    relay,
  } = await open('photograph', {
    limits: { ...generous, triesPerInvite: 3 },
  })
  const body = faceToFace(own)
  const phone = createTestDevice('her phone', 'patient')
  expect(await statusOf(await ask({ body, inviter: cast.nurse, device: phone }))).toBe('waiting')
  const asked: string[] = []
  for (const name of ['a', 'b', 'c', 'd'])
    asked.push(await statusOf(await ask({ body, inviter: cast.nurse, device: createTestDevice(name, 'patient') })))
  expect(asked).toEqual([...Array(3).fill('invite-used'), 'too-many-requests'])
  expect(await statusOf(await ask({ body, inviter: cast.nurse, device: phone }))).toBe('waiting')
  const seen = await waiting(relay, made, cast.nurse)
  expect(typeof seen === 'string' ? seen : seen.map(({ signKey }) => signKey)).toEqual([phone.keys.signKey])
})
