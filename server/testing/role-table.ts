/**
 * Who may do what, as one table written by hand from the rules, and everybody it
 * names standing before one relay: each role, and those who have no business
 * there. Each letter is one right in a group:
 *
 * R reads content · C sees the chain · W writes · B heals boxes ·
 * m lets somebody in · x removes somebody · e begins an epoch · a gives access · r sets a round ·
 * l leaves a round she is on · k says how far the relay's log goes ·
 * s hands over to another identity of her own · n marks a device as managed · p proposes what needs two.
 * What nobody may do by a device's own key is tried as well: v approves, d dismisses what nobody proposed,
 * o lets in by the kit and t gives the kit back without its root key, g begins a chain twice
 */
import type { GroupId, MemberId, RoundId } from '../../shared/lib/ids.ts'
import { relayIdOf } from '../../shared/protocol/control.ts'
import { createTestDevice, seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, memberControl, type TestSpace } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, type TestRelay, type TestRelayOptions } from './test-relay.ts'

export const kinds = ['team', 'care', 'private', 'circle', 'board'] as const
export type Kind = (typeof kinds)[number]
type Row = Readonly<Record<Kind, string>>

/** The nurse has access to the person, the pharmacist none. The carer is an associate named on the care chain alone. */
const insiders = {
  admin: { team: 'RCWB mxerlsnp', care: 'CW mxea', private: 'CW mxe', circle: 'CW mxe', board: 'RCWB mxe' },
  nurse: { team: 'RCWB els', care: 'RCWB mxea', private: 'RCWB mxe', circle: 'RCWB mxe', board: 'RCWB mxe' },
  pharmacist: { team: 'RCWB els', care: 'CW mxea', private: 'CW mxe', circle: 'CW mxe', board: 'RCWB mxe' },
  linkWorker: { team: 'C s', care: '', private: '', circle: 'RCWB s', board: 'RC' },
  governance: { team: 'C s', care: 'C', private: 'C', circle: 'C', board: 'RC' },
  carer: { team: 'C', care: 'RCWB s', private: '', circle: '', board: 'C' },
  patient: { team: 'C', care: '', private: 'RCWB xes', circle: 'RCWB mxes', board: 'RCWB s' },
  relative: { team: 'C', care: '', private: 'RCWB s', circle: 'RCWB s', board: 'RC' },
  /** Removed from the circle alone. */
  parted: { team: 'C', care: '', private: 'RCWB s', circle: '', board: 'RC' },
} as const satisfies Readonly<Record<string, Row>>

const nothing: Row = { team: '', care: '', private: '', circle: '', board: '' }

/** Those to whom nothing is owed, and what each brings: a token that ended, one of another space, a made-up one, none. */
const outsiders = {
  waiting: nothing,
  leftColleague: nothing,
  leftRelative: nothing,
  foreigner: nothing,
  stranger: nothing,
  nobody: nothing,
  /** Whoever has the key of the relay that the team's genesis names: in nothing, and no session is opened to it. */
  relay: { ...nothing, team: 'k' },
} as const satisfies Readonly<Record<string, Row>>

export const roleTable: Readonly<Record<Who, Row>> = { ...insiders, ...outsiders }
export type Insider = keyof typeof insiders
export type Who = Insider | keyof typeof outsiders
export const everybody = Object.keys(roleTable) as readonly Who[]

export function isInsider(who: Who): who is Insider {
  return who in insiders
}

/** In nothing, and may do one thing all the same: the relay. What else it tries is asked of it one by one. */
export function mayDoSomething(who: Who): boolean {
  return kinds.some((kind) => roleTable[who][kind] !== '')
}

/** Their tokens and signatures were good once. */
export function hasLeft(who: Who): boolean {
  return who === 'leftColleague' || who === 'leftRelative'
}

/** Was let in there once, and removed: what she still writes is set aside. */
export function wasIn(who: Who, kind: Kind): boolean {
  if (who === 'leftRelative') return kind === 'private' || kind === 'circle'
  return who === 'leftColleague' || (who === 'parted' && kind === 'circle')
}

/** Clinical staff hold the team's key, so they write in the team. */
export function isClinical(who: Who): boolean {
  return roleTable[who].team.includes('W')
}

export const sharedRound = seededId<RoundId>('a round of everybody')

export function onSharedRound(devices: Readonly<Record<Who, TestDevice>>): readonly MemberId[] {
  return everybody.map((who) => devices[who].member)
}

