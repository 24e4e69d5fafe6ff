/** KR90-KR93: a person's phone is brought in face to face, whoever has signal, through the real relay in memory. */
import { beforeEach, describe, expect, test } from 'vitest'
import { encodeAppendResults } from '../../../shared/protocol/append.ts'
import { parseJoinAnswer } from '../../../shared/protocol/join.ts'
import { spokenCodeOf } from '../../../shared/protocol/spoken.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { InPersonActOutcome } from '../../engine-api/in-person-acts.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  doreen as person,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = person
let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

function device(wire = memory.wire()) {
  return { wire, ...here.device({ network: wire }) }
}

async function tablet(wire = memory.wire()) {
  const made = device(wire)
  await joinWith(made.engine, await here.invite('Aisha Rahman', 'staff'))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

async function shown(engine: Engine) {
  const made = await engine.inPersonAct({ type: 'invite', personId, name: 'Doreen Ashworth' })
  if (made.type !== 'invited') throw new Error(JSON.stringify(made))
  return made
}

const isWaiting = (state: DeviceState) => state.type === 'waiting-to-join'

async function answerOf(engine: Engine): Promise<string> {
  const state = await stateOf(engine, isWaiting)
  return state.type === 'waiting-to-join' ? (state.answer ?? '') : ''
}

async function bind(engine: Engine, inviteId: string, answer: string): Promise<InPersonActOutcome> {
  const outcome = await engine.inPersonAct({ type: 'bind', inviteId, answer })
  await engine.settle()
  return outcome
}

const farOf = (engine: Engine, inviteId: string) => engine.inPersonAct({ type: 'how-far', inviteId })
const far = (step: string) => ({ type: 'how-far', step })
const refusedAs = (problem: string) => (state: DeviceState) =>
  state.type === 'waiting-to-join' && state.problem === problem

describe('whoever has signal', () => {
  test('KR90 the phone alone: any device of the team lets it in, nobody presses anything', async () => {
    const [aisha, phone] = [await tablet(), device()]
    aisha.wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    expect(await stateOf(phone.engine, isWaiting)).toMatchObject({ offline: false })
    await sync(here.robot)
    await openState(phone.engine)
    aisha.wire.setFate('delivered')
    await sync(aisha.engine)
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('in'))
  })

  test('KR91 the tablet alone: it reads the phone and lets it in; the phone finds itself in', async () => {
    const [aisha, phone] = [await tablet(), device()]
    phone.wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    expect(await stateOf(phone.engine, isWaiting)).toMatchObject({ offline: true })
    await bind(aisha.engine, inviteId, await answerOf(phone.engine))
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('in'))
    phone.wire.setFate('delivered')
    await openState(phone.engine)
  })

  test('KR91 neither: both keep it through a restart and finish when they can, also after the code ran out', async () => {
    const [aisha, phone] = [await tablet(), device()]
    for (const { wire } of [aisha, phone]) wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    const answer = await answerOf(phone.engine)
    expect(await bind(aisha.engine, inviteId, answer)).toEqual(far('kept'))
    const [aishas, phones] = [memory.wire(), memory.wire()]
    const again = here.device({ network: aishas, store: aisha.store.reopen() })
    const phoneAgain = here.device({ network: phones, store: phone.store.reopen() })
    await stateOf(again.engine, ({ type }) => type === 'locked')
    expect(await again.engine.unlock(passphrase)).toEqual({ ok: true })
    expect(await farOf(again.engine, inviteId)).toEqual(far('kept'))
    expect(await answerOf(phoneAgain.engine)).toBe(answer)
    memory.clock.advance(25 * 3_600_000)
    await sync(again.engine, again.engine)
    expect(await farOf(again.engine, inviteId)).toEqual(far('in'))
    await openState(phoneAgain.engine)
  })

  test('KR90 both: the phone is in with its first asking, and reads what it may', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { fragment } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    await sync(aisha.engine)
    expect(await openState(phone.engine)).toMatchObject({ me: { audience: 'public' } })
    await sync(phone.engine, aisha.engine, here.robot, phone.engine)
    expect(phone.engine.admin.privateGroup(personId)).not.toBeNull()
  })
})

