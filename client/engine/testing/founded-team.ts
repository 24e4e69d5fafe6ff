/** A team founded by the relay keeper's link, as a real one is: no demo, no robot, no public kit; through the real relay in memory. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { encodeFoundingFragment, foundingHash } from '../../../shared/protocol/founding-link.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import type { FoundRequest } from '../../engine-api/founding.ts'
import type { TeamAct, TeamRole } from '../../engine-api/team-acts.ts'
import { createNodeEngine } from '../engine.node.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from './memory-relay.ts'
import { cheapPassphrase, joinWith, openState, passphrase, stateOf, sync } from './neighbourhood.ts'
import { expectAllReadable } from './unreadable.ts'

export interface FoundedPlace {
  readonly memory: MemoryRelay
  readonly newLink: (name: string) => Promise<string>
  readonly device: (
    network?: Wire,
    store?: MemoryDeviceStore,
  ) => { readonly engine: Engine; readonly network: Wire; readonly store: MemoryDeviceStore }
  /** By the link `fragment` names. */
  readonly asked: (over?: Partial<FoundRequest>) => FoundRequest
  readonly found: (network?: Wire) => Promise<Engine>
  /** A colleague, once both have seen the digits; of an administrator beside another one it is only proposed. */
  readonly letIn: (host: Engine, role: TeamRole, name: string) => Promise<Engine>
  /** Answers the link and waits. */
  readonly knock: (host: Engine, act: TeamAct) => Promise<{ readonly engine: Engine; readonly code: string }>
  readonly close: () => Promise<void>
}

export const teamOf = (engine: Engine) => engine.admin.session()!.device.chains.team()!

export async function sheetsOf(engine: Engine): Promise<readonly [string, string, string]> {
  const given = await engine.kitAct({ type: 'sheets' })
  if (given.type !== 'sheets') throw new Error(JSON.stringify(given))
  return given.sheets as readonly [string, string, string]
}

export async function whoWaits(host: Engine) {
  const waits = await host.teamAct({ type: 'who-waits' })
  if (waits.type !== 'waiting') throw new Error(JSON.stringify(waits))
  return waits.waiting
}

export async function createFoundedPlace(): Promise<FoundedPlace> {
  const memory = createMemoryRelay({ founding: { type: 'by-link' } })
  const engines: Engine[] = []
  const fragment = await newLink('link')

  async function newLink(name: string): Promise<string> {
    const secret = seededBytes(name, 16)
    const expiresAt = (memory.clock.now() + 72 * 3_600_000) as Instant
    await memory.relay.store.allowFounding(foundingHash(secret), expiresAt)
    return encodeFoundingFragment({ secret, expiresAt, relayKey: seededBytes('relay', 32) })
  }

  function device(network: Wire = memory.wire(), store: MemoryDeviceStore = createMemoryDeviceStore()) {
    const { clock, timer, url } = memory
    const engine = createNodeEngine({ relayUrl: url, clock, timer, network, store, passphraseCost: cheapPassphrase })
    engines.push(engine)
    return { engine, network, store }
  }

  const asked = (over: Partial<FoundRequest> = {}): FoundRequest => ({
    ...{ fragment, spaceName: 'Elm Street', name: 'Lena Hart', title: 'Team lead', passphrase },
    ...over,
  })

  async function found(network?: Wire): Promise<Engine> {
    const { engine } = device(network)
    const outcome = await engine.found(asked())
    if (!outcome.ok) throw new Error(outcome.problem.type)
    await openState(engine)
    return engine
  }

  async function knock(host: Engine, act: TeamAct) {
    const made = await host.teamAct(act)
    if (made.type !== 'invited') throw new Error(JSON.stringify(made))
    const { engine } = device()
    await joinWith(engine, made.fragment)
    const state = await stateOf(engine, ({ type }) => type === 'waiting-to-join')
    return { engine, code: state.type === 'waiting-to-join' ? state.code : '' }
  }

  async function letIn(host: Engine, role: TeamRole, name: string): Promise<Engine> {
    const { engine } = await knock(host, { type: 'invite-colleague', name, role, title: 'nurse' })
    const done = await host.teamAct({ ...(await whoWaits(host))[0]!, type: 'let-in' })
    if (done.type !== 'done') throw new Error(JSON.stringify(done))
    await openState(engine)
    await sync(host, engine, host)
    return engine
  }

  return {
    ...{ memory, newLink, device, asked, found, knock, letIn },
    close: async () => {
      try {
        memory.restoreSignal()
        await expectAllReadable(engines)
      } finally {
        await Promise.all(engines.map((engine) => engine.close()))
      }
    },
  }
}
