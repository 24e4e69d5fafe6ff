/**
 * A small neighbourhood on the wire, without a client: a team, a board, one person
 * with a care group, a private one and a circle, and the envelopes that made them. Keys of epochs and
 * boxes are dummies of the right length; ids, hashes and signatures are real.
 *
 * `post` writes the next control entry and keeps it, `draft` signs one without
 * keeping it, `write` and `draftContent` do the same for sealed content.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant, PersonId, SpaceId } from '../lib/ids.ts'
import { zeroDoc, zeroHash } from '../lib/ids.ts'
import { applyControl, type ChainState } from '../membership/chain.ts'
import { missingCuts } from '../membership/cuts.ts'
import { boxRecipients } from '../membership/rights.ts'
import type { Box } from '../protocol/boxes.ts'
import {
  boardIdOf,
  type Control,
  circleIdOf,
  encodeControl,
  type GroupKind,
  type Role,
  spaceIdOf,
} from '../protocol/control.ts'
import type { ContentEntry, ContentHeader, ControlEntry, ControlHeader, Heads } from '../protocol/entry.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from './test-device.ts'
import { signContent, signControl } from './test-envelopes.ts'

export interface TestCast {
  readonly admin: TestDevice
  readonly nurse: TestDevice
  readonly pharmacist: TestDevice
  readonly linkWorker: TestDevice
  readonly governance: TestDevice
  readonly patient: TestDevice
  readonly relative: TestDevice
  /** In no chain. */
  readonly stranger: TestDevice
}

export interface PostedControl {
  readonly entry: ControlEntry
  /** Boxes of the epoch this entry begins; none for other controls. */
  readonly boxes: readonly Box[]
}

export interface TestSpace {
  readonly space: SpaceId
  readonly team: GroupId
  readonly care: GroupId
  readonly private: GroupId
  /** The patient, her relative, and the link worker, who is an associate of the team. */
  readonly circle: GroupId
  /** The patient may post on it. */
  readonly board: GroupId
  readonly person: PersonId
  readonly cast: TestCast
  readonly now: Instant
  /** Every kept control, in an order a relay accepts. */
  readonly controls: readonly PostedControl[]
  readonly chain: (group: GroupId) => ChainState
  /** Undefined for the team group itself, as `applyControl` wants it. */
  readonly teamOf: (group: GroupId) => ChainState | undefined
  readonly draft: (author: TestDevice, group: GroupId, control: Control, over?: Partial<ControlHeader>) => ControlEntry
  readonly post: (author: TestDevice, group: GroupId, control: Control, over?: Partial<ControlHeader>) => PostedControl
  /** The name is for care and private groups alone: the others have ids of their own. */
  readonly found: (author: TestDevice, kind: GroupKind, name: string, about?: PersonId) => GroupId
  readonly draftContent: (
    author: TestDevice,
    group: GroupId,
    over?: Partial<ContentHeader>,
    body?: Bytes,
  ) => ContentEntry
  readonly write: (author: TestDevice, group: GroupId, over?: Partial<ContentHeader>, body?: Bytes) => ContentEntry
}

export const testNow = 1_780_000_000_000 as Instant
const nextMorning = (testNow + 12 * 60 * 60_000) as Instant

export function createTestCast(name = 'space'): TestCast {
  const device = (who: string, role: Role) => createTestDevice(`${name} ${who}`, role)
  return {
    admin: device('admin', 'admin'),
    nurse: device('nurse', 'staff'),
    pharmacist: device('pharmacist', 'staff'),
    linkWorker: device('link worker', 'associate'),
    governance: device('governance', 'ig'),
    patient: device('patient', 'patient'),
    relative: device('relative', 'family'),
    stranger: device('stranger', 'staff'),
  }
}

export function memberControl(device: TestDevice, role: Role = device.role): Control {
  return { type: 'member', keys: device.keys, role, member: device.member, invite: null }
}

/** To oneself for less than a day, as anybody may; null for access that lasts. */
export function accessControl(device: TestDevice, until: Instant | null = nextMorning): Control {
  return { type: 'access', to: { type: 'member', member: device.member }, reason: 'named nurse', until }
}

