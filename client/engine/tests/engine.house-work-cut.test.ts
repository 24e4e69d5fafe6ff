/**
 * SX1060: each request of house work is lost once, one after the other. What is
 * proven is that nothing more is asked in that step, that it says so, and that
 * the next one goes on until all is done. Through the real relay in memory.
 */
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import type { Network } from '../platform/network.ts'
import { postHarmedEpoch } from '../testing/harmed-epoch.ts'
import { joinAbout } from '../testing/join-about.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  doreen as person,
  startNeighbourhood,
  stateOf,
  sync,
} from '../testing/neighbourhood.ts'

const { personId } = person
const karenMember = idOf<MemberId>('Karen Ashworth')

/** Of what house work asks, so many requests get through; then each list is lost once, and every other one of what is sent. */
interface LosingWire extends Network {
  readonly letThrough: (requests: number) => void
  readonly loseEach: () => void
  /** What was asked since the last look: of it what was lost, and how much came after that. */
  readonly look: () => { readonly lost: string | null; readonly after: number }
}

function losing(wire: Wire): LosingWire {
  let left: number | null = Number.POSITIVE_INFINITY
  let times = new Map<string, number>()
  let [lost, after]: [string | null, number] = [null, 0]

  function isLost(what: string): boolean {
    if (left !== null) return --left < 0
    const before = times.get(what) ?? 0
    times.set(what, before + 1)
    return /missing|joins/.test(what) ? before === 0 : before % 2 === 0
  }

  return {
    ...wire,
    fetch: async (url, init) => {
      const what = /\/(control|joins|boxes\/missing|groups\/\w+\/boxes)$/.exec(url)?.[1]
      if (what === undefined) return wire.fetch(url, init)
      if (lost !== null) after++
      if (!isLost(what)) return wire.fetch(url, init)
      lost ??= what
      throw new TypeError('the wire is cut')
    },
    letThrough: (requests) => {
      left = requests
    },
    loseEach: () => {
      left = null
      times = new Map()
      ;[lost, after] = [null, 0]
    },
    look: () => {
      const seen = { lost, after }
      ;[lost, after] = [null, 0]
      return seen
    },
  }
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Engine
let wire: LosingWire

const join = (name: string, role: 'staff' | 'patient' | 'family', network: Network = memory.wire()) =>
  joinAbout(here, { name, role, person: personId, network })

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  wire = losing(memory.wire())
  aisha = await join('Aisha Rahman', 'staff', wire)
  must(await here.robot.admin.ensureBoard())
  return () => here.close()
})

const deviceOf = (engine: Engine) => engine.admin.session()!.device
const chainOf = (group: GroupId) => deviceOf(aisha).chains.state(group)!
const epochs = (group: GroupId) => chainOf(group).epochs.length
const isIn = (group: GroupId, engine: Engine) => chainOf(group).devices[deviceOf(engine).device]?.removedAt === null
const groups = () => ({
  own: here.robot.admin.privateGroup(personId)!,
  circle: here.robot.admin.circleGroup(personId)!,
  board: here.robot.admin.boardGroup()!,
})

/** What there is to do step by step, each thing lost once; what she hears of it then leaves more, until nothing is left. */
async function workThrough(): Promise<readonly string[]> {
  const lost: string[] = []
  for (let pass = 0; pass < 6; pass++) {
    // She hears of it, and gets nothing of it done.
    wire.letThrough(0)
    await sync(aisha)
    wire.loseEach()
    const now = await workOff()
    lost.push(...now)
    // Who stands at the door is asked for each time.
    if (now.every((what) => what === 'joins')) break
  }
  wire.letThrough(Number.POSITIVE_INFINITY)
  await sync(aisha, here.robot)
  return lost
}

async function workOff(): Promise<readonly string[]> {
  const session = aisha.admin.session()!
  const lost: string[] = []
  for (let steps = 0; steps < 40; steps++) {
    const { type } = await session.houseWork.run(await session.relaySession())
    const seen = wire.look()
    expect(seen.after, `after ${seen.lost}`).toBe(0)
    if (seen.lost === null) return lost
    expect(type).toBe('no-signal')
    lost.push(seen.lost.replace(/\w{32}/, 'one'))
  }
  throw new Error(`still to do: ${lost.at(-1)}`)
}

/** Doreen's two phones and Karen's, in the circle. */
async function family() {
  const phones = [await join('Doreen Ashworth', 'patient'), await join('Doreen Ashworth', 'patient')]
  const karen = await join('Karen Ashworth', 'family')
  must(await here.robot.admin.letIntoCircle(personId, karenMember))
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha, karen, ...phones)
  return { lostPhone: phones[0]!, kept: phones[1]!, karen }
}

