/** The frame of every step: place, team reference, author. The bodies are in steps.test.ts, the rights in rights.test.ts. */
import { expect, test } from 'vitest'
import type { GroupId, PersonId, SpaceId } from '../lib/ids.ts'
import { zeroHash } from '../lib/ids.ts'
import { boardIdOf, circleIdOf, encodeControl, type GroupKind, spaceIdOf } from '../protocol/control.ts'
import type { ControlEntry, ControlHeader } from '../protocol/entry.ts'
import { createTestDevice, seededId } from '../testing/test-device.ts'
import { signControl } from '../testing/test-envelopes.ts'
import {
  accessControl,
  createTestSpace,
  epochControl,
  genesisControl,
  memberControl,
  testNow,
} from '../testing/test-space.ts'
import { applyControl, type ChainState, signerOf } from './chain.ts'

const refused = (type: string) => ({ ok: false, error: expect.objectContaining({ type }) })

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

function replay(entries: readonly ControlEntry[], team: ChainState | undefined): ChainState | undefined {
  let chain: ChainState | undefined
  for (const entry of entries) {
    const next = applyControl(frozen(chain), team, entry)
    if (!next.ok) throw new Error(next.error.type)
    chain = next.value
  }
  return chain
}

test('MB1 a chain replays to the same state after its author has left the team', () => {
  const made = createTestSpace()
  const { cast, team, care, controls, post, chain, teamOf } = made
  post(cast.pharmacist, care, epochControl(chain(care), teamOf(care)))
  const before = chain(care)
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  post(cast.admin, team, epochControl(chain(team), undefined))
  const ofCare = controls.map(({ entry }) => entry).filter(({ header }) => header.group === care)
  expect(replay(ofCare, chain(team))).toEqual(before)
})

test('MB1 replaying against a longer team chain gives the state of the time', () => {
  const made = createTestSpace()
  const { cast, team, care, controls, post, chain } = made
  post(cast.admin, team, epochControl(chain(team), undefined))
  post(cast.admin, team, memberControl(cast.stranger))
  const ofCare = controls.map(({ entry }) => entry).filter(({ header }) => header.group === care)
  expect(replay(ofCare, frozen(chain(team)))).toEqual(chain(care))
})

test('MB2 only the next number on the very head is applied', () => {
  const { cast, team, draft, chain } = createTestSpace()
  const control = memberControl(cast.stranger)
  const { seq, head, hashes } = chain(team)
  const places: readonly Partial<ControlHeader>[] = [
    { groupSeq: seq },
    { groupSeq: seq + 2 },
    { prev: zeroHash },
    { prev: hashes[seq - 1]! },
    { groupSeq: 0, prev: zeroHash },
  ]
  for (const place of places) {
    expect(applyControl(chain(team), undefined, draft(cast.admin, team, control, place))).toEqual(
      refused('compare-and-swap'),
    )
  }
  const next = applyControl(chain(team), undefined, draft(cast.admin, team, control))
  expect(next).toMatchObject({ ok: true, value: { seq: seq + 1 } })
  expect(head).toBe(hashes[seq])
})

test('MB2 of two epochs written at once the second is refused and fits when written again', () => {
  const { cast, care, draft, chain, teamOf } = createTestSpace()
  const state = chain(care)
  const mine = draft(cast.nurse, care, epochControl(state, teamOf(care)))
  const theirs = draft(cast.pharmacist, care, epochControl(state, teamOf(care)))
  const won = applyControl(state, teamOf(care), mine)
  if (!won.ok) throw new Error(won.error.type)
  expect(applyControl(won.value, teamOf(care), theirs)).toEqual(refused('compare-and-swap'))
  const place = { groupSeq: won.value.seq + 1, prev: won.value.head }
  const again = draft(cast.pharmacist, care, epochControl(won.value, teamOf(care)), place)
  expect(applyControl(won.value, teamOf(care), again)).toMatchObject({ ok: true })
})

