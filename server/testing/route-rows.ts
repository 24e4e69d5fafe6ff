/**
 * What each route of the relay answers to each of the role table's people: one
 * row a route. `ask` tries it and says in a word what came of it; `expected`
 * reads the same word off the table.
 */
import { once } from 'node:events'
import type { Bytes } from '../../shared/lib/bytes.ts'
import {
  type EntryId,
  type GroupId,
  type Instant,
  type InviteId,
  type RoundId,
  zeroHash,
} from '../../shared/lib/ids.ts'
import { blobIdOf, blobPath } from '../../shared/protocol/blob.ts'
import { encodeEpochBoxes, encodeMissingRequest, parseMissingBoxes } from '../../shared/protocol/boxes.ts'
import type { Control, ProposedAct } from '../../shared/protocol/control.ts'
import { parseDeviceStatus } from '../../shared/protocol/device-status.ts'
import { encodeErasedWord, erasedSigningInput } from '../../shared/protocol/erased.ts'
import { blobSigningInput, heldBlobPath } from '../../shared/protocol/held-blob.ts'
import { parseJoinStatus, parseWaitingJoins } from '../../shared/protocol/join.ts'
import { createPullParser } from '../../shared/protocol/pull.ts'
import { encodeSettledEntries } from '../../shared/protocol/quarantine.ts'
import { encodeSpokenDeposit } from '../../shared/protocol/spoken.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import { accessControl, epochControl, genesisControl, memberControl, testNow } from '../../shared/testing/test-space.ts'
import { joinBytes } from './join-bytes.ts'
import { type Listening, listen } from './listen.ts'
import {
  hasLeft,
  isClinical,
  isInsider,
  type Kind,
  kinds,
  mayDoSomething,
  onSharedRound,
  type RoleWorld,
  roleTable,
  sharedRound,
  type Who,
  wasIn,
} from './role-table.ts'
import { bytesOf, problemOf, type TestRelay, words } from './test-relay.ts'

export interface RouteRow {
  readonly ask: (who: Who, kind: Kind) => Promise<string>
  readonly expected: (who: Who, kind: Kind) => string
}

/** What the asking needs to have been done before: something to read in each group, and somebody waiting for each. */
export interface Prepared extends RoleWorld {
  readonly contentOf: ReadonlyMap<GroupId, number>
  readonly server: Listening
}

const has = (who: Who, kind: Kind, right: string) => roleTable[who][kind].includes(right)

function requestOf(
  { made, newcomers }: RoleWorld,
  inviter: TestDevice,
  kind: Kind,
  group: GroupId,
  device: TestDevice,
) {
  const { member, role } = newcomers[kind]
  const invite = seededId<InviteId>(`${device.name} by ${inviter.name}`)
  return joinBytes(made, { inviter, device, body: { invite, group, role, member } })
}

function blobNamed(name: string) {
  const bytes = seededBytes(name, 300)
  return { bytes, id: blobIdOf(bytes) }
}

/** Lies in every group, and what anybody puts. */
export const keptBlob = blobNamed('kept attachment')
const ownBlob = blobNamed('another attachment')

export async function prepare(world: RoleWorld): Promise<Prepared> {
  const { devices, groups, made, newcomers, relay } = world
  const contentOf = new Map<GroupId, number>()
  for (const kind of kinds) {
    const group = groups[kind]
    await relay.store.putBlob(made.space, group, keptBlob.id, keptBlob.bytes)
    await relay.store.holdBlob(
      { space: made.space, group, blob: keptBlob.id },
      devices.leftColleague.id,
      keptBlob.bytes,
    )
    const [result] = await relay.push([made.write(devices.nurse, group)])
    contentOf.set(group, result?.type === 'stored' ? result.arrival : Number.NaN)
    await relay.call('/v1/join', { body: requestOf(world, devices.admin, kind, group, newcomers[kind]) })
  }
  await relay.call('/v1/join', { body: requestOf(world, devices.admin, 'team', groups.team, devices.waiting) })
  return { ...world, contentOf, server: await listen(relay) }
}

