/** Whether Doreen agrees to be sent messages: her phone, her daughter's and two nurses' tablets on one relay. */
import { beforeEach, expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { SaidHow } from '../../domain/records/contact-agreement.ts'
import type { ContactState } from '../../engine-api/contact.ts'
import type { Engine } from '../engine.ts'
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
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = person
const karensId = idOf<MemberId>('Karen Ashworth')
const doreenWithPhone = { ...person, phone: '01632 960123' } as unknown as typeof person

interface Device {
  readonly engine: Engine
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Device
let doreen: Device
let karen: Device
let count = 0

async function join(name: string, role: 'staff' | 'patient' | 'family'): Promise<Device> {
  const wire = memory.wire()
  const { engine } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, role, role === 'staff' ? undefined : personId))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return { engine, wire }
}

async function all(): Promise<void> {
  for (let round = 0; round < 2; round++) await sync(aisha.engine, doreen.engine, karen.engine, here.robot)
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory), people: [doreenWithPhone], notAsked: true })
  doreen = await join('Doreen Ashworth', 'patient')
  karen = await join('Karen Ashworth', 'family')
  aisha = await join('Aisha Rahman', 'staff')
  must(await here.robot.admin.letIntoCircle(personId, karensId))
  await all()
  return () => here.close()
})

function intent(): { readonly commandId: string; readonly at: Instant } {
  count += 1
  memory.clock.advance(60_000)
  return { commandId: idOf(`contact ${count}`), at: memory.clock.now() }
}

const say = ({ engine }: Device, agreed: boolean, said: SaidHow) =>
  engine.run({ type: 'set-contact', ...intent(), personId, agreed, said })

const chainsOf = ({ engine }: Device) => engine.admin.session()!.device.chains
const ownThread = () => threadIdOf(chainsOf(aisha).privateOf(personId, null)!.group)
const circleThread = () => threadIdOf(chainsOf(aisha).circleOf(personId)!.group)
const karensThread = () => threadIdOf(chainsOf(aisha).privateOf(personId, karensId)!.group)
const staffThread = () => threadIdOf(chainsOf(aisha).careChainOf(personId)!.group)

const send = ({ engine }: Device, threadId: string, text: string) =>
  engine.run({ type: 'send-message', ...intent(), threadId, text, answers: null })

async function textsOf({ engine }: Device, threadId: string): Promise<readonly string[]> {
  return (await viewOf(engine, 'thread', { threadId })).messages.map(({ text }) => text)
}

const stateOn = async ({ engine }: Device, whose: string | null): Promise<ContactState> =>
  (await viewOf(engine, 'sharing', { personId: whose })).contact

const ok = { ok: true } as const
const notAgreed = { ok: false, problem: { type: 'not-agreed' } } as const

test('SR320 SR323 before she agrees staff write nothing that her phone reads, the draft stays, and what others write goes', async () => {
  expect(await stateOn(aisha, personId)).toEqual({ type: 'not-asked' })
  const key = `message/${ownThread()}`
  expect(await aisha.engine.run({ type: 'save-draft', ...intent(), key, value: 'See you on Friday' })).toEqual(ok)
  expect(await send(aisha, ownThread(), 'See you on Friday')).toEqual(notAgreed)
  expect(await send(aisha, circleThread(), 'See you all on Friday')).toEqual(notAgreed)
  expect((await viewOf(aisha.engine, 'draft', { key })).value).toBe('See you on Friday')
  expect((await viewOf(aisha.engine, 'thread', { threadId: ownThread() })).unagreed).toEqual({
    ...{ personId, called: 'Doreen', phone: '01632 960123' },
    state: { type: 'not-asked' },
  })

  expect(await send(doreen, ownThread(), 'I feel worse')).toEqual(ok)
  expect(await send(doreen, circleThread(), 'Marmalade')).toEqual(ok)
  expect(await send(karen, circleThread(), 'Thick or thin?')).toEqual(ok)
  expect(await send(aisha, karensThread(), 'Hello Karen')).toEqual(ok)
  expect(await send(aisha, staffThread(), 'She rang')).toEqual(ok)
  await all()
  expect(await textsOf(aisha, ownThread())).toEqual(['I feel worse'])
  expect(await textsOf(aisha, circleThread())).toEqual(['Marmalade', 'Thick or thin?'])

  expect(await say(aisha, true, 'in-person')).toEqual(ok)
  expect((await viewOf(aisha.engine, 'thread', { threadId: ownThread() })).unagreed).toBeUndefined()
  expect(await send(aisha, ownThread(), 'See you on Friday')).toEqual(ok)
  expect((await viewOf(aisha.engine, 'draft', { key })).value).toBeNull()
  await all()
  expect(await textsOf(doreen, ownThread())).toEqual(['I feel worse', 'See you on Friday'])
})

test('SR320 where no phone of hers is in the circle, what staff write there is no message to her', async () => {
  const alone = chainsOf(aisha).circleOf(personId)!
  const hers = Object.values(alone.devices).find(({ role }) => role === 'patient')!
  must(await here.robot.admin.removeDevice(alone.group, hers.keys.device))
  await all()
  expect(await send(aisha, circleThread(), 'Karen, who does the shopping?')).toEqual(ok)
  expect(await send(aisha, ownThread(), 'Hello')).toEqual(notAgreed)
})

test('SR321 she stops it on her own phone: a yes that staff write down apart does not undo it, one that has heard it does', async () => {
  doreen.wire.setFate('request-lost')
  aisha.wire.setFate('request-lost')
  expect(await say(aisha, true, 'by-phone')).toEqual(ok)
  expect(await send(aisha, ownThread(), 'Written without signal')).toEqual(ok)
  expect(await say(doreen, false, 'herself')).toEqual(ok)
  expect(await stateOn(doreen, null)).toMatchObject({ type: 'stopped', said: 'herself' })
  doreen.wire.setFate('delivered')
  aisha.wire.setFate('delivered')
  await all()
  const stopped = { type: 'stopped', said: 'herself', by: { name: 'Doreen Ashworth' } }
  expect([await stateOn(aisha, personId), await stateOn(doreen, null)]).toMatchObject([stopped, stopped])
  expect(await textsOf(doreen, ownThread())).toEqual(['Written without signal'])
  expect(await send(aisha, ownThread(), 'After it')).toEqual(notAgreed)

  expect(await say(aisha, true, 'in-person')).toEqual(ok)
  await all()
  const agreed = { type: 'agreed', said: 'in-person', by: { name: 'Aisha Rahman' } }
  expect([await stateOn(aisha, personId), await stateOn(doreen, null)]).toMatchObject([agreed, agreed])
  expect(await send(aisha, ownThread(), 'Since you said so')).toEqual(ok)
})

test('SR322 family say nothing for her, staff not that she said it herself, and what is so already writes nothing', async () => {
  const notAllowed = { ok: false, problem: { type: 'not-allowed' } }
  expect(await say(karen, true, 'herself')).toEqual(notAllowed)
  expect(await say(aisha, true, 'herself')).toEqual(notAllowed)
  expect(await say(doreen, true, 'in-person')).toEqual(notAllowed)
  expect(await say(doreen, true, 'herself')).toEqual(ok)
  await all()
  const since = await stateOn(aisha, personId)
  expect(await say(aisha, true, 'in-person')).toEqual(ok)
  await all()
  expect(await stateOn(doreen, null)).toEqual(since)
  expect((await viewOf(aisha.engine, 'person', { personId })).contact).toEqual(since)
})
