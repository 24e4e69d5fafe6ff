/** TM582-TM584, SR582: when what changed is published for the public, with nothing to wake a device but its own timers. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { addDays, dayOf } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { writeTeamContact } from '../../domain/records/team-contact.ts'
import { groupTurn } from '../membership/group-turn.ts'
import { turnOf } from '../membership/turns.ts'
import { createMemoryReadModel } from '../read-model/read-model.memory.ts'
import type { ReadModel } from '../read-model/read-model.ts'
import { shareTurnMs } from '../sharing/share.ts'
import { cardTurnMs } from '../sync/team-card.ts'
import { createHandTimer, passTime, type TimedDevice } from '../testing/hand-timer.ts'
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

const visit = { from: '10:00', to: '11:00', window: null, reason: 'Check', tag: null, order: 1, household: '' } as const
const staff = ['Aisha Rahman', 'Priya Patel'] as const
let memory: MemoryRelay
let here: Neighbourhood
let colleagues: readonly TimedDevice[]
let phone: TimedDevice
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  must(await here.robot.admin.ensureBoard())
  phone = await join('Doreen Ashworth', 'patient')
  colleagues = [await join(staff[0], 'staff'), await join(staff[1], 'staff')]
  await all()
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient' | 'family', more: object = {}): Promise<TimedDevice> {
  const timer = createHandTimer(memory.clock)
  const { engine } = here.device({ network: memory.wire(), timer, ...more })
  await joinWith(engine, await here.invite(name, role, role === 'staff' ? undefined : person.personId))
  await sync(here.robot)
  await openState(engine)
  return { engine, timer }
}

async function all(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await sync(here.robot, ...colleagues.map(({ engine }) => engine), phone.engine)
  }
}

const cardNow = async () => (await viewOf(phone.engine, 'home', {})).card

/** Entries on the board, as the relay served them to this phone. */
function onBoard(): number {
  const feeds = [...phone.engine.admin.session()!.device.frontiers.inGroup(here.robot.admin.boardGroup()!)]
  return feeds.reduce((sum, [, { next }]) => sum + next, 0)
}

/** Written by the robot, which is off from then on. */
async function newHours(): Promise<string> {
  const { admin } = here.robot
  const hours = `Every day, hour ${++count}`
  const contact = must(writeTeamContact({ phone: '01632 960018', hours }, admin.session()!.device.baseOf(null)))
  const group = admin.space()! as string as GroupId
  must(await admin.writeRecords([{ key: idOf(`hours ${count}`), group, records: [contact] }]))
  await sync(here.robot)
  return hours
}

/** How many devices stand before this one today. */
function placeOf({ engine }: TimedDevice): number {
  const { chains, device } = engine.admin.session()!.device
  return turnOf({ team: chains.team()!, device, about: utf8ToBytes(dayOf(memory.clock.now())) })
}