test('SX1060 a removed phone is brought out of every group, and the board’s key is made, whatever is lost', async () => {
  const { lostPhone } = await family()
  const { board, circle, own } = groups()
  const before = epochs(board)
  wire.letThrough(1)
  const act = { type: 'remove-phone', personId, deviceId: deviceOf(lostPhone).device } as const
  expect(await aisha.circleAct(act)).toEqual({ type: 'done', goesOn: true })
  const lost = await workThrough()
  expect(lost.filter((what) => what === 'control').length).toBeGreaterThan(1)
  expect([isIn(own, lostPhone), isIn(circle, lostPhone)]).toEqual([false, false])
  expect(epochs(board)).toBe(before + 1)
  const erased = stateOf(lostPhone, (state) => state.type === 'removed' && state.erased === true)
  await lostPhone.syncNow()
  await erased
})

test('SX1060 whose answer was read off the screen and who asks at the door are let in, and into the circle, whatever is lost', async () => {
  must(await here.robot.admin.ensureCircle(personId))
  await sync(here.robot, aisha)
  const first = memory.wire()
  const phones = [here.device({ network: first }).engine, here.device({ network: memory.wire() }).engine]
  const invited = []
  for (const phone of phones) {
    const made = await aisha.inPersonAct({ type: 'invite', personId, name: 'Doreen Ashworth' })
    if (made.type !== 'invited') throw new Error(made.type)
    invited.push({ ...made, phone })
  }
  wire.letThrough(0)
  first.setFate('request-lost')
  for (const { fragment, phone } of invited) await joinWith(phone, fragment)
  const waiting = await stateOf(phones[0]!, ({ type }) => type === 'waiting-to-join')
  const answer = waiting.type === 'waiting-to-join' ? (waiting.answer ?? '') : ''
  await aisha.inPersonAct({ type: 'bind', inviteId: invited[0]!.inviteId, answer })
  await aisha.settle()
  const lost = await workThrough()
  expect(lost).toContain('joins')
  expect(lost.filter((what) => what === 'control').length).toBeGreaterThan(3)
  first.setFate('delivered')
  for (const phone of phones) await openState(phone)
  for (const phone of phones) expect([isIn(groups().own, phone), isIn(groups().circle, phone)]).toEqual([true, true])
})

test('SX1060 whom the person let into her circle is given a group of their own with the team, whatever is lost', async () => {
  const { kept } = await family()
  const { circle } = groups()
  const member = idOf<MemberId>('Tom Ashworth')
  const label = { name: 'Tom Ashworth', roleTitle: 'son', face: '' }
  const expiresAt = (memory.clock.now() + 86_400_000) as Instant
  const { engine: tom } = here.device({ network: memory.wire() })
  await joinWith(tom, must(await kept.admin.invite({ role: 'family', member, group: circle, label, expiresAt })))
  const asking = must(await kept.admin.waitingJoins()).find((each) => each.member === member)
  must(await kept.admin.confirmJoin(asking!))
  await openState(tom)
  const lost = await workThrough()
  expect(lost.filter((what) => what === 'control').length).toBeGreaterThan(1)
  expect(isIn(deviceOf(aisha).chains.privateOf(personId, member)!.group, tom)).toBe(true)
  await sync(tom)
})

test('SX1060 boxes that are wanting, and those that were false, are sealed anew, whatever is lost', async () => {
  const { karen, kept, lostPhone } = await family()
  const { circle, own } = groups()
  const phones = [karen, kept, lostPhone]
  const holds = (engine: Engine, group: GroupId) => deviceOf(engine).keyring.groupKey(group, epochs(group) - 1)
  for (const group of [circle, own]) await postHarmedEpoch(here.robot, group, 'missing', memory.clock)
  expect(await workThrough()).toEqual(expect.arrayContaining(['boxes/missing', 'groups/one/boxes']))
  await sync(...phones)
  for (const phone of phones) expect(await holds(phone, circle)).toBeDefined()
  for (const phone of [kept, lostPhone]) expect(await holds(phone, own)).toBeDefined()

  await postHarmedEpoch(here.robot, circle, 'false', memory.clock)
  await sync(here.robot, karen)
  // Under the key she has: that she knows of a newer one the entry says.
  const said = { commandId: idOf<string>('under the old key'), at: memory.clock.now() }
  const text = 'Tea on Sunday?'
  const threadId = threadIdOf(circle)
  expect(await karen.run({ type: 'send-message', ...said, threadId, text, answers: null })).toEqual({ ok: true })
  await sync(karen)
  expect(await workThrough()).toContain('groups/one/boxes')
  await sync(karen)
  expect(await holds(karen, circle)).toBeDefined()
  await sync(kept, lostPhone, here.robot, aisha, kept, lostPhone)
})

test('SX1060 a key that the kit could not open is followed by one that it can, whatever is lost', async () => {
  const care = here.robot.admin.careGroup(personId)!
  await sync(here.robot, aisha)
  await postHarmedEpoch(here.robot, care, 'false-escrow', memory.clock)
  const before = epochs(care)
  expect(await workThrough()).toContain('control')
  expect(await deviceOf(aisha).keyring.checkArchive(care, before)).toBe('false-escrow')
  expect([epochs(care), await deviceOf(aisha).keyring.checkArchive(care, before + 1)]).toEqual([before + 2, 'good'])
})
