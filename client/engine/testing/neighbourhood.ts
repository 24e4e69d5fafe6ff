/**
 * A small neighbourhood on a real relay: a robot administrator that lets
 * everybody in, one round, Doreen, and devices that join as a person would.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRelay } from '../../../server/start-relay.ts'
import { generous } from '../../../server/testing/test-relay.ts'
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { Instant, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { ParamsOf, QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { NewPerson } from '../admin/admin-api.ts'
import { createNodeEngine, type NodeEngineOptions } from '../engine.node.ts'
import type { Engine } from '../engine.ts'
import { demoArchiveSeed, openArchiveKit } from '../membership/archive-kit.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { MemoryRelay } from './memory-relay.ts'
import { expectAllReadable } from './unreadable.ts'

export const passphrase = 'a kettle on the hob'
export const cheapPassphrase = { memoryKiB: 8, passes: 1 } as const

/** The same id for the same name, everywhere. */
export function idOf<Id extends string>(name: string): Id {
  return bytesToHex(createHash('sha256').update(name).digest().subarray(0, 16)) as Id
}

export const doreen = {
  personId: idOf<PersonId>('Doreen Ashworth'),
  name: { family: 'Ashworth', given: 'Doreen', title: 'Mrs', preferred: 'Doreen' },
  born: '1946-03-14',
  gender: 'Female',
  nhsNumber: '9990000018',
  roundId: idOf<RoundId>('North round'),
  namedNurse: 'Aisha Rahman',
  face: 'doreen',
  address: '4 Mill Lane',
  phone: '',
} as const

export function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`not ok: ${JSON.stringify(result.error)}`)
  return result.value
}

export interface TestDevice {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
}

export interface Neighbourhood {
  readonly url: string
  readonly robot: Engine
  readonly invite: (name: string, role: Role, about?: PersonId) => Promise<string>
  /** A device that never joined. */
  readonly device: (options?: Partial<NodeEngineOptions>) => TestDevice
  /** Joined, let in, caught up. */
  readonly join: (name: string, role: Role, options?: JoinOptions) => Promise<TestDevice>
  /** Said by the few scenarios after which nobody is asked what cannot be opened, and why that is right (SX340). */
  readonly allowUnreadable: (why: string) => void
  readonly close: () => Promise<void>
}

export interface JoinOptions extends Partial<NodeEngineOptions> {
  readonly about?: PersonId
}

/** A relay, and what engines need to reach it. */
export interface TestRelayPlace {
  readonly url: string
  readonly parts: Pick<Partial<NodeEngineOptions>, 'clock' | 'timer' | 'network'>
  /** Whoever has no signal has it again. */
  readonly restoreSignal?: () => void
  readonly stop: () => Promise<void>
}

export interface NeighbourhoodOptions {
  readonly people?: readonly NewPerson[]
  /** Nobody has asked anybody whether messages may be sent. */
  readonly notAsked?: true
  readonly relay?: TestRelayPlace
  readonly robot?: Partial<NodeEngineOptions>
}

