/**
 * Who may do what: everybody of the role table at every route the relay serves,
 * on a group of every kind. The routes are asked of the app itself, so that one
 * without a row fails.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Bytes } from '../shared/lib/bytes.ts'
import { type DeviceId, type GroupId, type InviteId, type SpaceId, zeroHash } from '../shared/lib/ids.ts'
import { encodeAppendRequest } from '../shared/protocol/append.ts'
import { encodeEpochBoxes, encodeMissingRequest } from '../shared/protocol/boxes.ts'
import type { Role } from '../shared/protocol/control.ts'
import { controlKindNumbers } from '../shared/protocol/control.ts'
import { encodeControlAppend } from '../shared/protocol/control-append.ts'
import { encodeErasedWord, erasedSigningInput } from '../shared/protocol/erased.ts'
import { parseHello } from '../shared/protocol/hello.ts'
import { encodeSessionRequest, sessionSigningInput } from '../shared/protocol/session.ts'
import { seededId } from '../shared/testing/test-device.ts'
import { joinBytes } from './testing/join-bytes.ts'
import { createRoleWorld, everybody, isClinical, isInsider, kinds, roleTable, type Who } from './testing/role-table.ts'
import { controlsOf, keptBlob, type Prepared, prepare, routeRows } from './testing/route-rows.ts'
import { createTestRelay, createTestStore, testOrigin } from './testing/test-relay.ts'

/** Every route as it was registered; what runs before all of them is not one. */
function routesOf({ app }: Pick<Prepared['relay'], 'app'>): readonly string[] {
  const isMiddleware = (path: string) => path === '/*' || path === '/v1/*'
  return [
    ...new Set(app.routes.filter(({ path }) => !isMiddleware(path)).map(({ method, path }) => `${method} ${path}`)),
  ]
}

const routes = routesOf(createTestRelay())
let world: Prepared
let rows: ReturnType<typeof routeRows>
/** The calls on the store, in order: an answer that took another way is told apart by how long it takes. */
const lookedUp: string[] = []

