/** What security asks of people, cut in its middle: the answer is lost, the device is killed, and it goes on. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { CircleAct } from '../../engine-api/circle-acts.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf, teamOf, whoWaits } from '../testing/founded-team.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  idOf,
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

interface Device {
  engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

const noSignal = { type: 'failed', problem: 'no-signal' }
const done = { type: 'done' }

const isShown = ({ type }: DeviceState) => type !== 'starting' && type !== 'fetching'

async function startAnew(killed: Device, start: (wire: Wire, store: MemoryDeviceStore) => { readonly engine: Engine }) {
  await killed.engine.close()
  killed.engine = start(killed.wire, killed.store.reopen()).engine
  await unlock(killed.engine)
}

/** Of staff; who waits to be let in has nothing to unlock, nor have the public. */
async function unlock(engine: Engine): Promise<void> {
  const { type } = await stateOf(engine, isShown)
  if (type !== 'locked') return
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  await openState(engine)
}

describe('in a team of its own', () => {
  let place: FoundedPlace
  let lena: Device

  const device = (wire: Wire = place.memory.wire()): Device => {
    const { engine, store } = place.device(wire)
    return { engine, store, wire }
  }

  const kill = (killed: Device) => startAnew(killed, place.device)

  const digitsOf = async ({ engine }: Device) => {
    const state = await stateOf(engine, ({ type }) => type === 'waiting-to-join')
    return state.type === 'waiting-to-join' ? state.code : ''
  }

  beforeEach(async () => {
    place = await createFoundedPlace()
    lena = device()
    expect(await lena.engine.found(place.asked())).toEqual({ ok: true })
    await openState(lena.engine)
    return () => place.close()
  })

  test.each(['request-lost', 'reply-lost'] as const)(
    'CU987 two sheets given back and the %s: after a kill the same two keep the kit, once',
    async (fate) => {
      const [one, two, three] = await sheetsOf(lena.engine)
      const { seq } = teamOf(lena.engine)
      lena.wire.setFate(fate)
      expect(await lena.engine.kitAct({ type: 'give-back', sheets: [one, three] })).toEqual(noSignal)
      await kill(lena)
      lena.wire.setFate('delivered')
      expect(await lena.engine.kitAct({ type: 'give-back', sheets: [one, two] })).toEqual({ type: 'kept' })
      expect(teamOf(lena.engine)).toMatchObject({ seq: seq + 1, kitKeptAt: expect.any(Number) })
    },
  )

  test('CU987 a colleague killed while she waits shows the same digits, and is let in once by who is killed before the answer', async () => {
    const ben = device()
    const made = await lena.engine.teamAct({
      type: 'invite-colleague',
      name: 'Ben Okoro',
      role: 'staff',
      title: 'nurse',
    })
    if (made.type !== 'invited') throw new Error(JSON.stringify(made))
    await kill(lena)
    await joinWith(ben.engine, made.fragment)
    const code = await digitsOf(ben)
    await kill(ben)
    expect(await digitsOf(ben)).toBe(code)
    const [one] = await whoWaits(lena.engine)
    expect(one?.code).toBe(code)
    const { seq } = teamOf(lena.engine)
    lena.wire.setFate('reply-lost', '/control')
    expect(await lena.engine.teamAct({ ...one!, type: 'let-in' })).toEqual(noSignal)
    await kill(lena)
    lena.wire.setFate('delivered')
    expect(await lena.engine.teamAct({ ...one!, type: 'let-in' })).toEqual(done)
    const isLocked = stateOf(ben.engine, ({ type }) => type === 'locked')
    await ben.engine.syncNow()
    await isLocked
    await unlock(ben.engine)
    await sync(ben.engine, lena.engine)
    expect([teamOf(ben.engine).seq, teamOf(lena.engine).seq]).toEqual([seq + 1, seq + 1])
  })

  test('CU987 a lost device removed by who is killed before the answer is out, once, with a new key', async () => {
    const ben = await place.letIn(lena.engine, 'staff', 'Ben Okoro')
    const { epochs, seq } = teamOf(lena.engine)
    const act = { type: 'remove-device', deviceId: ben.admin.session()!.device.device } as const
    lena.wire.setFate('reply-lost', '/control')
    expect(await lena.engine.teamAct(act)).toEqual(noSignal)
    await kill(lena)
    lena.wire.setFate('delivered')
    expect(await lena.engine.teamAct(act)).toEqual(done)
    expect([teamOf(lena.engine).seq, teamOf(lena.engine).epochs.length]).toEqual([seq + 2, epochs.length + 1])
    const isOut = stateOf(ben, ({ type }) => type !== 'open')
    await ben.syncNow()
    expect(await isOut).toMatchObject({ type: 'removed' })
  })
})

