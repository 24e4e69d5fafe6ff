/** Two signatures: who may propose, who may approve, and what is over. A model beside the reducer says the same a second time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeviceId, EntryId, GroupId, Instant } from '../lib/ids.ts'
import type { Control, ProposedAct } from '../protocol/control.ts'
import type { ControlHeader } from '../protocol/entry.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, genesisControl, memberControl, type TestSpace, testNow } from '../testing/test-space.ts'
import { archiveAt } from './archive-key.ts'
import { applyControl, type ChainState, signerOf } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { archiveUseOf, proposalHoldsMs, proposalStanding } from './proposals.ts'
import { isStale } from './rights.ts'
import { activeOn } from './standing.ts'

const root = seededBytes('root key', 32)
const hour = 60 * 60_000
const kit: Control = { type: 'kit', proposed: null }

const ben = createTestDevice('ben', 'admin')
const cara: TestDevice = createTestDevice('cara', 'staff')
const benTablet: TestDevice = { ...createTestDevice('ben’s tablet', 'admin'), member: ben.member }
const caraPhone: TestDevice = { ...createTestDevice('cara’s phone', 'staff'), member: cara.member }
const dan = createTestDevice('dan', 'admin')

/** Aisha and Ben are administrators, Cara is a nurse with two devices. */
function pairedTeam(name = 'paired'): TestSpace {
  const made = createTestSpace(name, { peopled: false, root })
  const { cast, post, team } = made
  post(cast.admin, team, kit)
  for (const each of [ben, benTablet, cara, caraPhone])
    post(each === benTablet ? ben : cast.admin, team, memberControl(each))
  return made
}

const makeAdmin = (...devices: readonly TestDevice[]): ProposedAct => ({
  type: 'make-admin',
  member: devices[0]!.member,
  devices: devices.map(({ id }) => id),
})
const admitAdmin = (device: TestDevice): ProposedAct => ({
  type: 'admit-admin',
  keys: device.keys,
  member: device.member,
  invite: null,
})
const proposing = (act: ProposedAct, until = testNow + 24 * hour): Control => ({
  type: 'propose',
  act,
  until: until as Instant,
})

function attempt(made: TestSpace, author: TestDevice, control: Control, over: Partial<ControlHeader> = {}) {
  const outcome = applyControl(made.chain(made.team), undefined, made.draft(author, made.team, control, over))
  return outcome.ok ? 'applied' : outcome.error.type
}

function propose(made: TestSpace, author: TestDevice, act: ProposedAct): EntryId {
  made.post(author, made.team, proposing(act))
  return made.chain(made.team).proposals.at(-1)!.id
}

const roleOf = (chain: ChainState, device: TestDevice, seq = chain.seq) => activeOn(chain, device.id, seq)?.role

test('MB130 one of two administrators makes nobody an administrator alone, nor once the other is gone; her own tablet comes in', () => {
  const made = pairedTeam()
  const { cast, chain, post, team } = made
  const own = { ...createTestDevice('her tablet', 'admin'), member: cast.admin.member }
  expect(attempt(made, cast.admin, memberControl(dan))).toBe('needs-second')
  expect(attempt(made, cast.admin, memberControl({ ...dan, member: ben.member }))).toBe('needs-second')
  expect(attempt(made, cast.admin, memberControl(dan, 'staff'))).toBe('applied')
  expect(attempt(made, cast.admin, memberControl(own))).toBe('applied')
  for (const each of [ben, benTablet]) post(cast.admin, team, { type: 'remove', device: each.id })
  expect(chain(team).pairedAt).not.toBeNull()
  expect(attempt(made, cast.admin, memberControl(dan))).toBe('needs-second')
})

test('MB130 MB131 a demonstration, and a founder who is alone, ask for one signature', () => {
  for (const options of [{ peopled: false }, { peopled: false, root }]) {
    const made = createTestSpace('alone', options)
    const { cast, chain, post, team } = made
    post(cast.admin, team, memberControl(cara))
    propose(made, cast.admin, makeAdmin(cara))
    expect(roleOf(chain(team), cara)).toBe('admin')
    expect(chain(team).proposals[0]?.decided).toMatchObject({ isApproved: true, by: cast.admin.id })
    expect(attempt(made, cast.admin, memberControl(dan))).toBe(options.root === undefined ? 'applied' : 'needs-second')
  }
})

