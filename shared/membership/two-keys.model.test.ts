/**
 * Everything a team chain and a record's chain can carry, drawn at random beside
 * each other: people let in and out, rounds, epochs, kits, checkpoints, proposals
 * and their answers, recoveries, glass broken and made whole; by anybody, under
 * any key, citing any team head. What must hold is said of what changed, not of
 * the control that changed it.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryId, GroupId, Instant, MemberId, RoundId } from '../lib/ids.ts'
import { type Control, type ProposedAct, relayIdOf } from '../protocol/control.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import { createTestDevice, seededId, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, epochControl, memberControl } from '../testing/test-space.ts'
import { applyControl, type ChainProposal, type ChainState, signerOf } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { archiveUseOf } from './proposals.ts'
import { hasAccess, isStale } from './rights.ts'
import { activeOn } from './standing.ts'

const hour = 60 * 60_000
const device = (name: string, role: TestDevice['role'], of?: TestDevice) =>
  createTestDevice(`two keys ${name}`, role, of?.member)

const ben = device('ben', 'admin')
const cara = device('cara', 'staff')
const nurse = device('nurse', 'staff')
const relayKey = device('relay', 'staff')
const relay: TestDevice = { ...relayKey, id: relayIdOf(relayKey.keys.signKey) }
/** Of each kit its root key, and its archive key. */
const kits = ['first', 'second', 'third'].map((name) => ({
  root: device(`${name} root`, 'ig'),
  archive: device(name, 'ig'),
}))
const [{ root: firstRoot }] = kits as [(typeof kits)[number]]

const base = createTestSpace('two keys', { peopled: false, root: firstRoot.keys.signKey, relay: relayKey.keys.signKey })
const { admin, stranger } = base.cast
base.post(admin, base.team, { type: 'kit', proposed: null })
for (const each of [ben, cara, device('cara’s phone', 'staff', cara), nurse]) {
  base.post(admin, base.team, memberControl(each))
}
base.found(admin, 'care', 'care')
const { care, team } = base

const newcomers = [device('dan', 'admin'), device('eve', 'staff'), stranger]
const people: readonly TestDevice[] = [
  admin,
  ben,
  device('ben’s tablet', 'admin', ben),
  cara,
  device('cara’s phone', 'staff', cara),
  nurse,
  device('her tablet', 'admin', admin),
  ...newcomers,
  relay,
]

const kinds = [
  ...['member', 'remove', 'epoch', 'round', 'checkpoint', 'recover', 'open', 'close', 'grant', 'dismiss'],
  ...['succeed'],
  ...['kit', 'kit', 'propose', 'propose', 'propose', 'propose', 'approve', 'approve', 'approve', 'approve', 'approve'],
] as const

interface Step {
  readonly what: string
  readonly author: number
  readonly target: number
  /** Of several the one meant: a proposal, an act, a kit. */
  readonly place: number
  /** Under the key that is asked for, or another one. */
  readonly key: 'right' | 'own' | 'root' | 'relay'
  readonly after: number
  readonly hours: number
  readonly behind: number
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...kinds),
  author: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, fc.nat({ max: people.length - 1 })),
  target: fc.nat({ max: people.length - 1 }),
  place: fc.nat({ max: 7 }),
  key: fc.oneof({ weight: 8, arbitrary: fc.constant('right' as const) }, fc.constantFrom('own', 'root', 'relay')),
  after: fc.constantFrom(1, 1, 1, 1, 1, 1, hour, hour, 30 * hour, 80 * hour),
  hours: fc.constantFrom(1, 24, 25, 24 * 7, 24 * 7, 24 * 8),
  behind: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat({ max: 3 })),
})

type Chains = ReadonlyMap<GroupId, ChainState>
const round = seededId<RoundId>('two keys round')

function actOf(place: number, target: TestDevice, chain: ChainState): ProposedAct {
  const kit = kits[place % kits.length]!
  const theirs = Object.values(chain.devices).filter(
    ({ keys, member }) => member === target.member && activeOn(chain, keys.device, chain.seq)?.role === 'staff',
  )
  switch (place % 4) {
    case 0:
      return { type: 'admit-admin', keys: target.keys, member: target.member, invite: null }
    case 1:
      return {
        type: 'new-kit',
        archive: { id: kit.archive.id, kemKey: kit.archive.keys.kemKey },
        root: kit.root.keys.signKey,
      }
    case 2:
      return { type: 'archive-use', group: care, reason: 'asked for' }
    default:
      return {
        type: 'make-admin',
        member: target.member,
        devices: theirs.length === 0 ? [target.id] : theirs.map(({ keys }) => keys.device),
      }
  }
}