function recorded<Store extends object>(store: Store): Store {
  return new Proxy(store, {
    get: (target, name, receiver) => {
      lookedUp.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
}

beforeAll(async () => {
  world = await prepare(await createRoleWorld('authorisation', { store: recorded(createTestStore()) }))
  rows = routeRows(world)
})

afterAll(() => world.server.close())

test('AD150 every route the relay serves has a row', () => {
  expect(routes.length).toBeGreaterThan(15)
  expect(Object.keys(rows).sort()).toEqual([...routes].sort())
})

test('AD150 every type of control is tried', () => {
  const tried = new Set(Object.values(controlsOf(world, 'team', 'nurse')).map(({ type }) => type))
  expect([...tried].sort()).toEqual(Object.keys(controlKindNumbers).sort())
})

for (const route of routes) {
  for (const who of everybody) {
    test(`AD150 AD4 AD19 AD31${who === 'relay' ? ' AD740' : ''} ${route} for ${who}`, async () => {
      const { ask, expected } = rows[route]!
      const said: Record<string, string> = {}
      for (const kind of kinds) said[kind] = await ask(who, kind)
      expect(said).toEqual(Object.fromEntries(kinds.map((kind) => [kind, expected(who, kind)])))
    })
  }
}

test('AD740 every role there is stands in the table, the relay’s too, and the relay may do the one thing', () => {
  const roles = { admin: 1, staff: 1, associate: 1, patient: 1, family: 1, ig: 1 } satisfies Record<Role, 1>
  const standing = new Set(everybody.filter(isInsider).map((who) => world.devices[who].role))
  expect([...standing].sort()).toEqual(Object.keys(roles).sort())
  expect(roleTable.relay).toEqual({ team: 'k', care: '', private: '', circle: '', board: '' })
  const others = everybody.filter((who) => who !== 'relay' && kinds.some((kind) => roleTable[who][kind].includes('k')))
  expect(others).toEqual([])
})

test('AD150 the table tells people apart: no two of the roles may do the same', () => {
  const rights = everybody.filter(isInsider).map((who) => JSON.stringify(roleTable[who]))
  expect(new Set(rights).size).toBe(rights.length)
})

const unknownId = 'ab'.repeat(16)

/** Everything of an answer that reaches whoever asked. */
async function answerOf(response: Response): Promise<string> {
  const headers = [...response.headers].sort().map(([name, value]) => `${name}: ${value}`)
  return [response.status, ...headers, await response.text()].join('\n')
}

/** What was asked for by each id, and what it had the relay look up meanwhile. */
async function heard(ids: readonly string[], ask: (id: string) => Promise<Response>) {
  const answers: string[] = []
  const verified = vi.spyOn(crypto.subtle, 'verify')
  for (const id of ids) {
    lookedUp.length = 0
    verified.mockClear()
    const answer = await answerOf(await ask(id))
    answers.push(`${answer}\nlooked up: ${lookedUp.join(' ')}\nsignatures: ${verified.mock.calls.length}`)
  }
  verified.mockRestore()
  return [...new Set(answers)]
}

test('AD151 a group one may not see, one of another space, one nobody knows and no id at all are one answer, found the same way', async () => {
  const { devices, elsewhere, groups, made, relay, tokens } = world
  const foreign = elsewhere.chain(elsewhere.care).group
  for (const who of everybody.filter(isInsider)) {
    const token = tokens[who]!
    const hidden = kinds.filter((kind) => !/[RC]/.test(roleTable[who][kind])).map((kind) => groups[kind])
    const unreadable = kinds.filter((kind) => !roleTable[who][kind].includes('R')).map((kind) => groups[kind])
    const nowhere = [foreign, elsewhere.team, unknownId, 'zz', 'AB'.repeat(16)]
    const below = `/v1/spaces/${made.space}`
    const chains = await heard([...hidden, ...nowhere], (id) => relay.call(`${below}/groups/${id}/entries`, { token }))
    const body = encodeEpochBoxes({ epoch: 0, boxes: [{ recipient: groups.team, box: new Uint8Array(80) as Bytes }] })
    const boxes = await heard([...unreadable, ...nowhere], (id) =>
      relay.call(`${below}/groups/${id}/boxes`, { method: 'PUT', token, body }),
    )
    const missing = await heard([...unreadable, foreign, unknownId], (id) =>
      relay.call(`${below}/boxes/missing`, { token, body: encodeMissingRequest([id as GroupId]) }),
    )
    const blob = keptBlob.id
    const got = await heard([...unreadable, ...nowhere], (id) =>
      relay.call(`${below}/groups/${id}/blobs/${blob}`, { token }),
    )
    const unwritable = kinds.filter((kind) => !roleTable[who][kind].includes('W')).map((kind) => groups[kind])
    const put = await heard([...unwritable, ...nowhere], (id) =>
      relay.call(`${below}/groups/${id}/blobs/${blob}`, { method: 'PUT', token, body: keptBlob.bytes }),
    )
    expect([who, chains.length, boxes.length, missing.length, got.length, put.length]).toEqual([who, 1, 1, 1, 1, 1])
    expect(got[0]).toContain('unknown-or-forbidden')
    expect(put[0]).toContain('unknown-or-forbidden')
    expect(chains[0]).toContain('unknown-or-forbidden')

    const mine = (group: GroupId) => devices[who].id in made.chain(group).devices
    const written = kinds.map((kind) => groups[kind]).filter((group) => hidden.includes(group) && !mine(group))
    const entries = await heard([...written, foreign, unknownId], (id) => {
      const group = id as GroupId
      const entry = made.draftContent(devices[who], groups.team, { group, seq: 0, prev: zeroHash, epoch: 0 })
      return relay.call('/v1/entries', { body: encodeAppendRequest([entry.bytes]) })
    })
    const controls = await heard([...written, foreign, unknownId], (id) => {
      const control = { type: 'remove', device: devices.patient.id } as const
      const entry = made.draft(devices[who], groups.team, control, { group: id as GroupId, groupSeq: 3 })
      return relay.call(`${below}/control`, { body: encodeControlAppend([{ control: entry.bytes, boxes: [] }]) })
    })
    expect([who, entries.length]).toEqual([who, 1])
    if (!isClinical(who)) expect([who, controls.length]).toEqual([who, 1])
  }
})

/** Two calls are judged by what is signed in them, which a byte is not; one is answered to whoever asks. */
function refusalOf(who: Who, method: string, path: string): string {
  if (path === 'control' || (method === 'PUT' && path.includes('/held-blobs/'))) return 'malformed'
  return isInsider(who) || path === 'recovery' ? 'unknown-or-forbidden' : 'no-session'
}

test('AD151 another space, one nobody knows and no id at all are one answer, with a session and without', async () => {
  const { elsewhere, groups, relay, tokens } = world
  const named = { ':group': groups.team, ':blob': keptBlob.id, ':invite': unknownId, ':entry': unknownId }
  const calls = routes
    .filter((route) => route.includes('/v1/spaces/:space/'))
    .map((route) => {
      const [method = '', path = ''] = route.split(' /v1/spaces/:space/')
      return [method, path.replace(/:\w+/g, (name) => named[name as keyof typeof named] ?? name)] as const
    })
  expect(calls.filter(([, path]) => path.includes(':'))).toEqual([])
  for (const who of everybody.filter((each) => each !== 'foreigner')) {
    for (const [method, path] of calls) {
      const token = tokens[who]
      const body = method === 'GET' ? {} : { body: new Uint8Array([1]) }
      const answers = await heard([elsewhere.space, unknownId, 'zz'], (id) =>
        relay.call(`/v1/spaces/${id}/${path}`, { method, ...body, ...(token && { token }) }),
      )
      expect([who, path, answers.length]).toEqual([who, path, 1])
      expect(answers[0]).toContain(refusalOf(who, method, path))
    }
  }
})

test('AD151 whoever left, a stranger and a made-up token are one answer at every call that asks for a session', async () => {
  const { groups, made, relay, tokens } = world
  for (const path of [
    'entries',
    `groups/${groups.care}/entries`,
    `groups/${groups.care}/blobs/${keptBlob.id}`,
    `groups/${groups.care}/held-blobs/${keptBlob.id}`,
    'held-blobs',
    'quarantine',
    'erased',
    'joins',
    'audit',
    'views',
  ]) {
    const shut = everybody.filter((who) => !isInsider(who) && who !== 'foreigner')
    const answers = await heard(shut, (who) => {
      const token = tokens[who as (typeof shut)[number]]
      return relay.call(`/v1/spaces/${made.space}/${path}`, token === undefined ? {} : { token })
    })
    expect([path, answers.length]).toEqual([path, 1])
  }
})

test('AD151 a device nobody knows, no id, and a code nobody spoke are one answer', async () => {
  const { relay } = world
  const ids = [world.devices.stranger.id, unknownId, 'zz', '%00']
  expect((await heard(ids, (id) => relay.call(`/v1/device/${id}/status`))).length).toBe(1)
  expect((await heard(ids, (id) => relay.call(`/v1/spoken/${id}`))).length).toBe(1)
})

test('AD151 an invite into a group the inviter has no place in is answered like one into a group nobody knows', async () => {
  const { devices, elsewhere, groups, made, relay } = world
  const invite = seededId<InviteId>('into nowhere')
  for (const inviter of [devices.carer, devices.linkWorker, devices.governance, devices.relative, devices.stranger]) {
    const elsewhereIn = kinds.map((kind) => groups[kind]).filter((group) => !(inviter.id in made.chain(group).devices))
    const answers = await heard([...elsewhereIn, elsewhere.care, unknownId], (id) =>
      relay.call('/v1/join', {
        body: joinBytes(made, { inviter, body: { invite, group: id as GroupId, role: 'family' } }),
      }),
    )
    expect([inviter.name, answers.length]).toEqual([inviter.name, 1])
  }
})

test('AD12 who has not signed learns of no space, group or device by its name: one answer, one signature checked, nothing looked up', async () => {
  const { devices, elsewhere, groups, made, relay } = world
  const { nurse, stranger } = devices
  /** Whose name is said, where; and what is said is signed by a stranger. */
  const places: readonly (readonly [space: string, group: string, device: string])[] = [
    ...kinds.map((kind) => [made.space, groups[kind], nurse.id] as const),
    ...kinds.map((kind) => [made.space, groups[kind], stranger.id] as const),
    [made.space, groups.care, devices.leftColleague.id],
    [made.space, groups.care, devices.carer.id],
    [made.space, groups.circle, devices.carer.id],
    [made.space, groups.private, devices.patient.id],
    [made.space, elsewhere.care, devices.foreigner.id],
    [made.space, unknownId, nurse.id],
    [elsewhere.space, elsewhere.care, devices.foreigner.id],
    [elsewhere.space, elsewhere.care, nurse.id],
    [unknownId, groups.care, nurse.id],
    [unknownId, unknownId, unknownId],
  ]
  const of = (place: string) => {
    const [space, group, id] = places[Number(place)]! as readonly [SpaceId, GroupId, DeviceId]
    return { space, group, liar: { ...stranger, id } }
  }
  const calls: Readonly<Record<string, (place: string) => Promise<Response>>> = {
    entry: (place) => {
      const { group, liar, space } = of(place)
      const entry = made.draftContent(liar, groups.team, { space, group, seq: 0, prev: zeroHash, epoch: 0 })
      return relay.call('/v1/entries', { body: encodeAppendRequest([entry.bytes]) })
    },
    control: (place) => {
      const { group, liar, space } = of(place)
      const control = { type: 'remove', device: devices.patient.id } as const
      const entry = made.draft(liar, groups.team, control, { space, group, groupSeq: 3 })
      const body = encodeControlAppend([{ control: entry.bytes, boxes: [] }])
      return relay.call(`/v1/spaces/${space}/control`, { body })
    },
    session: async (place) => {
      const { liar, space } = of(place)
      const hello = parseHello(new Uint8Array(await (await relay.call('/v1/hello', { method: 'POST' })).arrayBuffer()))
      const nonce = hello.ok ? hello.value.nonce : new Uint8Array(32)
      const signature = liar.sign(sessionSigningInput(testOrigin, space, liar.id, nonce))
      return relay.call('/v1/session', { body: encodeSessionRequest({ space, device: liar.id, nonce, signature }) })
    },
    invite: (place) => {
      const { group, liar, space } = of(place)
      const body = { space, group, invite: seededId<InviteId>(`unsigned ${place}`), role: 'family' } as const
      return relay.call('/v1/join', { body: joinBytes(made, { inviter: liar, body }) })
    },
    'last word': (place) => {
      const { liar, space } = of(place)
      const signature = liar.sign(erasedSigningInput(space, liar.id))
      return relay.call('/v1/erased', { body: encodeErasedWord({ space, device: liar.id, signature }) })
    },
  }
  for (const [name, ask] of Object.entries(calls)) {
    const answers = await heard(Object.keys(places), ask)
    expect([name, answers]).toEqual([name, [expect.stringContaining('looked up: \nsignatures: 1')]])
    expect(answers[0]).toMatch(/unknown-or-forbidden|invite-broken/)
  }
})