describe('around Doreen', () => {
  const { personId } = person
  const karensId = idOf<never>('Karen Ashworth')

  let memory: MemoryRelay
  let here: Neighbourhood
  let count = 0

  function device(): Device {
    const wire = memory.wire()
    const { engine, store } = here.device({ network: wire })
    return { engine, store, wire }
  }

  async function join(name: string, role: 'staff' | 'patient' | 'family'): Promise<Device> {
    const joined = device()
    await joinWith(joined.engine, await here.invite(name, role, role === 'staff' ? undefined : personId))
    await sync(here.robot)
    await openState(joined.engine)
    await sync(joined.engine, here.robot, joined.engine)
    return joined
  }

  const kill = (killed: Device) => startAnew(killed, (network, store) => here.device({ network, store }))

  const intent = () => {
    count += 1
    memory.clock.advance(60_000)
    return { commandId: idOf<string>(`started anew ${count}`), at: memory.clock.now() }
  }

  beforeEach(async () => {
    memory = createMemoryRelay()
    here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
    must(await here.robot.admin.ensureBoard())
    return () => here.close()
  })

  test('CU987 family invited: both phones killed between the link, the digits and the yes, and let in once', async () => {
    const doreen = await join('Doreen Ashworth', 'patient')
    must(await here.robot.admin.ensureCircle(personId))
    await sync(here.robot, doreen.engine, here.robot, doreen.engine)
    const jean = device()
    const asks = (act: CircleAct) => doreen.engine.circleAct(act)
    const made = await asks({ type: 'invite-family', personId: null, name: 'Jean Ashworth', relation: 'sister' })
    if (made.type !== 'invited') throw new Error(JSON.stringify(made))
    await kill(doreen)
    await joinWith(jean.engine, made.fragment)
    await kill(jean)
    await stateOf(jean.engine, ({ type }) => type === 'waiting-to-join')
    const waits = await asks({ type: 'who-waits', personId: null })
    if (waits.type !== 'waiting') throw new Error(waits.type)
    const letIn = { ...waits.waiting[0]!, type: 'let-in', personId: null } as const
    doreen.wire.setFate('reply-lost', '/control')
    expect(await asks(letIn)).toEqual(noSignal)
    await kill(doreen)
    doreen.wire.setFate('delivered')
    expect(await asks(letIn)).toEqual(done)
    await openState(jean.engine)
    for (let round = 0; round < 2; round++) await sync(jean.engine, doreen.engine, here.robot)
    const { threads } = await viewOf(jean.engine, 'home', {})
    expect(threads.map(({ kind }) => kind).sort()).toEqual(['circle', 'family'])
  })

  test('CU987 sharing stopped without signal and the phone killed: it is stopped there, and Karen is told once it has signal', async () => {
    const [doreen, karen, aisha] = [
      await join('Doreen Ashworth', 'patient'),
      await join('Karen Ashworth', 'family'),
      await join('Aisha Rahman', 'staff'),
    ]
    must(await here.robot.admin.letIntoCircle(personId, karensId))
    const all = async () => {
      for (let round = 0; round < 2; round++) await sync(aisha.engine, doreen.engine, karen.engine, here.robot)
    }
    await all()
    const share = (on: boolean) =>
      doreen.engine.run({ type: 'set-sharing', ...intent(), personId, memberId: karensId, kind: 'visits', on })
    const told = async () => (await viewOf(karen.engine, 'home', {})).told
    expect(await share(true)).toEqual({ ok: true })
    await all()
    expect(await told()).toMatchObject({ on: expect.arrayContaining(['visits']) })
    doreen.wire.setFate('request-lost')
    expect(await share(false)).toEqual({ ok: true })
    await kill(doreen)
    const { family } = await viewOf(
      doreen.engine,
      'sharing',
      { personId: null },
      ({ family: known }) => known.length > 0,
    )
    expect(JSON.stringify(family)).toContain('"on":false')
    doreen.wire.setFate('delivered')
    await all()
    expect((await told())?.on).not.toContain('visits')
  })

  test('CU987 a record opened by a try whose answer was lost, and the tablet killed: it is open, and Doreen reads why, once', async () => {
    const [doreen, ben] = [await join('Doreen Ashworth', 'patient'), await join('Ben Okafor', 'staff')]
    const words = 'Her neighbour rang, she is on the floor'
    const act = { type: 'open-record', personId, reason: 'urgent', words, hours: 2 } as const
    ben.wire.setFate('reply-lost')
    expect(await ben.engine.accessAct(act)).toEqual(noSignal)
    await kill(ben)
    ben.wire.setFate('delivered')
    for (let round = 0; round < 2; round++) await sync(ben.engine, here.robot, doreen.engine)
    expect((await viewOf(ben.engine, 'person', { personId })).opening).toMatchObject({ reason: 'urgent' })
    const { looks } = await viewOf(doreen.engine, 'sharing', { personId: null })
    expect(looks.flatMap(({ opened }) => opened ?? [])).toMatchObject([{ reason: 'urgent', words }])
  })
})
