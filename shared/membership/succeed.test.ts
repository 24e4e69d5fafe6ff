/** A device that takes another identity: never beside it, never as more than it was, on every kind of chain. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GroupId, zeroHash } from '../lib/ids.ts'
import type { Control, DeviceKeys } from '../protocol/control.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, epochControl, memberControl, type TestSpace } from '../testing/test-space.ts'
import { applyControl, type ChainState } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { latestOf } from './latest.ts'
import { isManaged, markOfManaged } from './managed.ts'
import { boxRecipients, canRead, canWrite, isActiveNow } from './rights.ts'

const succeed = ({ keys }: { readonly keys: DeviceKeys }): Control => ({ type: 'succeed', keys })
const refused = (type: string) => ({ ok: false, error: expect.objectContaining({ type }) })
const base = createTestSpace('succeed')
const { cast } = base
const groups = [base.team, base.care, base.private, base.circle, base.board]
const first = Object.values(cast)
/** Identities that nobody has let in yet, by the device whose next one they are. */
const nextOf = new Map(
  first.map((each) => [each, [1, 2].map((at) => createTestDevice(`${each.name} again ${at}`, each.role, each.member))]),
)
const everybody = first.flatMap((each) => [each, ...nextOf.get(each)!])

function nextIdentity(author: TestDevice): TestDevice {
  const all = everybody.filter(({ member }) => member === author.member)
  return all[all.indexOf(author) + 1] ?? author
}

type Chains = ReadonlyMap<GroupId, ChainState>
const start: Chains = new Map(groups.map((group) => [group, base.chain(group)]))

function attempt(chains: Chains, author: TestDevice, group: GroupId, control: Control) {
  const [chain, team] = [chains.get(group)!, chains.get(base.team)!]
  const parent = group === base.team ? undefined : team
  const entry = base.draft({ ...author, sign: () => new Uint8Array(64) }, group, control, {
    groupSeq: chain.seq + 1,
    prev: chain.head,
    team: parent === undefined ? { seq: 0, hash: zeroHash } : { seq: team.seq, hash: team.head },
  })
  return applyControl(chain, parent, entry)
}

/** What a device may do in each group now, and whether a key is sealed to it. */
function rightsOf(chains: Chains, { id }: TestDevice) {
  const team = chains.get(base.team)!
  return groups.map((group) => {
    const chain = chains.get(group)!
    const parent = group === base.team ? undefined : team
    const isInPublicGroup = () => [base.private, base.circle].some((each) => isActiveNow(chains.get(each)!, team, id))
    const question = { chain, team: parent, careChain: chains.get(base.care), device: id, now: base.now }
    const recipients = boxRecipients(chain, parent, chain.epochs.at(-1)!).map(({ recipient }) => recipient)
    return {
      reads: canRead({ ...question, isInPublicGroup }),
      writes: canWrite(chain, parent, id),
      acts: isActiveNow(chain, parent, id),
      key: recipients.includes(id),
    }
  })
}

const anyStep = fc.record({
  what: fc.constantFrom<'succeed' | 'remove' | 'member'>('succeed', 'succeed', 'succeed', 'remove', 'member'),
  author: fc.nat({ max: everybody.length - 1 }),
  /** Mostly the author’s own next identity. */
  target: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, fc.nat({ max: everybody.length - 1 })),
  group: fc.nat({ max: groups.length - 1 }),
})

/** An administrator hands the team over to the relative’s keys, who then hands on what was theirs. */
const handedToAnother = [
  { what: 'succeed', author: 0, target: 18, group: 0 },
  { what: 'succeed', author: 18, target: 1, group: 2 },
] as const