test('MB2 a second genesis and a chain without one are refused', () => {
  const { cast, team, controls, chain, draft } = createTestSpace()
  expect(applyControl(chain(team), undefined, controls[0]!.entry)).toEqual(refused('compare-and-swap'))
  const next = { ...genesisControl(cast.admin, 'team', 'again', null) }
  expect(applyControl(chain(team), undefined, draft(cast.admin, team, next))).toEqual(refused('compare-and-swap'))
  const orphan = draft(cast.admin, team, memberControl(cast.stranger), { groupSeq: 0, prev: zeroHash })
  expect(applyControl(undefined, undefined, orphan)).toEqual(refused('compare-and-swap'))
})

const founder = createTestDevice('founder', 'admin')

function teamGenesis(over: Partial<ReturnType<typeof genesisControl>> = {}, header: Partial<ControlHeader> = {}) {
  const control = { ...genesisControl(founder, 'team', 'new team', null), ...over }
  const space = spaceIdOf(encodeControl(control))
  const place: ControlHeader = {
    space,
    group: space as string as GroupId,
    groupSeq: 0,
    prev: zeroHash,
    author: founder.id,
    writtenAt: testNow,
    team: { seq: 0, hash: zeroHash },
    ...header,
  }
  return signControl(founder, place, control)
}

test('MB3 a team begins with its admin’s own genesis', () => {
  const begun = applyControl(undefined, undefined, teamGenesis())
  expect(begun).toMatchObject({ ok: true, value: { kind: 'team', seq: 0, about: null, lastRemoval: -1 } })
  if (begun.ok) expect(Object.keys(begun.value.devices)).toEqual([founder.id])
})

test('MB3 a team genesis with anything amiss is refused', () => {
  const other = 'a'.repeat(32)
  const begin = (entry: ControlEntry) => applyControl(undefined, undefined, entry)
  expect(begin(teamGenesis({ role: 'staff' }))).toEqual(refused('bad-genesis'))
  expect(begin(teamGenesis({ about: other as PersonId }))).toEqual(refused('bad-genesis'))
  expect(begin(teamGenesis({ groupKind: 'care' }))).toEqual(refused('bad-genesis'))
  expect(begin(teamGenesis({}, { space: other as SpaceId, group: other as GroupId }))).toEqual(refused('bad-genesis'))
  expect(begin(teamGenesis({ keys: createTestDevice('else', 'admin').keys }))).toEqual(refused('bad-genesis'))
  expect(begin(teamGenesis({ keys: { ...founder.keys, kemKey: new Uint8Array(32).fill(9) } }))).toEqual(
    refused('bad-keys'),
  )
  expect(begin(teamGenesis({}, { team: { seq: 1, hash: zeroHash } }))).toEqual(refused('team-reference'))
})

test('MB4 a care group is begun by clinical staff, about somebody, as the team chain names them', () => {
  const { cast, person, draft, teamOf } = createTestSpace()
  const group = seededId<GroupId>('another group')
  const team = teamOf(group)
  const begin = (author: typeof cast.nurse, over: Partial<ReturnType<typeof genesisControl>> = {}) =>
    applyControl(undefined, team, draft(author, group, { ...genesisControl(author, 'care', 'x', person), ...over }))
  expect(begin(cast.nurse)).toMatchObject({ ok: true, value: { kind: 'care', about: person, devices: {} } })
  expect(begin(cast.admin, { groupKind: 'private' })).toMatchObject({ ok: true, value: { kind: 'private' } })
  expect(begin(cast.linkWorker)).toEqual(refused('role'))
  expect(begin(cast.governance)).toEqual(refused('role'))
  expect(begin(cast.stranger)).toEqual(refused('author-not-active'))
  expect(begin(cast.patient)).toEqual(refused('author-not-active'))
  expect(begin(cast.nurse, { about: null })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { groupKind: 'team' })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { role: 'admin' })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { member: cast.admin.member })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { keys: cast.admin.keys })).toEqual(refused('bad-genesis'))
  const { kemKey, signKey } = cast.admin.keys
  expect(begin(cast.nurse, { keys: { ...cast.nurse.keys, kemKey } })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { keys: { ...cast.nurse.keys, signKey } })).toEqual(refused('bad-genesis'))
  expect(begin(cast.nurse, { archive: { id: cast.admin.id, kemKey: cast.admin.keys.kemKey } })).toEqual(
    refused('bad-genesis'),
  )
})

