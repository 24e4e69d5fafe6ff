/** Aisha’s app is changed: it signs as Tom Reid, the GP. */
import { beforeEach, expect, test } from 'vitest'
import { type GroupId, type Instant, type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { writeInvitedCard } from '../../domain/records/invited-card.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { writeStaffCard } from '../../domain/records/staff-card.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
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
let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient'): Promise<Engine> {
  const { engine } = here.device({ network: memory.wire() })
  await joinWith(engine, await here.invite(name, role, role === 'patient' ? personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return engine
}

const own = (engine: Engine) => engine.admin.session()!.device.own

/** Into the team, as a changed app may, and as an administrator’s does when inviting. */
async function write(engine: Engine, record: CareRecord): Promise<void> {
  const { device, writer } = engine.admin.session()!
  const label = { kind: 'team', personId: null } as const
  const group = device.own.group
  const entry = { kind: 'record', group, priority: 'bulk', doc: zeroDoc, records: [record], label } as const
  must(await writer.write({ entries: [entry], alongside: [], sealedAlongside: [] }))
}

const baseOf = (engine: Engine) => engine.admin.session()!.device.baseOf(null)

async function say(engine: Engine, group: GroupId): Promise<void> {
  memory.clock.advance(1_000)
  const intent = { commandId: idOf<string>(`signed ${group}`), at: memory.clock.now() as Instant }
  const message = { type: 'send-message', text: 'Stop the blue ones', answers: null } as const
  expect(await engine.run({ ...message, ...intent, threadId: threadIdOf(group) })).toEqual({ ok: true })
}

const shown = async (engine: Engine, group: GroupId) => {
  const { messages } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
  const author = messages.at(-1)?.author
  return author && [author.name, author.role]
}

test('QV964 a colleague’s app that signs as another is shown by what the team calls her, to staff and to the public, whatever card it writes of itself', async () => {
  const [aisha, priya, doreen] = [
    await join('Aisha Rahman', 'staff'),
    await join('Priya Patel', 'staff'),
    await join('Doreen Ashworth', 'patient'),
  ]
  const { memberId: member, role: title } = own(aisha).signature
  const invited = { member: member as MemberId, name: 'Aisha Rahman', title }
  await write(here.robot, must(writeInvitedCard(invited, baseOf(here.robot))))
  must(await here.robot.admin.ensureBoard())
  const all = [here.robot, aisha, priya, doreen]
  for (let round = 0; round < 4; round++) await sync(...all)
  const [care, hers] = [here.robot.admin.careGroup(personId)!, here.robot.admin.privateGroup(personId)!]
  await say(aisha, care)
  await sync(aisha, priya)
  expect(await shown(priya, care)).toEqual(['Aisha Rahman', title])

  Object.assign(own(aisha).signature, { name: 'Tom Reid', role: 'GP' })
  memory.clock.advance(1_000)
  await write(aisha, must(writeStaffCard({ phone: '' }, baseOf(aisha))))
  await say(aisha, hers)
  for (let round = 0; round < 4; round++) await sync(...all)
  const bound = `${title} (signed as “Tom Reid, GP”)`
  expect(await shown(priya, hers)).toEqual(['Aisha Rahman', bound])
  expect((await viewOf(doreen, 'home', {})).card?.members.map(({ name }) => name)).not.toContain('Tom')
  expect(await shown(doreen, hers)).toEqual(['Aisha', bound])
  const { members } = await viewOf(priya, 'team-devices', {})
  expect(members.find(({ memberId }) => memberId === member)?.who).toMatchObject({ name: 'Aisha Rahman', role: title })
})