/** The next epoch of `chain`, with every cut it owes; `lengths` gives feed lengths, 0 where it is silent. */
export function epochControl(
  chain: ChainState,
  team: ChainState | undefined,
  lengths: Readonly<Record<DeviceId, number>> = {},
): Extract<Control, { type: 'epoch' }> {
  const epoch = chain.epochs.length
  const name = `${chain.group} epoch ${epoch}`
  return {
    type: 'epoch',
    epoch,
    commitment: seededBytes(`${name} commitment`, 32),
    kemKey: createTestDevice(name, 'staff').keys.kemKey,
    back: epoch === 0 ? new Uint8Array(0) : seededBytes(`${name} back`, 60),
    archiveBox: seededBytes(`${name} archive`, 80),
    teamEpoch: team === undefined ? -1 : team.epochs.length - 1,
    cuts: missingCuts(chain, team).map((device) => ({ device, length: lengths[device] ?? 0 })),
  }
}

export function genesisControl(
  founder: TestDevice,
  kind: GroupKind,
  name: string,
  about: PersonId | null,
): Extract<Control, { type: 'genesis' }> {
  const archive = createTestDevice(`${name} archive`, 'ig')
  return {
    type: 'genesis',
    groupKind: kind,
    about,
    keys: founder.keys,
    role: founder.role,
    member: founder.member,
    archive: kind === 'team' ? { id: archive.id, kemKey: archive.keys.kemKey } : null,
    nonce: seededBytes(`${name} nonce`, 16),
    root: null,
    relay: null,
  }
}

/** A team that has only its founder and epoch 0, or with `peopled` everybody of the cast and one person's groups. */
export function createTestSpace(
  name = 'space',
  options: { readonly peopled?: boolean; readonly root?: Bytes; readonly relay?: Bytes } = {},
): TestSpace {
  const cast = createTestCast(name)
  const founding = {
    ...genesisControl(cast.admin, 'team', name, null),
    root: options.root ?? null,
    relay: options.relay ?? null,
  }
  const space = spaceIdOf(encodeControl(founding))
  const team = space as string as GroupId
  const person = seededId<PersonId>(`${name} person`)
  const groups = {
    care: seededId<GroupId>(`${name} care`),
    private: seededId<GroupId>(`${name} private`),
    circle: circleIdOf(space, person),
    board: boardIdOf(space),
  }
  const book = createBook(space)
  const made: TestSpace = { space, team, ...groups, person, cast, now: testNow, ...book, found }

  function found(author: TestDevice, kind: GroupKind, groupName: string, about = person): GroupId {
    const fixed = { team, circle: circleIdOf(space, about), board: groups.board }
    const group = kind === 'care' || kind === 'private' ? seededId<GroupId>(`${name} ${groupName}`) : fixed[kind]
    const whom = kind === 'board' ? null : about
    const control = kind === 'team' ? founding : genesisControl(author, kind, `${name} ${groupName}`, whom)
    book.post(author, group, control)
    book.post(author, group, epochControl(book.chain(group), book.teamOf(group)))
    return group
  }

  found(cast.admin, 'team', 'team')
  if (options.peopled ?? true) people(made)
  return made
}

function people({ cast, team, care, private: own, circle, board, post, found, chain, teamOf }: TestSpace): void {
  for (const each of [cast.nurse, cast.pharmacist, cast.linkWorker, cast.governance]) {
    post(cast.admin, team, memberControl(each))
  }
  found(cast.nurse, 'care', 'care')
  post(cast.admin, care, accessControl(cast.nurse, null))
  found(cast.nurse, 'private', 'private')
  for (const each of [cast.patient, cast.relative]) post(cast.nurse, own, memberControl(each))
  post(cast.nurse, own, epochControl(chain(own), teamOf(own)))
  found(cast.nurse, 'circle', 'circle')
  for (const each of [cast.patient, cast.relative, cast.linkWorker]) post(cast.nurse, circle, memberControl(each))
  post(cast.nurse, circle, epochControl(chain(circle), teamOf(circle)))
  found(cast.nurse, 'board', 'board')
  post(cast.nurse, board, memberControl(cast.patient))
}