describe('a photograph of the square', () => {
  test('KR92 is worth nothing once the phone is in', async () => {
    const [aisha, phone, thief] = [await tablet(), device(), device()]
    const { fragment } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    await sync(aisha.engine)
    await openState(phone.engine)
    await expect(joinWith(thief.engine, fragment)).rejects.toThrow('invite-used')
    expect(thief.store.dump()).toEqual([])
  })

  test('KR92 does not come in on the tablet that read the true phone, though it knocked first', async () => {
    const [aisha, phone, thief] = [await tablet(), device(), device()]
    for (const { wire } of [aisha, phone]) wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    await bind(aisha.engine, inviteId, await answerOf(phone.engine))
    await joinWith(thief.engine, fragment)
    for (const { wire } of [aisha, phone]) wire.setFate('delivered')
    await sync(aisha.engine)
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('in'))
    await openState(phone.engine)
    await thief.engine.syncNow()
    await stateOf(thief.engine, refusedAs('invite-used'))
  })

  test('KR92 does not come in on the tablet that read the true phone either where the relay keeps that one out', async () => {
    const wire = memory.wire()
    let keptOut: Uint8Array | null = null
    let lies = 0
    const lying: Wire = {
      ...wire,
      fetch: async (url, init) => {
        const isHers = keptOut !== null && Buffer.from((init?.body ?? '') as Uint8Array).includes(Buffer.from(keptOut))
        if (!isHers || !url.endsWith('/control')) return wire.fetch(url, init)
        lies += 1
        const refused = encodeAppendResults([{ type: 'refused', problem: 'compare-and-swap' }])
        return new Response(refused, { headers: { 'content-type': messageMediaType } })
      },
    }
    const [aisha, phone, thief] = [await tablet(lying), device(), device()]
    for (const each of [aisha, phone]) each.wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    const answer = await answerOf(phone.engine)
    await bind(aisha.engine, inviteId, answer)
    await joinWith(thief.engine, fragment)
    keptOut = must(parseJoinAnswer(answer)).signKey
    for (const each of [aisha, phone]) each.wire.setFate('delivered')
    await sync(aisha.engine, aisha.engine)
    expect(lies).toBeGreaterThan(0)
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('kept'))
    keptOut = null
    await sync(aisha.engine, aisha.engine)
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('in'))
    await openState(phone.engine)
    await thief.engine.syncNow()
    await stateOf(thief.engine, refusedAs('invite-used'))
  })

  test('KR92 that came in elsewhere is told on the tablet that read the true phone', async () => {
    const [aisha, phone, thief] = [await tablet(), device(), device()]
    for (const { wire } of [aisha, phone]) wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    await bind(aisha.engine, inviteId, await answerOf(phone.engine))
    await joinWith(thief.engine, fragment)
    await sync(here.robot)
    await openState(thief.engine)
    aisha.wire.setFate('delivered')
    await sync(aisha.engine)
    expect(await farOf(aisha.engine, inviteId)).toEqual(far('another'))
  })

  test('KR841 that came in elsewhere stays told after a lock and a day, until she has read it', async () => {
    const [aisha, phone, thief] = [await tablet(), device(), device()]
    for (const { wire } of [aisha, phone]) wire.setFate('request-lost')
    const { fragment, inviteId } = await shown(aisha.engine)
    await joinWith(phone.engine, fragment)
    await bind(aisha.engine, inviteId, await answerOf(phone.engine))
    const told = async () => (await viewOf(aisha.engine, 'handed', {})).otherPhones
    expect(await told()).toBeUndefined()
    await joinWith(thief.engine, fragment)
    await sync(here.robot)
    await openState(thief.engine)
    aisha.wire.setFate('delivered')
    await sync(aisha.engine)
    await aisha.engine.lock()
    memory.clock.advance(3 * 86_400_000)
    await aisha.engine.unlock(passphrase)
    // Another square is made meanwhile, which puts away what is over.
    await shown(aisha.engine)
    expect(await told()).toMatchObject([{ inviteId, personId }])
    expect(await aisha.engine.inPersonAct({ type: 'seen', inviteId })).toEqual({ type: 'seen' })
    expect(await told()).toBeUndefined()
    // It lets nobody in any more for being forgotten.
    phone.wire.setFate('delivered')
    await sync(aisha.engine)
    await phone.engine.syncNow()
    await stateOf(phone.engine, refusedAs('invite-used'))
  })

  test('KR92 of two phones at once one comes in and the other is told', async () => {
    const aisha = await tablet()
    const { fragment } = await shown(aisha.engine)
    const phones = [device(), device()]
    const joined = await Promise.allSettled(phones.map(({ engine }) => joinWith(engine, fragment)))
    expect(joined.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await sync(aisha.engine)
    await openState(phones[joined.findIndex(({ status }) => status === 'fulfilled')]!.engine)
  })
})