test('MB180 MB255 whoever tries what, a succession swaps one device for another of the same member in the same role, and gives nobody more', () => {
  let swaps = 0
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 24 }), (steps) => {
      let chains = start
      for (const { author: by, group: at, target: of, what } of steps) {
        const [author, group, target] = [everybody[by]!, groups[at]!, everybody[of] ?? nextIdentity(everybody[by]!)]
        const before = chains.get(group)!
        const control =
          what === 'succeed'
            ? succeed(target)
            : what === 'remove'
              ? ({ type: 'remove', device: target.id } as const)
              : memberControl(target)
        const next = attempt(chains, author, group, control)
        if (!next.ok) continue
        const after = next.value
        const grown: Chains = new Map(chains).set(group, after)
        if (what === 'succeed') {
          swaps++
          const former = before.devices[author.id]!
          const { [author.id]: out, [target.id]: fresh, ...others } = after.devices
          const { [author.id]: _, ...othersBefore } = before.devices
          expect(others).toEqual(othersBefore)
          expect(out).toEqual({ ...former, removedAt: after.seq })
          expect(fresh).toEqual({
            ...{ keys: target.keys, role: former.role, adminSince: null, member: former.member },
            ...{ since: after.seq, removedAt: null, invite: null, letInBy: former.letInBy },
          })
          expect(before.devices[target.id]).toBeUndefined()
          expect(latestOf(after, author.id)).toBe(target.id)
          // Where it is in already it may be more by what it is elsewhere; here it is what the old one was.
          const place = groups.indexOf(group)
          const [old, now] = [rightsOf(chains, author)[place]!, rightsOf(grown, target)[place]!]
          for (const right of ['writes', 'acts', 'key'] as const) expect(!now[right] || old[right]).toBe(true)
          // A team may have named that identity too, as whoever was handed its keys: then it writes as staff does.
          const unnamed: Chains = new Map(grown).set(group, { ...after, devices: { ...others, [target.id]: fresh! } })
          expect(rightsOf(grown, author)[place]!.writes).toBe(rightsOf(unnamed, author)[place]!.writes)
          if (chains.get(base.team)!.devices[author.id] === undefined)
            expect(rightsOf(grown, author)[place]!.writes).toBe(false)
          expect(after.epochs).toEqual(before.epochs)
          expect(after.access).toEqual(before.access)
          expect(parseChainState(encodeChainState(after))).toEqual({ ok: true, value: after })
        }
        chains = grown
      }
    }),
    { numRuns: 100, examples: [[[...handedToAnother]]] },
  )
  expect(swaps).toBeGreaterThan(5)
})

/** In the order a device hands over: what hangs on the team before the team itself. */
const handedOver: readonly (readonly [keyof typeof cast, readonly GroupId[]])[] = [
  ['admin', [base.team]],
  ['nurse', [base.team]],
  ['governance', [base.team]],
  ['linkWorker', [base.circle, base.team]],
  ['patient', [base.board, base.circle, base.private]],
  ['relative', [base.circle, base.private]],
]

test('MB255 handed over everywhere, whatever the role, the new one has the rights of the old one, and the old one none', () => {
  for (const [who, places] of handedOver) {
    const [author, again] = [cast[who], nextOf.get(cast[who])![0]!]
    let chains = start
    for (const group of places) {
      const next = attempt(chains, author, group, succeed(again))
      if (!next.ok) throw new Error(`${who}: ${next.error.type}`)
      chains = new Map(chains).set(group, next.value)
    }
    expect(rightsOf(chains, again), who).toEqual(rightsOf(start, author))
    for (const { acts, key, reads, writes } of rightsOf(chains, author))
      expect({ acts, key, reads, writes }, who).toEqual({ acts: false, key: false, reads: false, writes: false })
    // It is out, so it hands over nothing more, wherever it tries.
    for (const group of groups)
      expect(attempt(chains, author, group, succeed(nextOf.get(author)![1]!)).ok, who).toBe(false)
  }
})

function post(made: TestSpace, author: TestDevice, group: GroupId, control: Control) {
  return applyControl(made.chain(group), made.teamOf(group), made.draft(author, group, control))
}

test('MB255 an associate’s circle waits for the team: until the team has the new one, nobody is in there for either', () => {
  const made = createTestSpace('succeed circle')
  const { linkWorker, nurse } = made.cast
  const again = createTestDevice('link worker again', 'associate', linkWorker.member)
  made.post(linkWorker, made.circle, succeed(again))
  const isIn = (device: TestDevice) => isActiveNow(made.chain(made.circle), made.chain(made.team), device.id)
  expect([isIn(linkWorker), isIn(again)]).toEqual([false, false])
  made.post(linkWorker, made.team, succeed(again))
  expect([isIn(linkWorker), isIn(again)]).toEqual([false, true])
  // Let in by the team as somebody else, it is nobody here.
  const other = createTestSpace('succeed circle 2')
  const next = createTestDevice('link worker as another', 'associate')
  other.post(other.cast.admin, other.team, memberControl(next))
  expect(post(other, other.cast.linkWorker, other.circle, succeed(next))).toEqual(refused('already-member'))
  const same = createTestDevice('link worker beside', 'associate', other.cast.linkWorker.member)
  other.post(other.cast.admin, other.team, memberControl(same))
  expect(post(other, other.cast.linkWorker, other.circle, succeed(same)).ok).toBe(true)
  expect(post(other, other.cast.linkWorker, other.team, succeed(same))).toEqual(refused('already-member'))
  expect(nurse.id).not.toBe(again.id)
})