test('MB131 what was proposed happens by the approval of another person and not before', () => {
  const made = pairedTeam()
  const { cast, chain, post, team } = made
  const id = propose(made, ben, admitAdmin(dan))
  expect(roleOf(chain(team), dan)).toBeUndefined()
  for (const same of [ben, benTablet])
    expect(attempt(made, same, { type: 'approve', proposal: id })).toBe('same-person')
  expect(attempt(made, cara, { type: 'approve', proposal: id })).toBe('role')
  expect(attempt(made, cast.stranger, { type: 'approve', proposal: id })).toBe('author-not-active')
  expect(attempt(made, cast.admin, { type: 'approve', proposal: seededId<EntryId>('other', 32) })).toBe('no-proposal')
  post(cast.admin, team, { type: 'approve', proposal: id })
  expect(roleOf(chain(team), dan)).toBe('admin')
  expect(attempt(made, cast.admin, { type: 'approve', proposal: id })).toBe('proposal-over')
  expect(chain(team).devices[dan.id]?.since).toBe(chain(team).seq)
})

test('MB131 it is judged anew when it is approved, and held for a week at most', () => {
  const made = pairedTeam()
  const { cast, post, team } = made
  const id = propose(made, ben, makeAdmin(cara, caraPhone))
  post(cast.admin, team, { type: 'remove', device: caraPhone.id })
  expect(attempt(made, cast.admin, { type: 'approve', proposal: id })).toBe('not-a-member')
  const writtenAt = testNow as Instant
  const held = (ms: number) => attempt(made, ben, proposing(makeAdmin(cara), testNow + ms), { writtenAt })
  expect([held(proposalHoldsMs), held(proposalHoldsMs + 1), held(0)]).toEqual(['applied', 'too-long', 'too-long'])
})

test('MB133 exactly the named devices of a colleague change, and earlier heads find them as they were', () => {
  const made = pairedTeam()
  const { cast, chain, found, post, team, draft, person } = made
  const care = found(cara, 'care', 'care')
  const before = chain(team).seq
  for (const wrong of [makeAdmin(cara, ben), makeAdmin(dan), { ...makeAdmin(cara), member: dan.member } as ProposedAct])
    expect(attempt(made, ben, proposing(wrong))).toBe('not-a-member')
  post(cast.admin, team, { type: 'approve', proposal: propose(made, ben, makeAdmin(cara)) })
  expect([roleOf(chain(team), cara), roleOf(chain(team), cara, before)]).toEqual(['admin', 'staff'])
  expect(roleOf(chain(team), caraPhone)).toBe('staff')
  // What she founded as staff is founded as staff when it is replayed now.
  const replayed = applyControl(
    undefined,
    chain(team),
    made.controls.find(({ entry }) => entry.header.group === care)!.entry,
  )
  expect(replayed.ok).toBe(true)
  const asAdmin = draft(
    cara,
    seededId<GroupId>('later'),
    genesisControl({ ...cara, role: 'admin' }, 'care', 'x', person),
  )
  expect(applyControl(undefined, chain(team), asAdmin).ok).toBe(true)
})

// ---- the model ----

interface Step {
  readonly who: number
  readonly what: 'propose' | 'admit' | 'approve' | 'dismiss' | 'remove' | 'wait'
  readonly which: number
}

const often = (times: number, what: Step['what']) => ({ arbitrary: fc.constant(what), weight: times })

const anyStep: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 5),
  what: fc.oneof(
    ...[often(5, 'propose'), often(2, 'admit'), often(8, 'approve')],
    ...[often(1, 'dismiss'), often(1, 'remove'), often(1, 'wait')],
  ),
  which: fc.constantFrom(0, 0, 1, 2, 3, 3, 4, 5),
})

interface ModelProposal {
  readonly by: TestDevice
  readonly targets: readonly TestDevice[]
  readonly until: number
  over: boolean
}

