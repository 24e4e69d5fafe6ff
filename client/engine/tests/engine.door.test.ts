/** A robot at the door and a circle that was there before: who comes late has all of it, with no staff device awake. */
import { expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  openState,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = doreen
const roles = { 'Aisha Rahman': 'staff', 'Doreen Ashworth': 'patient', 'Karen Ashworth': 'family' } as const

test('SX13 EN9 GK8 who is let into a circle late reads what was said before, and so does her next phone', async () => {
  const memory = createMemoryRelay()
  const place = { relay: memoryRelayPlace(memory), robot: { readsCare: false } }
  const here = await startNeighbourhood(place)
  const { admin } = here.robot
  const join = async (name: keyof typeof roles | 'Sol Diaz'): Promise<Engine> => {
    const { engine } = here.device({ network: memory.wire() })
    const role = name === 'Sol Diaz' ? 'associate' : roles[name]
    const about = role === 'patient' || role === 'family' ? personId : undefined
    await joinWith(engine, await here.invite(name, role, about))
    await sync(here.robot)
    await openState(engine)
    await sync(engine, here.robot, engine)
    return engine
  }
  must(await admin.ensureBoard())
  must(await admin.ensureCircle(personId))
  const aisha = await join('Aisha Rahman')
  const circle = admin.circleGroup(personId)!
  const threadId = threadIdOf(circle)
  const said = { type: 'send-message', threadId, text: 'Tea on Sunday', answers: null } as const
  const at = memory.clock.now() as Instant
  expect(await aisha.run({ ...said, commandId: idOf<string>('tea'), at })).toEqual({ ok: true })
  await sync(aisha, here.robot)

  const late = [await join('Doreen Ashworth'), await join('Karen Ashworth'), await join('Sol Diaz')]
  for (const name of ['Karen Ashworth', 'Sol Diaz']) must(await admin.letIntoCircle(personId, idOf<MemberId>(name)))
  await sync(here.robot, ...late)
  const nextPhones = [await join('Karen Ashworth'), await join('Sol Diaz')]
  await sync(here.robot, ...nextPhones)

  for (const engine of [...late, ...nextPhones]) {
    const { messages, thread } = await viewOf(engine, 'thread', { threadId }, ({ complete }) => complete)
    expect([thread?.about, messages.map(({ text }) => text)]).toEqual(['Doreen', ['Tea on Sunday']])
    const { chains, keyring } = engine.admin.session()!.device
    expect(await keyring.groupKey(chains.board()!.group, 0)).toBeDefined()
    expect((await viewOf(engine, 'home', {}, ({ card }) => card !== null)).card?.members).toHaveLength(1)
  }
  const robot = here.robot.admin.session()!.device
  expect(robot.frontiers.inGroup(circle).size).toBeGreaterThan(0)
  expect(robot.frontiers.inGroup(admin.careGroup(personId)!).size).toBe(0)
  await here.close()
})