/** The relay as it runs for a team: over HTTP, on a SQLite file. */
export async function startFileRelay(): Promise<TestRelayPlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
  const relay = await startRelay({ port: 0, dataDir, limits: generous })
  return {
    url: relay.url,
    parts: {},
    stop: async () => {
      await relay.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The relay in this process; time stands still unless it is moved. */
export function memoryRelayPlace({ clock, restoreSignal, timer, url, wire }: MemoryRelay): TestRelayPlace {
  return { url, parts: { clock, timer, network: wire() }, restoreSignal, stop: async () => {} }
}

export async function startNeighbourhood(options: NeighbourhoodOptions = {}): Promise<Neighbourhood> {
  const relay = options.relay ?? (await startFileRelay())
  const now = options.relay?.parts.clock?.now ?? (() => Date.now())
  const engines: Engine[] = []
  let whyUnreadable: string | undefined

  function device(more: Partial<NodeEngineOptions> = {}): TestDevice {
    const store = (more.store as MemoryDeviceStore | undefined) ?? createMemoryDeviceStore()
    const engine = createNodeEngine({
      relayUrl: relay.url,
      passphraseCost: cheapPassphrase,
      ...relay.parts,
      ...more,
      store,
    })
    engines.push(engine)
    return { engine, store }
  }

  const { engine: robot } = device({ receipts: false, confirmsJoins: true, ...options.robot })
  const { archive } = await openArchiveKit(demoArchiveSeed)
  const me = { memberId: idOf<MemberId>('Robot'), name: 'Robot', role: 'administrator', face: '' }
  must(await robot.admin.createSpace({ name: 'Mill Lane', me, archive }))
  must(
    await robot.admin.setRound(
      doreen.roundId,
      ['Aisha Rahman', 'Priya Patel'].map((name) => idOf<MemberId>(name)),
    ),
  )
  const people = options.people ?? [doreen]
  must(await robot.admin.ensurePeople(people))
  // As at the first visit: most of what happens here is written to people who agreed to it.
  for (const { personId } of options.notAsked === true ? [] : people) await agree(robot, personId, now() as Instant)
  await robot.settle()

  /** Family come into a group of their own, beside the person's. */
  async function invite(name: string, role: Role, about?: PersonId): Promise<string> {
    const member = idOf<MemberId>(name)
    if (about !== undefined && role === 'family') must(await robot.admin.ensureFamilyGroup(about, member))
    const own = role === 'family' ? robot.admin.familyGroup : robot.admin.privateGroup
    return must(
      await robot.admin.invite({
        role,
        member,
        group: about === undefined ? null : own(about, member),
        label: { name, roleTitle: role, face: '' },
        expiresAt: (now() + 86_400_000) as Instant,
      }),
    )
  }

  async function joinAs(name: string, role: Role, { about, ...more }: JoinOptions = {}): Promise<TestDevice> {
    const made = device(more)
    await joinWith(made.engine, await invite(name, role, about))
    await sync(robot)
    await openState(made.engine)
    return made
  }

  return {
    url: relay.url,
    robot,
    invite,
    device,
    join: joinAs,
    allowUnreadable: (why) => {
      whyUnreadable = why
    },
    close: async () => {
      try {
        relay.restoreSignal?.()
        if (whyUnreadable === undefined) await expectAllReadable(engines)
      } finally {
        await Promise.all(engines.map((engine) => engine.close()))
        await relay.stop()
      }
    },
  }
}

/** Staff write down that she agrees to be sent messages. */
export async function agree(engine: Engine, personId: string, at: Instant): Promise<void> {
  const { commandId } = intent()
  const said = await engine.run({ type: 'set-contact', commandId, at, personId, agreed: true, said: 'in-person' })
  if (!said.ok) throw new Error(said.problem.type)
}

export async function joinWith(engine: Engine, fragment: string): Promise<void> {
  const reading = await engine.readInvite(fragment)
  if (reading.type !== 'good') throw new Error(`invite is ${reading.type}`)
  const { invite } = reading
  const joined = await engine.join({
    invite,
    name: invite.name,
    passphrase: invite.audience === 'staff' ? passphrase : null,
  })
  if (!joined.ok) throw new Error(`join: ${joined.problem.type}`)
}

/** Waits for what the engine itself tells; a test that would wait for ever fails by vitest's own limit. */
export function stateOf(engine: Engine, isIt: (state: DeviceState) => boolean): Promise<DeviceState> {
  return new Promise((resolve) => {
    let stop = () => {}
    stop = engine.watchDevice((state) => {
      if (!isIt(state)) return
      queueMicrotask(() => stop())
      resolve(state)
    })
  })
}

/** Wakes the asker, so that nobody waits for its next round. */
export async function openState(engine: Engine): Promise<DeviceState> {
  const opened = stateOf(engine, ({ type }) => type === 'open')
  await engine.syncNow()
  return opened
}

export function viewOf<Name extends QueryName>(
  engine: Engine,
  name: Name,
  params: ParamsOf<Name>,
  isIt: (view: ViewOf<Name>) => boolean = () => true,
): Promise<ViewOf<Name>> {
  return new Promise((resolve) => {
    let stop = () => {}
    stop = engine.watch(name, params, (view) => {
      if (!isIt(view)) return
      queueMicrotask(() => stop())
      resolve(view)
    })
  })
}

export async function sync(...engines: readonly Engine[]): Promise<void> {
  for (const engine of engines) {
    await engine.syncNow()
    await engine.settle()
  }
}

let commands = 0

/** A fresh id and the present, as the page makes them. */
export function intent(): { readonly commandId: string; readonly at: Instant } {
  commands += 1
  return { commandId: idOf(`command ${commands} ${Math.random()}`), at: Date.now() as Instant }
}