test('MB131 MB132 whatever is proposed, answered, removed or slept over, only what another administrator approved in time happens', () => {
  let approved = 0
  const refused = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.noBias(anyStep), { minLength: 25, maxLength: 40 }), (steps) => {
      const made = pairedTeam()
      const { cast, chain, team } = made
      const people = [cast.admin, ben, benTablet, cara, caraPhone, dan]
      const role = new Map<DeviceId, 'admin' | 'staff'>([cast.admin, ben, benTablet].map(({ id }) => [id, 'admin']))
      for (const each of [cara, caraPhone]) role.set(each.id, 'staff')
      const gone = new Set<DeviceId>()
      const proposals: ModelProposal[] = []
      let now = testNow + hour
      for (const { what, which, who } of steps) {
        now += what === 'wait' ? 3 * 24 * hour : 1_000
        if (what === 'wait') continue
        const author = people[who]!
        const isAdmin = role.get(author.id) === 'admin'
        const subject = people[what === 'remove' ? which : Math.min(which + 3, 5)]!
        // Mostly the newest: the older ones are over.
        const place = proposals.length - 1 - (which % 3)
        const known = proposals[place]
        const writtenAt = now as Instant
        const isOpen = known !== undefined && !known.over && now <= known.until && !gone.has(known.by.id)
        let control: Control
        let expected = false
        if (what === 'propose' || what === 'admit') {
          const act = what === 'propose' ? makeAdmin(subject) : admitAdmin(subject)
          control = proposing(act, now + proposalHoldsMs)
          const fits =
            what === 'propose' ? role.get(subject.id) === 'staff' : !role.has(subject.id) && !gone.has(subject.id)
          expected = isAdmin && fits
          if (expected) proposals.push({ by: author, targets: [subject], until: now + proposalHoldsMs, over: false })
        } else if (what === 'remove') {
          control = { type: 'remove', device: subject.id }
          expected = role.has(author.id) && role.has(subject.id) && (isAdmin || author === subject)
          if (expected) {
            role.delete(subject.id)
            gone.add(subject.id)
          }
        } else {
          const proposal = chain(team).proposals[place]?.id ?? seededId<EntryId>('none', 32)
          control = { type: what, proposal }
          const act = chain(team).proposals[place]?.act.type
          const fits = known?.targets.every(({ id }) =>
            act === 'make-admin' ? role.get(id) === 'staff' : !role.has(id) && !gone.has(id),
          )
          expected = isAdmin && isOpen && (what === 'dismiss' || (known.by.member !== author.member && fits === true))
          if (expected && known !== undefined) known.over = true
          if (expected && what === 'approve') {
            approved++
            for (const { id } of known!.targets) role.set(id, 'admin')
          }
        }
        const entry = made.draft(author, team, control, { writtenAt })
        const outcome = applyControl(chain(team), undefined, entry)
        expect(outcome.ok, `${what} by ${author.name}`).toBe(expected)
        if (!outcome.ok) refused.add(outcome.error.type)
        if (outcome.ok) made.post(author, team, control, { writtenAt })
        const state = chain(team)
        for (const each of people) expect(roleOf(state, each), each.name).toBe(role.get(each.id))
        expect(parseChainState(encodeChainState(state))).toEqual({ ok: true, value: state })
        for (const [at, each] of proposals.entries()) {
          const standing = proposalStanding(state, state.proposals[at]!, now as Instant)
          expect(standing === 'open').toBe(!each.over && now <= each.until && !gone.has(each.by.id))
        }
      }
    }),
    { numRuns: 30, seed: 20_261_128 },
  )
  expect(approved).toBeGreaterThan(5)
  for (const why of ['same-person', 'proposal-over', 'role']) expect(refused).toContain(why)
})

test('MB132 it says who ended it: another one declined, or it was taken back, or its proposer is out', () => {
  const made = pairedTeam()
  const { cast, chain, post, team } = made
  const ids = [0, 1, 2].map(() => propose(made, ben, makeAdmin(cara)))
  post(cast.admin, team, { type: 'dismiss', proposal: ids[0]! })
  post(benTablet, team, { type: 'dismiss', proposal: ids[1]! })
  post(cast.admin, team, { type: 'remove', device: ben.id })
  const now = (testNow + hour) as Instant
  expect(chain(team).proposals.map((each) => proposalStanding(chain(team), each, now))).toEqual([
    'declined',
    'withdrawn',
    'proposer-gone',
  ])
  expect(attempt(made, cast.admin, { type: 'approve', proposal: ids[2]! })).toBe('proposal-over')
})