/** One of the last; sheets and a second yes mostly for what still waits for them. */
function proposalOf(chains: Chains, { place, what }: Step): ChainProposal | undefined {
  const { proposals } = chains.get(team)!
  const open = proposals.filter(({ decided }) => decided === null)
  const kit = open.findLast(({ act, keptAt }) => act.type === 'new-kit' && (keptAt === null) === (what === 'kit'))
  return (place > 2 ? kit : undefined) ?? (place > 1 ? open : proposals).at(-1 - (place % 3))
}

/** Mostly who could: the relay its checkpoints, whoever proposed a kit its sheets, another administrator the yes. */
function authorOf(chains: Chains, step: Step): TestDevice {
  const { author, place, what } = step
  const chain = chains.get(team)!
  const by = proposalOf(chains, step)?.by
  const second = people.filter(
    ({ id, member }) => isAdmin(chain, id) && by !== undefined && member !== memberOf(chain, by),
  )
  if (what === 'checkpoint' && place > 1) return relay
  if (what === 'recover' && place > 1) return newcomers[place % newcomers.length]!
  if (what === 'kit' && place > 1) return people.find(({ id }) => id === by) ?? people[author]!
  if (what === 'approve' && place > 1) return second.at(author % second.length) ?? people[author]!
  return people[author]!
}

function controlOf(chains: Chains, step: Step, now: number): { readonly control: Control; readonly group: GroupId } {
  const onTeam = chains.get(team)!
  const [author, target] = [authorOf(chains, step), people[step.target]!]
  const proposal = proposalOf(chains, step)?.id ?? seededId<EntryId>('none', 32)
  const own = { type: 'member', member: author.member } as const
  switch (step.what) {
    case 'member':
      return { group: team, control: memberControl(target, step.place % 2 === 0 ? 'admin' : 'staff') }
    case 'remove':
      return { group: team, control: { type: 'remove', device: target.id } }
    case 'epoch': {
      const group = step.place % 2 === 0 ? team : care
      return { group, control: epochControl(chains.get(group)!, group === team ? undefined : onTeam) }
    }
    case 'round':
      return { group: team, control: { type: 'round', round, staff: step.place === 0 ? [] : [target.member] } }
    case 'kit':
      return { group: team, control: { type: 'kit', proposed: step.place === 0 ? null : proposal } }
    case 'checkpoint': {
      const page = (onTeam.checkpoints.at(-1)?.page ?? 0) + step.place - 1
      return { group: team, control: { type: 'checkpoint', page: Math.max(page, 0), hash: seededId('page', 32) } }
    }
    case 'propose':
      return {
        group: team,
        control: {
          type: 'propose',
          act: actOf(step.place, target, onTeam),
          until: (now + step.hours * hour) as Instant,
        },
      }
    case 'approve':
    case 'dismiss':
      return { group: team, control: { type: step.what, proposal } }
    case 'succeed':
      return { group: team, control: { type: 'succeed', keys: newcomers[step.place % newcomers.length]!.keys } }
    case 'recover':
      return { group: team, control: { type: 'recover', keys: author.keys, member: author.member } }
    case 'open':
      return {
        group: care,
        control: { type: 'access', to: own, reason: 'fell', until: (now + step.hours * hour) as Instant },
      }
    case 'close':
      return { group: care, control: { type: 'access', to: own, reason: 'done', until: (now + 1) as Instant } }
    default: {
      const to =
        step.place % 2 === 0
          ? ({ type: 'round', round } as const)
          : ({ type: 'member', member: target.member } as const)
      return { group: care, control: { type: 'access', to, reason: 'named nurse', until: null } }
    }
  }
}

/** Whose key signs: the one that is asked for mostly, else one that is not. */
function keyOf(chains: Chains, { control }: ControlEntry, step: Step): TestDevice {
  const { key } = step
  const author = authorOf(chains, step)
  const { proposals, root } = chains.get(team)!
  const kitOf = (wanted: ChainState['root'] | undefined) =>
    kits.find((kit) => kit.root.keys.signKey.join() === wanted?.join())?.root ?? firstRoot
  if (key === 'own') return author
  if (key === 'root') return kitOf(root)
  if (key === 'relay') return relay
  if (control.type === 'checkpoint') return relay
  if (control.type === 'recover' || (control.type === 'kit' && control.proposed === null)) return kitOf(root)
  if (control.type !== 'kit') return author
  const act = proposals.find(({ id }) => id === control.proposed)?.act
  return kitOf(act?.type === 'new-kit' ? act.root : undefined)
}