test('MB180 where it is not named, with keys of others or unsound ones, and with an identity known before, it is refused', () => {
  const made = createTestSpace('succeed refused')
  const { cast: people, care, circle, private: own, team } = made
  const again = createTestDevice('again', 'staff')
  for (const group of [care, own, circle, made.board])
    expect(post(made, people.nurse, group, succeed(again))).toEqual(refused('not-a-member'))
  expect(post(made, people.stranger, own, succeed(again))).toEqual(refused('author-not-active'))
  expect(post(made, people.patient, team, succeed(again))).toEqual(refused('author-not-active'))
  const [mixed, twisted] = [
    { keys: { ...again.keys, device: people.stranger.id } },
    { keys: { ...again.keys, kemKey: people.stranger.keys.kemKey } },
  ]
  for (const keys of [mixed, twisted])
    expect(post(made, people.patient, own, succeed(keys))).toEqual(refused('bad-device-id'))
  // Taken over once it is nobody’s next identity, nor is one that the team knows.
  expect(post(made, people.patient, own, succeed(people.relative))).toEqual(refused('already-member'))
  expect(post(made, people.patient, own, succeed(people.patient))).toEqual(refused('already-member'))
  expect(post(made, people.patient, own, succeed(people.nurse))).toEqual(refused('already-member'))
  made.post(people.nurse, own, { type: 'remove', device: people.relative.id })
  expect(post(made, people.patient, own, succeed(people.relative))).toEqual(refused('already-member'))
  expect(post(made, people.relative, own, succeed(again))).toEqual(refused('author-not-active'))
})

test('MB255 the next epoch cuts the feed of the old one, and what it signs under later heads is refused', () => {
  const made = createTestSpace('succeed cut')
  const { patient } = made.cast
  const again = createTestDevice('patient again', 'patient', patient.member)
  made.post(patient, made.circle, succeed(again))
  made.post(again, made.circle, epochControl(made.chain(made.circle), made.teamOf(made.circle)))
  expect(Object.keys(made.chain(made.circle).cuts)).toEqual([patient.id])
  expect(post(made, patient, made.circle, memberControl(createTestDevice('niece', 'family')))).toEqual(
    refused('author-not-active'),
  )
  expect(post(made, again, made.circle, memberControl(createTestDevice('niece', 'family'))).ok).toBe(true)
})

test('MB256 the mark of a managed device goes with it, whoever set it and when, and to nobody who had none', () => {
  const made = createTestSpace('succeed managed')
  const { admin, nurse, pharmacist } = made.cast
  const again = createTestDevice('nurse again', 'staff', nurse.member)
  const other = createTestDevice('pharmacist again', 'staff', pharmacist.member)
  made.post(admin, made.team, { type: 'manage', device: nurse.id, managed: true })
  const mark = markOfManaged(made.chain(made.team), nurse.id)!
  made.post(nurse, made.team, succeed(again))
  made.post(pharmacist, made.team, succeed(other))
  const team = made.chain(made.team)
  expect(markOfManaged(team, again.id)).toEqual({ ...mark, device: again.id })
  expect([isManaged(team, nurse.id), isManaged(team, other.id)]).toEqual([false, false])
  made.post(admin, made.team, { type: 'manage', device: again.id, managed: false })
  expect(isManaged(made.chain(made.team), again.id)).toBe(false)
})

test('MB180 an administrator’s asks for no second signature, and makes nobody a second administrator', () => {
  const made = createTestSpace('succeed admin', { peopled: false, root: new Uint8Array(32).fill(1) })
  const { admin } = made.cast
  const again = createTestDevice('admin again', 'admin', admin.member)
  made.post(admin, made.team, succeed(again))
  const { devices, pairedAt } = made.chain(made.team)
  expect(devices[again.id]).toMatchObject({ role: 'admin', member: admin.member })
  expect(pairedAt).toBe(null)
})