test('TM582 whichever devices of the team are on, the first of them publishes a change when its turn has come, and no other does', async () => {
  const some = fc.subarray([0, 1], { minLength: 1 })
  const days = fc.array(some, { minLength: 3, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(days, async (onEachDay) => {
      for (const on of onEachDay) {
        memory.clock.advance(24 * 60 * 60_000)
        await all()
        const before = onBoard()
        const devices = on.map((index) => colleagues[index]!)
        const began = memory.clock.now()
        const hours = await newHours()
        await sync(...devices.map(({ engine }) => engine))
        const turn = (Math.min(...devices.map(placeOf)) + 1) * cardTurnMs
        await passTime(memory.clock, began + 6 * cardTurnMs, devices)
        await sync(phone.engine)
        const card = await cardNow()
        expect(card).toMatchObject({ hours })
        expect(card!.publishedAt - began).toBe(turn)
        expect(onBoard()).toBe(before + 1)
      }
    }),
    { numRuns: 4 },
  )
})

test('TM583 the device whose member changed it publishes it at once, and no other does it again', async () => {
  const [aisha, priya] = colleagues as readonly [TimedDevice, TimedDevice]
  const before = onBoard()
  const hours = {
    type: 'write-setting',
    part: { kind: 'hours', id: '' },
    fields: { value: '8 to 8' },
    reason: '',
  } as const
  const intent = { commandId: idOf<string>('new hours'), at: memory.clock.now() }
  expect(await aisha.engine.run({ ...hours, ...intent })).toEqual({ ok: true })
  await aisha.engine.settle()
  await sync(phone.engine)
  expect(await cardNow()).toMatchObject({ hours: '8 to 8' })
  await sync(priya.engine, here.robot)
  await passTime(memory.clock, memory.clock.now() + 6 * cardTurnMs, [aisha, priya])
  await sync(phone.engine)
  expect(onBoard()).toBe(before + 1)
})

test('TM584 a device that is closed waits for no turn', async () => {
  const { engine, timer } = colleagues[0]!
  await newHours()
  await sync(engine)
  const turn = memory.clock.now() + (placeOf(colleagues[0]!) + 1) * cardTurnMs
  const waiting = () => timer.due().filter((at) => at === turn).length
  const before = waiting()
  expect(before).toBeGreaterThan(0)
  await engine.close()
  expect(waiting()).toBe(0)
})

test('TM902 a device that is closed while it works out the team’s card waits for no turn afterwards', async () => {
  const [reached, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let isHeld = false
  const model = createMemoryReadModel()
  const readModel: ReadModel = {
    ...model,
    find: async (collection, where) => {
      if (isHeld && collection === 'contacts') {
        reached.resolve()
        await read.promise
      }
      return model.find(collection, where)
    },
  }
  const { engine, timer } = await join('Rosa Okafor', 'staff', { readModel })
  await all()
  await sync(engine)
  await newHours()
  isHeld = true
  const synced = engine.syncNow()
  await reached.promise
  // The session is over as soon as it is told so: what its step still does comes after.
  const closed = engine.close()
  read.resolve()
  await Promise.all([synced, closed])
  await engine.settle()
  expect(timer.due()).toEqual([])
})

test('SR582 what Doreen shares is published when the turn of a device has come, though nothing else wakes it', async () => {
  const karensId = idOf<MemberId>('Karen Ashworth')
  const karen = await join('Karen Ashworth', 'family')
  await sync(karen.engine)
  must(await here.robot.admin.letIntoCircle(person.personId, karensId))
  const date = addDays(dayOf(memory.clock.now()), 1)
  const planned = { ...visit, personId: person.personId, memberId: idOf<MemberId>(staff[0]) }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, idOf('tomorrow'), planned)))
  await all()
  await sync(karen.engine, ...colleagues.map(({ engine }) => engine))
  const shown = async () => (await viewOf(karen.engine, 'home', {})).nextVisit !== null
  const group = here.robot.admin.familyGroup(person.personId, karensId)!
  const placeIn = ({ engine }: TimedDevice) => {
    const { chains, device } = engine.admin.session()!.device
    return groupTurn({ chains, device, now: memory.clock.now() }, chains.state(group)!)
  }
  const late = colleagues.find((each) => placeIn(each) > 0)!
  const began = memory.clock.now()
  const said = { type: 'set-sharing', personId: person.personId, memberId: karensId, kind: 'visits', on: true } as const
  expect(await phone.engine.run({ ...said, commandId: idOf<string>('shared'), at: began })).toEqual({ ok: true })
  await sync(phone.engine, late.engine, karen.engine)
  const turn = placeIn(late) * shareTurnMs
  await passTime(memory.clock, began + turn - 1, [late])
  await sync(karen.engine)
  expect(await shown()).toBe(false)
  await passTime(memory.clock, began + turn, [late])
  await sync(karen.engine)
  expect(await shown()).toBe(true)
})