test('MB36 a circle and the board stand at their own ids alone, and nothing else stands there', () => {
  const { cast, person, space, draft, teamOf } = createTestSpace('places', { peopled: false })
  const other = seededId<PersonId>('somebody else')
  const begin = (kind: GroupKind, group: GroupId, about: PersonId | null) =>
    applyControl(undefined, teamOf(group), draft(cast.admin, group, genesisControl(cast.admin, kind, 'x', about)))
  const [circle, board, elsewhere] = [circleIdOf(space, person), boardIdOf(space), seededId<GroupId>('elsewhere')]
  expect(begin('circle', circle, person)).toMatchObject({ ok: true, value: { kind: 'circle', about: person } })
  expect(begin('board', board, null)).toMatchObject({ ok: true, value: { kind: 'board', about: null } })
  const misplaced = [
    ['circle', elsewhere, person],
    ['circle', circle, other],
    ['circle', circle, null],
    ['circle', board, person],
    ['care', circle, person],
    ['private', circle, person],
    ['board', elsewhere, null],
    ['board', board, person],
    ['care', board, person],
    ['private', board, person],
  ] as const
  for (const [kind, group, about] of misplaced)
    expect(begin(kind, group, about), `${kind} ${group}`).toEqual(refused('bad-genesis'))
})

test('MB4 somebody removed from the team begins no group', () => {
  const { cast, team, person, post, draft, teamOf } = createTestSpace()
  post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  const group = seededId<GroupId>('another group')
  const late = draft(cast.nurse, group, genesisControl(cast.nurse, 'care', 'x', person))
  expect(applyControl(undefined, teamOf(group), late)).toEqual(refused('author-not-active'))
})

test('MB5 the key to verify with comes from the chains', () => {
  const { cast, team, care, private: own, draft, chain, teamOf } = createTestSpace()
  const signer = (author: typeof cast.nurse, group: GroupId) =>
    signerOf(chain(group), teamOf(group), draft(author, group, { type: 'remove', device: author.id }))
  expect(signer(cast.admin, team)).toEqual({ ok: true, value: cast.admin.keys.signKey })
  expect(signer(cast.nurse, care)).toEqual({ ok: true, value: cast.nurse.keys.signKey })
  expect(signer(cast.patient, own)).toEqual({ ok: true, value: cast.patient.keys.signKey })
  expect(signer(cast.patient, care)).toEqual(refused('author-not-active'))
  expect(signer(cast.stranger, team)).toEqual(refused('author-not-active'))
  expect(signerOf(undefined, undefined, teamGenesis())).toEqual({ ok: true, value: founder.keys.signKey })
  expect(signerOf(undefined, undefined, teamGenesis({ keys: cast.nurse.keys }))).toEqual(refused('bad-genesis'))
})

test('MB6 an entry of another group or space is refused', () => {
  const { cast, care, private: own, draft, chain, teamOf } = createTestSpace()
  const control = accessControl(cast.nurse)
  const { seq, head } = chain(care)
  const place = { groupSeq: seq + 1, prev: head }
  const elsewhere = draft(cast.nurse, own, control, place)
  expect(applyControl(chain(care), teamOf(care), elsewhere)).toEqual(refused('wrong-group'))
  const foreign = draft(cast.nurse, care, control, { space: 'b'.repeat(32) as SpaceId })
  expect(applyControl(chain(care), teamOf(care), foreign)).toEqual(refused('wrong-group'))
  const otherTeam = createTestSpace('another space')
  const borrowed = otherTeam.chain(otherTeam.team)
  const citing = draft(cast.nurse, care, control, { team: { seq: borrowed.seq, hash: borrowed.head } })
  expect(applyControl(chain(care), borrowed, citing)).toEqual(refused('wrong-group'))
})