test('MB134 a kit takes the place of the other when its own sheets came back and a second administrator said yes', () => {
  const made = pairedTeam()
  const { cast, chain, draft, post, team } = made
  const first = chain(team).archive
  const key = createTestDevice('new archive', 'ig')
  const archive = { id: key.id, kemKey: key.keys.kemKey }
  const newRoot = seededBytes('new root', 32)
  expect(attempt(made, ben, proposing({ type: 'new-kit', archive, root }))).toBe('same-kit')
  const demonstration = createTestSpace('no kit of its own', { peopled: false })
  const unkept = proposing({ type: 'new-kit', archive, root: newRoot })
  expect(attempt(demonstration, demonstration.cast.admin, unkept)).toBe('wrong-kind')
  const id = propose(made, ben, { type: 'new-kit', archive, root: newRoot })
  expect(attempt(made, cast.admin, { type: 'approve', proposal: id })).toBe('kit-not-kept')
  const given: Control = { type: 'kit', proposed: id }
  expect(signerOf(chain(team), undefined, draft(ben, team, given))).toEqual({ ok: true, value: newRoot })
  expect(signerOf(chain(team), undefined, draft(ben, team, { type: 'kit', proposed: seededId('no', 32) })).ok).toBe(
    false,
  )
  expect(attempt(made, cast.admin, given)).toBe('role')
  post(ben, team, given)
  const before = chain(team).seq
  post(cast.admin, team, { type: 'approve', proposal: id })
  const state = chain(team)
  expect(state).toMatchObject({ archive, root: newRoot, kitKeptAt: state.seq })
  expect([archiveAt(state, before), archiveAt(state, state.seq)]).toEqual([first, archive])
  expect(isStale(state, undefined)).toBe(true)
})

test('MB135 the archive’s use is approved for one group, and for thirty days', () => {
  const made = pairedTeam()
  const { cast, chain, post, team } = made
  const [hers, other] = [seededId<GroupId>('hers'), seededId<GroupId>('other')]
  const id = propose(made, ben, { type: 'archive-use', group: hers, reason: 'subject access' })
  const at = (ms: number, group = hers) => archiveUseOf(chain(team), group, (testNow + ms) as Instant)
  expect(at(hour)).toBeUndefined()
  post(cast.admin, team, { type: 'approve', proposal: id })
  expect(at(hour)?.id).toBe(id)
  expect(at(hour, other)).toBeUndefined()
  expect(at(31 * 24 * hour)).toBeUndefined()
})

test('MB136 the root key alone lets a new device in as administrator, and nobody else’s signature does', () => {
  const made = pairedTeam()
  const { cast, chain, draft, found, post, team } = made
  const recover = (
    device: TestDevice,
    over: Partial<{ member: TestDevice['member']; keys: TestDevice['keys'] }> = {},
  ): Control => ({
    ...{ type: 'recover', keys: device.keys, member: device.member },
    ...over,
  })
  expect(signerOf(chain(team), undefined, draft(dan, team, recover(dan)))).toEqual({ ok: true, value: root })
  expect(attempt(made, dan, recover(cara))).toBe('bad-device-id')
  expect(attempt(made, dan, recover(dan, { member: ben.member }))).toBe('already-member')
  expect(attempt(made, cara, recover(cara))).toBe('already-member')
  expect(attempt(made, dan, recover(dan, { keys: { ...dan.keys, kemKey: cara.keys.kemKey } }))).toBe('bad-device-id')
  post(dan, team, recover(dan))
  const state = chain(team)
  expect(state.recoveries).toMatchObject([{ device: dan.id, at: state.seq }])
  expect([roleOf(state, dan), roleOf(state, ben)]).toEqual(['admin', 'admin'])
  expect(isStale(state, undefined)).toBe(true)
  const board = found(cast.admin, 'board', 'board')
  const onBoard = draft(dan, board, recover(dan))
  expect(applyControl(chain(board), chain(team), onBoard)).toMatchObject({ error: { type: 'wrong-kind' } })
  const demo = createTestSpace('no kit', { peopled: false })
  expect(signerOf(demo.chain(demo.team), undefined, demo.draft(dan, demo.team, recover(dan))).ok).toBe(false)
  expect(attempt(demo, dan, recover(dan))).toBe('wrong-kind')
})