export interface RoleWorld {
  readonly made: TestSpace
  readonly elsewhere: TestSpace
  readonly groups: Readonly<Record<Kind, GroupId>>
  readonly devices: Readonly<Record<Who, TestDevice>>
  /** In each group somebody who came in after its newest epoch: without a box of it, and there to be removed. */
  readonly late: Readonly<Record<Kind, TestDevice>>
  /** Whoever might be let in next. */
  readonly newcomers: Readonly<Record<Kind, TestDevice>>
  readonly relay: TestRelay
  readonly tokens: Readonly<Record<Who, string | undefined>>
  /** The same people before another relay, for calls that change who is in. */
  readonly openAnew: () => Promise<TestRelay>
}

function newcomer(name: string, kind: Kind): TestDevice {
  const role = { team: 'staff', care: 'associate', private: 'family', circle: 'family', board: 'family' } as const
  return createTestDevice(`${name} ${kind}`, role[kind])
}

function perKind<Value>(make: (kind: Kind) => Value): Readonly<Record<Kind, Value>> {
  return Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Readonly<Record<Kind, Value>>
}

export async function createRoleWorld(name: string, options: TestRelayOptions = {}): Promise<RoleWorld> {
  const relaysOwn = createTestDevice(`${name} relay`, 'staff')
  const made = createTestSpace(name, { relay: relaysOwn.keys.signKey })
  const elsewhere = createTestSpace(`${name} elsewhere`)
  const { board, care, cast, circle, post, private: own, team } = made
  const groups = { team, care, private: own, circle, board }
  const late = { ...perKind((kind) => newcomer(`${name} late`, kind)), board: newcomer(`${name} late board`, 'care') }
  const devices = {
    ...cast,
    carer: createTestDevice(`${name} carer`, 'associate'),
    waiting: createTestDevice(`${name} waiting`, 'staff'),
    leftColleague: createTestDevice(`${name} left colleague`, 'staff'),
    leftRelative: createTestDevice(`${name} left relative`, 'family'),
    parted: createTestDevice(`${name} parted`, 'family'),
    foreigner: elsewhere.cast.nurse,
    /** Names the nurse without having her key. */
    nobody: { ...cast.nurse, sign: cast.stranger.sign },
    relay: { ...relaysOwn, id: relayIdOf(relaysOwn.keys.signKey) },
  }
  for (const device of [late.team, late.board, devices.leftColleague]) post(cast.admin, team, memberControl(device))
  for (const device of [late.care, devices.carer]) post(cast.nurse, care, memberControl(device))
  for (const device of [late.private, devices.leftRelative, devices.parted])
    post(cast.nurse, own, memberControl(device))
  for (const device of [late.circle, devices.leftRelative, devices.parted])
    post(cast.nurse, circle, memberControl(device))
  post(cast.nurse, board, memberControl(late.board))
  // Whoever stands on it, an associate and information governance too: a round is a list of names.
  post(cast.admin, team, { type: 'round', round: sharedRound, staff: onSharedRound(devices) })
  const letIn = made.controls.length
  post(cast.admin, team, { type: 'remove', device: devices.leftColleague.id })
  for (const group of [own, circle]) post(cast.nurse, group, { type: 'remove', device: devices.leftRelative.id })
  post(cast.nurse, circle, { type: 'remove', device: devices.parted.id })

  const relay = await createPeopledRelay({ ...made, controls: made.controls.slice(0, letIn) }, options)
  await relay.grow(elsewhere.space, elsewhere.controls)
  const signedIn = async (who: Who) => [who, await relay.signIn(made.space, devices[who])] as const
  const known = everybody.filter((who) => isInsider(who) || hasLeft(who))
  const tokens = {
    ...(Object.fromEntries(await Promise.all(known.map(signedIn))) as Record<Who, string>),
    ...{ foreigner: await relay.signIn(elsewhere.space, devices.foreigner), nobody: undefined, relay: undefined },
    ...{ waiting: 'ab'.repeat(20), stranger: 'cd'.repeat(20) },
  }
  await relay.grow(made.space, made.controls.slice(letIn))
  const newcomers = perKind((kind) => newcomer(`${name} newcomer`, kind))
  const openAnew = () => createPeopledRelay(made)
  return { made, elsewhere, groups, devices, late, newcomers, relay, tokens, openAnew }
}