test('MB7 a team head not known here is asked for; one that is not on the team chain is a fork', () => {
  const { cast, care, team, draft, post, chain, teamOf } = createTestSpace()
  const old = chain(team)
  post(cast.admin, team, epochControl(old, undefined))
  const entry = draft(cast.nurse, care, accessControl(cast.nurse))
  expect(applyControl(chain(care), old, entry)).toEqual(refused('behind-team'))
  expect(applyControl(chain(care), undefined, entry)).toEqual(refused('behind-team'))
  const forked = draft(cast.nurse, care, accessControl(cast.nurse), { team: { seq: chain(team).seq, hash: zeroHash } })
  expect(applyControl(chain(care), teamOf(care), forked)).toEqual(refused('control-fork'))
})

test('MB8 a removed device with a colluding relay cannot backdate a control', () => {
  const { cast, care, team, draft, post, chain, teamOf } = createTestSpace()
  const old = chain(team)
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  post(cast.admin, team, epochControl(chain(team), undefined))
  post(cast.nurse, care, epochControl(chain(care), teamOf(care)))
  const over = { team: { seq: old.seq, hash: old.head } }
  const backdated = draft(cast.pharmacist, care, accessControl(cast.pharmacist), over)
  expect(applyControl(chain(care), teamOf(care), backdated)).toEqual(refused('team-reference-went-back'))
  const honest = draft(cast.nurse, care, accessControl(cast.nurse), over)
  expect(applyControl(chain(care), teamOf(care), honest)).toEqual(refused('team-reference-went-back'))
})

test('MB9 a removed author is refused, on its own chain and through the team', () => {
  const { cast, care, team, private: own, draft, post, chain, teamOf } = createTestSpace()
  post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })
  post(cast.nurse, own, { type: 'remove', device: cast.patient.id })
  const tries = [
    [cast.pharmacist, care, accessControl(cast.pharmacist)],
    [cast.pharmacist, team, { type: 'remove', device: cast.pharmacist.id }],
    [cast.patient, own, { type: 'remove', device: cast.relative.id }],
    [cast.patient, care, { type: 'remove', device: cast.patient.id }],
    [cast.governance, care, accessControl(cast.nurse)],
  ] as const
  for (const [author, group, control] of tries) {
    const entry = draft(author, group, control)
    expect(applyControl(chain(group), teamOf(group), entry)).toEqual(refused('author-not-active'))
  }
})

test('MB9 nobody acts as of a time before being let in', () => {
  const { cast, care, team, chain, draft, post, teamOf } = createTestSpace()
  const late = createTestDevice('late colleague', 'staff')
  const before = { seq: chain(team).seq, hash: chain(team).head }
  post(cast.admin, team, memberControl(late))
  const early = draft(late, care, accessControl(cast.nurse), { team: before })
  expect(applyControl(chain(care), teamOf(care), early)).toEqual(refused('author-not-active'))
  const inTime = draft(late, care, accessControl(cast.nurse))
  expect(applyControl(chain(care), teamOf(care), inTime)).toMatchObject({ ok: true })
})

test('MB18 before the team has an epoch no other group can have one', () => {
  const made = applyControl(undefined, undefined, teamGenesis())
  if (!made.ok) throw new Error(made.error.type)
  const team = made.value
  const place: ControlHeader = {
    space: team.space,
    group: seededId<GroupId>('early group'),
    groupSeq: 0,
    prev: zeroHash,
    author: founder.id,
    writtenAt: testNow,
    team: { seq: 0, hash: team.head },
  }
  const genesis = signControl(founder, place, genesisControl(founder, 'care', 'early', seededId<PersonId>('early')))
  const begun = applyControl(undefined, team, genesis)
  if (!begun.ok) throw new Error(begun.error.type)
  const next = { ...place, groupSeq: 1, prev: begun.value.head }
  const early = signControl(founder, next, epochControl(begun.value, team))
  expect(applyControl(begun.value, team, early)).toEqual(refused('team-epoch'))
})