/** Whose key would sign is asked; signing itself takes most of the time, and is tried elsewhere. */
function unsigned(author: TestDevice): TestDevice {
  return { ...author, sign: () => new Uint8Array(64) }
}

/** The chains after the step; the very same where it was refused, and then how. */
function tryStep(chains: Chains, step: Step, now: Instant) {
  const { control, group } = controlOf(chains, step, now)
  const [chain, parent] = [chains.get(group)!, group === team ? undefined : chains.get(team)!]
  const seq = parent === undefined ? 0 : Math.max(parent.seq - step.behind, 0)
  const entry = base.draft(unsigned(authorOf(chains, step)), group, control, {
    groupSeq: chain.seq + 1,
    prev: chain.head,
    writtenAt: now,
    ...(parent !== undefined && { team: { seq, hash: parent.hashes[seq]! } }),
  })
  const asked = signerOf(chain, parent, entry)
  const signer = keyOf(chains, entry, step)
  if (!asked.ok) return { refused: asked.error.type }
  if (asked.value.join() !== signer.keys.signKey.join()) return { refused: 'bad-signature' }
  const outcome = applyControl(chain, parent, entry)
  return outcome.ok ? { entry, group, signer, before: chain, after: outcome.value } : { refused: outcome.error.type }
}

type Done = Extract<ReturnType<typeof tryStep>, { readonly entry: ControlEntry }>

const isAdmin = (chain: ChainState, id: TestDevice['id']) => activeOn(chain, id, chain.seq)?.role === 'admin'
const memberOf = (chain: ChainState, id: TestDevice['id']): MemberId | undefined => chain.devices[id]?.member

/** Two people, both administrators now, over one proposal whose time has not passed. */
function expectTwo({ before, entry }: Done, type: ProposedAct['type'] | 'appointment'): ProposedAct {
  const { author, writtenAt } = entry.header
  const { control } = entry
  const open = control.type === 'approve' ? before.proposals.find(({ id }) => id === control.proposal) : undefined
  expect(open, `${control.type} is an approval of something proposed`).toBeDefined()
  const { act, by, decided, until } = open!
  expect({ decided, isLate: writtenAt > until }).toEqual({ decided: null, isLate: false })
  expect([isAdmin(before, author), isAdmin(before, by)]).toEqual([true, true])
  expect(memberOf(before, author)).not.toBe(memberOf(before, by))
  if (type !== 'appointment') expect(act.type).toBe(type)
  return act
}

function expectTeam(done: Done): void {
  const { after, before, entry, signer } = done
  const { control } = entry
  const made = Object.values(after.devices).filter(
    ({ keys }) => isAdmin(after, keys.device) && !isAdmin(before, keys.device),
  )
  if (made.length > 0 && before.pairedAt !== null && control.type !== 'recover') {
    const isOwn =
      isAdmin(before, entry.header.author) &&
      (control.type === 'succeed' ||
        (control.type === 'member' && control.member === memberOf(before, entry.header.author)))
    if (!isOwn) {
      const act = expectTwo(done, 'appointment')
      const named = act.type === 'admit-admin' ? [act.keys.device] : act.type === 'make-admin' ? act.devices : []
      expect(made.map(({ keys }) => keys.device).sort()).toEqual([...new Set(named)].sort())
    }
  }
  if (after.root !== before.root || after.archive !== before.archive) {
    expectTwo(done, 'new-kit')
    expect(isStale(after, undefined)).toBe(true)
  }
  const [used, usedBefore] = [after, before].map((chain) => archiveUseOf(chain, care, entry.header.writtenAt)?.id)
  if (used !== undefined && used !== usedBefore) expectTwo(done, 'archive-use')
  expect(before.pairedAt === null || after.pairedAt === before.pairedAt).toBe(true)
  for (const [at, { decided, keptAt }] of before.proposals.entries()) {
    if (decided !== null) expect(after.proposals[at]?.decided).toEqual(decided)
    if (keptAt !== null) expect(after.proposals[at]?.keptAt).toBe(keptAt)
  }
  if (control.type === 'recover') {
    expect(signer.keys.signKey).toEqual(before.root)
    const { [entry.header.author]: fresh, ...others } = after.devices
    expect(others).toEqual(before.devices)
    expect(fresh).toMatchObject({ role: 'admin', removedAt: null })
    expect(isStale(after, undefined)).toBe(true)
  }
  const pages = after.checkpoints.map(({ page }) => page)
  expect(pages).toEqual([...new Set(pages)].sort((a, b) => a - b))
  expect(after.devices[relay.id]).toBeUndefined()
  if (control.type === 'checkpoint')
    expect({ ...after, ...placeOf(before), checkpoints: [] }).toEqual({ ...before, checkpoints: [] })
}