describe('refused', () => {
  test('KR93 what is no answer, an answer to another code, and an act of somebody who is no staff', async () => {
    const [aisha, phone, other] = [await tablet(), device(), device()]
    for (const { wire } of [phone, other]) wire.setFate('request-lost')
    const [first, second] = [await shown(aisha.engine), await shown(aisha.engine)]
    await joinWith(phone.engine, first.fragment)
    await joinWith(other.engine, second.fragment)
    const answer = await answerOf(phone.engine)
    const wrong = { type: 'failed', problem: 'not-its-answer' }
    for (const text of ['', 'https://example.org', answer.slice(0, -1), await answerOf(other.engine), first.fragment])
      expect(await bind(aisha.engine, first.inviteId, text)).toEqual(wrong)
    expect(await farOf(aisha.engine, first.inviteId)).toEqual(far('shown'))
    expect(await bind(aisha.engine, first.inviteId, answer)).toEqual(far('kept'))
    expect(await farOf(aisha.engine, first.inviteId)).toEqual(far('in'))
    phone.wire.setFate('delivered')
    await openState(phone.engine)
    const act = { type: 'invite', personId, name: 'Karen' } as const
    expect(await phone.engine.inPersonAct(act)).toEqual({ type: 'failed', problem: 'not-allowed' })
  })

  test('KR93 a code made by somebody who has left the team since, with words of its own', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { fragment } = await shown(aisha.engine)
    const { device: aishas, own } = aisha.engine.admin.session()!.device
    must(await here.robot.admin.removeDevice(own.group, aishas))
    await expect(joinWith(phone.engine, fragment)).rejects.toThrow('invite-not-by-right')
    expect(phone.store.dump()).toEqual([])
  })

  test('KR93 a code that ran out before anybody answered it', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { expiresAt, fragment } = await shown(aisha.engine)
    memory.clock.advance(expiresAt - memory.clock.now() + 1)
    expect((await phone.engine.readInvite(fragment)).type).toBe('expired')
  })
})

describe('digits read out', () => {
  test('KR94 a phone without a camera takes the invite up by them, and comes in', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { fragment } = await shown(aisha.engine)
    const spoken = await aisha.engine.inPersonAct({ type: 'speak', fragment })
    if (spoken.type !== 'spoken') throw new Error(JSON.stringify(spoken))
    const heard = await phone.engine.readSpoken(spoken.code.replace(/(\d{4})/g, '$1 '))
    expect(heard).toEqual({ type: 'good', fragment })
    await joinWith(phone.engine, fragment)
    await sync(aisha.engine)
    await openState(phone.engine)
  })

  test('KR94 mistyped digits are told apart from those that nobody left and those that ran out', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { fragment } = await shown(aisha.engine)
    const spoken = await aisha.engine.inPersonAct({ type: 'speak', fragment })
    if (spoken.type !== 'spoken') throw new Error(JSON.stringify(spoken))
    const mistyped = spoken.code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
    expect(await phone.engine.readSpoken(mistyped)).toEqual({ type: 'mistyped' })
    const others = spokenCodeOf(seededBytes('nobody left these', 8))
    expect(await phone.engine.readSpoken(others)).toEqual({ type: 'unknown' })
    expect(await phone.engine.readSpoken(spoken.code)).toEqual({ type: 'good', fragment })
    memory.clock.advance(spoken.until - memory.clock.now() + 1)
    expect(await phone.engine.readSpoken(spoken.code)).toEqual({ type: 'unknown' })
  })

  test('KR94 without signal nothing is said to be left, and nothing to be wrong', async () => {
    const [aisha, phone] = [await tablet(), device()]
    const { fragment } = await shown(aisha.engine)
    aisha.wire.setFate('request-lost')
    phone.wire.setFate('request-lost')
    expect(await aisha.engine.inPersonAct({ type: 'speak', fragment })).toEqual({
      type: 'failed',
      problem: 'no-signal',
    })
    expect(await phone.engine.readSpoken('0000 0000 0000 0000')).toEqual({ type: 'no-signal' })
  })
})