type Book = Omit<
  TestSpace,
  'space' | 'team' | 'care' | 'private' | 'circle' | 'board' | 'person' | 'cast' | 'now' | 'found'
>

/** The chains and feeds as one honest device would see them. */
function createBook(space: SpaceId): Book {
  const team = space as string as GroupId
  const chains = new Map<GroupId, ChainState>()
  const feeds = new Map<string, { seq: number; head: EntryId }>()
  const controls: PostedControl[] = []
  let clock = testNow as number

  const teamOf = (group: GroupId) => (group === team ? undefined : chains.get(team))

  function chain(group: GroupId): ChainState {
    const known = chains.get(group)
    if (known === undefined) throw new Error('test space: no such group')
    return known
  }

  function draft(author: TestDevice, group: GroupId, control: Control, over: Partial<ControlHeader> = {}) {
    const known = chains.get(group)
    const parent = teamOf(group)
    const header: ControlHeader = {
      space,
      group,
      groupSeq: (known?.seq ?? -1) + 1,
      prev: known?.head ?? zeroHash,
      author: author.id,
      writtenAt: clock++ as Instant,
      team: parent === undefined ? { seq: 0, hash: zeroHash } : { seq: parent.seq, hash: parent.head },
      ...over,
    }
    return signControl(author, header, control)
  }

  function post(
    author: TestDevice,
    group: GroupId,
    control: Control,
    over: Partial<ControlHeader> = {},
  ): PostedControl {
    const entry = draft(author, group, control, over)
    const next = applyControl(chains.get(group), teamOf(group), entry)
    if (!next.ok) throw new Error(`test space: ${control.type} refused: ${next.error.type}`)
    chains.set(group, next.value)
    const posted = { entry, boxes: control.type === 'epoch' ? dummyBoxes(next.value, teamOf(group)) : [] }
    controls.push(posted)
    return posted
  }

  function draftContent(author: TestDevice, group: GroupId, over: Partial<ContentHeader> = {}, body?: Bytes) {
    const known = chain(group)
    const feed = feeds.get(`${group} ${author.id}`)
    const name = `${group} ${author.id} ${feed?.seq ?? -1} ${clock}`
    const header: ContentHeader = {
      kind: 'record',
      priority: 'ordinary',
      space,
      group,
      doc: zeroDoc,
      epoch: Math.max(known.epochs.length - 1, 0),
      author: author.id,
      seq: (feed?.seq ?? -1) + 1,
      prev: feed?.head ?? zeroHash,
      heads: headsOf(known, teamOf(group)),
      writtenAt: clock++ as Instant,
      nonce: seededBytes(`${name} nonce`, 12),
      refs: [],
      ...over,
    }
    return signContent(author, header, body ?? seededBytes(`${name} body`, 80))
  }

  function write(author: TestDevice, group: GroupId, over: Partial<ContentHeader> = {}, body?: Bytes) {
    const entry = draftContent(author, group, over, body)
    feeds.set(`${group} ${author.id}`, { seq: entry.header.seq, head: entry.id })
    return entry
  }

  return { controls, chain, teamOf, draft, post, draftContent, write }
}

export function headsOf(chain: ChainState, team: ChainState | undefined): Heads {
  return {
    groupSeq: chain.seq,
    groupHash: chain.head,
    teamSeq: team?.seq ?? 0,
    teamHash: team?.head ?? zeroHash,
  }
}

function dummyBoxes(chain: ChainState, team: ChainState | undefined): readonly Box[] {
  const epoch = chain.epochs.at(-1)
  if (epoch === undefined) return []
  return boxRecipients(chain, team, epoch).map(({ recipient }) => ({
    recipient,
    box: seededBytes(`box ${chain.group} ${epoch.epoch} ${recipient}`, 80),
  }))
}