/** What every control moves on. */
function placeOf({ hashes, head, seq, teamSeq, teamSeqs }: ChainState) {
  return { hashes, head, seq, teamSeq, teamSeqs }
}

function expectCare({ after, entry }: Done, step: Step, onTeam: ChainState): void {
  const { author, team: cited, writtenAt } = entry.header
  const { control } = entry
  const by = activeOn(onTeam, author, cited.seq)
  if (control.type !== 'access' || control.to.type !== 'member' || by === undefined) return
  const { member } = control.to
  if (by.member === member && by.role !== 'admin') {
    expect(control.until).not.toBeNull()
    expect(control.until! - writtenAt).toBeLessThanOrEqual(24 * hour)
  }
  if (step.what !== 'close') return
  // Whole again: what is left is what somebody gave for good, or somebody else gave.
  const isGiven = ({ self, to, until }: ChainState['access'][number]) =>
    !self || until === null || to.type !== 'member' || to.member !== member
  const given = { ...after, access: after.access.filter(isGiven) }
  const later = (writtenAt + 2) as Instant
  expect(hasAccess(after, onTeam, member, later)).toBe(hasAccess(given, onTeam, member, later))
}

/** Heard in any order, by a device that keeps each state and reads it back. */
function hear(entries: readonly ControlEntry[], order: readonly number[]): Chains {
  const chains = new Map<GroupId, ChainState>([team, care].map((group) => [group, base.chain(group)]))
  const rank = (at: number) => order[at % order.length]! * 1_000 + at
  let waiting = entries.map((entry, at) => ({ entry, rank: rank(at) })).sort((a, b) => a.rank - b.rank)
  for (let left = -1; left !== waiting.length; ) {
    left = waiting.length
    waiting = waiting.filter(({ entry }) => {
      const { group } = entry.header
      const outcome = applyControl(chains.get(group), group === team ? undefined : chains.get(team), entry)
      if (outcome.ok) {
        const kept = parseChainState(encodeChainState(outcome.value))
        if (kept.ok) chains.set(group, kept.value)
        return !kept.ok
      }
      expect(['compare-and-swap', 'behind-team']).toContain(outcome.error.type)
      return true
    })
  }
  expect(waiting).toEqual([])
  return chains
}

const rounds = { numRuns: 30, seed: 20_261_128 }

test('MB210 MB211 MB212 MB213 whatever is tried by whom under which key: two hold what needs two, a recovery removes nobody, and every order ends as one chain', () => {
  const applied = new Map<string, number>()
  const refused = new Set<string>()
  const note = (what: string) => applied.set(what, (applied.get(what) ?? 0) + 1)
  const schedule = fc.array(anyStep, { minLength: 30, maxLength: 60 })
  const order = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(schedule, order, (steps, shuffled) => {
      let chains: Chains = new Map([team, care].map((group) => [group, base.chain(group)]))
      let now = base.now as number
      const entries: ControlEntry[] = []
      for (const step of steps) {
        now += step.after
        const done = tryStep(chains, step, now as Instant)
        if (done.entry === undefined) {
          refused.add(done.refused)
          continue
        }
        note(step.what)
        if (done.entry.control.type === 'approve') {
          const { proposal } = done.entry.control
          note(done.before.proposals.find(({ id }) => id === proposal)?.act.type ?? 'nothing')
        }
        if (done.group === team) expectTeam(done)
        else expectCare(done, step, chains.get(team)!)
        chains = new Map([...chains, [done.group, done.after]])
        entries.push(done.entry)
      }
      expect(hear(entries, shuffled)).toEqual(chains)
    }),
    rounds,
  )
  for (const what of [...kinds, 'admit-admin', 'make-admin', 'new-kit', 'archive-use']) {
    expect(applied.get(what) ?? 0, `${what} among ${[...applied].join(' ')}`).toBeGreaterThan(0)
  }
  for (const why of [
    'needs-second',
    'same-person',
    'proposal-over',
    'bad-signature',
    'kit-not-kept',

    'too-long',
  ]) {
    expect([...refused]).toContain(why)
  }
})