/** One of each type of control, by the letter of the right it takes. */
export function controlsOf(
  { devices, groups, late, made, newcomers }: RoleWorld,
  kind: Kind,
  who: Who,
): Readonly<Record<string, Control>> {
  const group = groups[kind]
  const somebody = newcomers.care
  return {
    m: memberControl(newcomers[kind]),
    x: { type: 'remove', device: late[kind].id },
    e: epochControl(made.chain(group), made.teamOf(group)),
    a: accessControl(somebody, null),
    r: { type: 'round', round: seededId<RoundId>('round'), staff: [somebody.member] },
    l: {
      ...{ type: 'round', round: sharedRound },
      staff: onSharedRound(devices).filter((member) => member !== devices[who].member),
    },
    k: { type: 'checkpoint', page: 1, hash: zeroHash },
    s: { type: 'succeed', keys: createTestDevice(`${devices[who].name} again in ${kind}`, devices[who].role).keys },
    n: { type: 'manage', device: devices.nurse.id, managed: true },
    p: { type: 'propose', act: makeAdmin(devices.nurse), until: (testNow + 3_600_000) as Instant },
    // What nobody proposed, nobody approves or dismisses; the kit's root key signs for the kit; a chain begins once.
    v: { type: 'approve', proposal: zeroHash as EntryId },
    d: { type: 'dismiss', proposal: zeroHash as EntryId },
    o: { type: 'recover', keys: somebody.keys, member: somebody.member },
    t: { type: 'kit', proposed: null },
    g: genesisControl(devices[who], kind, 'begun twice', null),
  }
}

function makeAdmin({ id, member }: TestDevice): ProposedAct {
  return { type: 'make-admin', member, devices: [id] }
}

/** Content and chain of a group that came down in a pull, as their letters. */
async function readIn(response: Response, { contentOf, made, relay }: Prepared, group: GroupId): Promise<string> {
  if (response.status !== 200) return problemOf(response)
  const items = createPullParser().push(await bytesOf(response))
  if (!items.ok) return items.error.type
  const came = items.value.flatMap((item) => ('arrival' in item ? [item.arrival as number] : []))
  const chain = await relay.store.controlArrival(made.space, group, 0)
  return `${came.includes(contentOf.get(group)!) ? 'R' : ''}${came.includes(chain as number) ? 'C' : ''}`
}

const readMarks = (who: Who, kind: Kind) => roleTable[who][kind].replace(/[^RC]/g, '')

export function routeRows(world: Prepared): Readonly<Record<string, RouteRow>> {
  const { devices, groups, made, newcomers, relay, server, tokens } = world
  const { space } = made
  const below = `/v1/spaces/${space}`
  const call = (who: Who, path: string, method = 'GET', body?: Uint8Array) => {
    const token = tokens[who]
    return relay.call(path, { method, ...(body && { body }), ...(token && { token }) })
  }
  const wordOf = async (response: Promise<Response>) => {
    const answer = await response
    return answer.status < 300 ? 'yes' : problemOf(answer)
  }

  /** A session of this space; without one, or with one of another space, nothing more is said. */
  const inSession = (who: Who, then: string) =>
    isInsider(who) ? then : who === 'foreigner' ? 'unknown-or-forbidden' : 'no-session'
  const open = (path: string, method = 'GET'): RouteRow => ({
    ask: (who) => wordOf(call(who, path, method)),
    expected: () => 'yes',
  })
  const closed = (path: string, method = 'GET'): RouteRow => ({ ...open(path, method), expected: () => hidden })
  const hidden = 'unknown-or-forbidden'
  const admins = (path: string, body?: Uint8Array): RouteRow => ({
    ask: (who) => wordOf(call(who, `${below}/${path}`, body === undefined ? 'GET' : 'POST', body)),
    expected: (who) => inSession(who, who === 'admin' ? 'yes' : hidden),
  })
  const spokenId = seededBytes('spoken', 16)
  /** Where nobody has changed who is in: one in which a control was stored is not asked again. */
  let untouched: TestRelay | undefined

  return {
    'GET /healthz': open('/healthz'),
    'GET /readyz': open('/readyz'),
    'GET /metrics': open('/metrics'),
    'POST /v1/hello': open('/v1/hello', 'POST'),
    'POST /wipe': closed('/wipe', 'POST'),
    'GET /demo': closed('/demo'),
    'POST /demo': closed('/demo', 'POST'),
    'GET /demo/*': closed('/demo/somewhere'),
    'POST /demo/*': closed('/demo/somewhere', 'POST'),
    'POST /v1/session': {
      ask: (who) =>
        relay.signIn(space, devices[who]).then(
          () => 'yes',
          (refusal: Error) => refusal.message.replace('test relay: ', ''),
        ),
      expected: (who) => (isInsider(who) ? 'yes' : hidden),
    },
    'POST /v1/entries': {
      ask: async (who, kind) =>
        words(await relay.push([made.draftContent(devices[who], groups[kind])], tokens[who]))[0]!,
      expected: (who, kind) => {
        if (wasIn(who, kind)) return 'quarantined'
        return has(who, kind, 'W') ? 'stored' : hidden
      },
    },
    'POST /v1/spaces/:space/control': {
      ask: async (who, kind) => {
        const said: string[] = []
        for (const [letter, control] of Object.entries(controlsOf(world, kind, who))) {
          const entry = made.draft(devices[who], groups[kind], control)
          untouched ??= await world.openAnew()
          const word = words(await untouched.grow(space, [{ entry, boxes: [] }]))[0]!
          said.push(word === 'stored' ? letter : mayDoSomething(who) ? '' : word)
          if (word === 'stored') untouched = undefined
        }
        return mayDoSomething(who) ? said.join('') : [...new Set(said)].join(' ')
      },
      expected: (who, kind) => {
        if (mayDoSomething(who)) return roleTable[who][kind].replace(/[^mxearlksnpvdotg]/g, '')
        // Of the relay's own control nobody else is told who is in.
        return wasIn(who, kind) ? `author-not-active ${hidden}` : hidden
      },
    },
    /** The right is in the link that is shown, and nobody here shows one. */
    'GET /v1/spaces/:space/recovery': closed(`${below}/recovery`),
    'GET /v1/spaces/:space/entries': {
      ask: async (who, kind) => readIn(await call(who, `${below}/entries?after=0`), world, groups[kind]),
      expected: (who, kind) => inSession(who, readMarks(who, kind)),
    },
    'GET /v1/spaces/:space/groups/:group/entries': {
      ask: async (who, kind) => readIn(await call(who, `${below}/groups/${groups[kind]}/entries`), world, groups[kind]),
      expected: (who, kind) => inSession(who, readMarks(who, kind) || hidden),
    },
    'PUT /v1/spaces/:space/groups/:group/boxes': {
      ask: (who, kind) => {
        const epoch = made.chain(groups[kind]).epochs.length - 1
        const recipient = kind === 'team' ? devices.nurse.id : groups.team
        const boxes = [{ recipient, box: new Uint8Array(80).fill(9) as Bytes }]
        return wordOf(call(who, `${below}/groups/${groups[kind]}/boxes`, 'PUT', encodeEpochBoxes({ epoch, boxes })))
      },
      expected: (who, kind) => inSession(who, has(who, kind, 'B') ? 'yes' : hidden),
    },
    'PUT /v1/spaces/:space/groups/:group/blobs/:blob': {
      ask: (who, kind) => wordOf(call(who, blobPath(space, groups[kind], ownBlob.id), 'PUT', ownBlob.bytes)),
      expected: (who, kind) => inSession(who, has(who, kind, 'W') ? 'yes' : hidden),
    },
    'GET /v1/spaces/:space/groups/:group/blobs/:blob': {
      ask: (who, kind) => wordOf(call(who, blobPath(space, groups[kind], keptBlob.id))),
      expected: (who, kind) => inSession(who, has(who, kind, 'R') ? 'yes' : hidden),
    },
    /** By its own signature, as with entries; whoever left and was of the staff is set aside (ES563). */
    'PUT /v1/spaces/:space/groups/:group/held-blobs/:blob': {
      ask: (who, kind) => {
        const group = groups[kind]
        const { id: device, sign } = devices[who]
        const word = { space, device, signature: sign(blobSigningInput(space, group, ownBlob.id)) }
        return wordOf(call(who, heldBlobPath(space, group, ownBlob.id, word), 'PUT', ownBlob.bytes))
      },
      expected: (who, kind) => (who === 'leftColleague' || has(who, kind, 'W') ? 'yes' : hidden),
    },
    'GET /v1/spaces/:space/held-blobs': admins('held-blobs'),
    'GET /v1/spaces/:space/groups/:group/held-blobs/:blob': {
      ask: (who, kind) => wordOf(call(who, heldBlobPath(space, groups[kind], keptBlob.id))),
      expected: (who, kind) => inSession(who, who === 'admin' && has(who, kind, 'R') ? 'yes' : hidden),
    },
    'DELETE /v1/spaces/:space/groups/:group/held-blobs/:blob': {
      ask: (who, kind) => wordOf(call(who, heldBlobPath(space, groups[kind], keptBlob.id), 'DELETE')),
      expected: (who, kind) => inSession(who, who === 'admin' && has(who, kind, 'R') ? 'yes' : hidden),
    },
    'POST /v1/spaces/:space/boxes/missing': {
      ask: async (who, kind) => {
        const answer = await call(who, `${below}/boxes/missing`, 'POST', encodeMissingRequest([groups[kind]]))
        if (answer.status !== 200) return problemOf(answer)
        const missing = parseMissingBoxes(await bytesOf(answer))
        return missing.ok && missing.value.length > 0 ? 'told' : 'nothing'
      },
      expected: (who, kind) => inSession(who, has(who, kind, 'R') ? 'told' : 'nothing'),
    },
    'POST /v1/join': {
      /** Each as the inviter: whoever may let in may invite. */
      ask: async (who, kind) => {
        const request = requestOf(world, devices[who], kind, groups[kind], newcomers[kind])
        const answer = await relay.call('/v1/join', { body: request })
        if (answer.status !== 202) return (await problemOf(answer)).startsWith('invite-') ? 'refused' : 'odd'
        const status = parseJoinStatus(await bytesOf(answer))
        return status.ok ? status.value : status.error.type
      },
      expected: (who, kind) => (has(who, kind, 'm') ? 'waiting' : 'refused'),
    },
    'GET /v1/spaces/:space/joins': {
      ask: async (who, kind) => {
        const answer = await call(who, `${below}/joins`)
        if (answer.status !== 200) return problemOf(answer)
        const waiting = parseWaitingJoins(await bytesOf(answer))
        const { signKey } = newcomers[kind].keys
        return waiting.ok && waiting.value.some((each) => String(each.signKey) === String(signKey)) ? 'seen' : 'unseen'
      },
      expected: (who, kind) => inSession(who, has(who, kind, 'm') ? 'seen' : 'unseen'),
    },
    /** What was handed to whom is for information governance alone. */
    'GET /v1/spaces/:space/audit': {
      ask: (who) => wordOf(call(who, `${below}/audit`)),
      expected: (who) => inSession(who, who === 'governance' ? 'yes' : hidden),
    },
    'GET /v1/spaces/:space/views': {
      ask: (who) => wordOf(call(who, `${below}/views`)),
      expected: (who) => inSession(who, who === 'governance' ? 'yes' : hidden),
    },
    'PUT /v1/spaces/:space/spoken': {
      ask: (who) => {
        const body = encodeSpokenDeposit({ id: spokenId, sealed: seededBytes('sealed', 32) })
        return wordOf(call(who, `${below}/spoken`, 'PUT', body))
      },
      expected: (who) => inSession(who, isClinical(who) ? 'yes' : hidden),
    },
    /** Guessing the id of one that was left is guessing a spoken code; the right is in the knowing. */
    'GET /v1/spoken/:id': closed(`/v1/spoken/${'ef'.repeat(16)}`),
    'GET /v1/device/:device/status': {
      ask: async (who) => {
        const answer = await call(who, `/v1/device/${devices[who].id}/status`)
        const status = answer.status === 200 ? parseDeviceStatus(await bytesOf(answer)) : undefined
        return status?.ok ? status.value.standing : problemOf(answer)
      },
      /** Asked by id alone, so that somebody of another space or without the key learns no less and no more. */
      expected: (who) => {
        if (who === 'waiting' || who === 'stranger' || who === 'relay') return hidden
        return hasLeft(who) ? 'removed' : 'in'
      },
    },
    /** What she may read of it is the rule of every read: RT110. */
    'GET /v1/spaces/:space/quarantine': admins('quarantine'),
    'POST /v1/spaces/:space/quarantine/settled': admins(
      'quarantine/settled',
      encodeSettledEntries([{ group: groups.team, id: zeroHash }]),
    ),
    'GET /v1/spaces/:space/erased': admins('erased'),
    'POST /v1/erased': {
      ask: (who) => {
        const device = devices[who]
        const signature = device.sign(erasedSigningInput(space, device.id))
        return wordOf(call(who, '/v1/erased', 'POST', encodeErasedWord({ space, device: device.id, signature })))
      },
      expected: (who) => (hasLeft(who) ? 'yes' : hidden),
    },
    'GET /v1/live': {
      ask: async (who) => {
        const socket = await server.connect(tokens[who] ?? 'none')
        const said = await Promise.race([
          once(socket, 'message').then(() => 'greeted'),
          once(socket, 'close').then(([code]) => String(code)),
        ])
        socket.terminate()
        return said
      },
      /** A line is of the token's own space; whoever is of another hears of that one. */
      expected: (who) => (isInsider(who) || who === 'foreigner' ? 'greeted' : '4401'),
    },
  }
}
