/** Two windows on one disk: who holds the lock writes, and nobody else. */
import { beforeEach, expect, test } from 'vitest'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import { createEngine } from '../headless-engine.ts'
import { lastWordsMs } from '../life/hold.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import type { LeaderLock, OnLost } from '../platform/leader-lock.ts'
import { createSystemRandom } from '../platform/random.ts'
import type { Timer } from '../platform/timer.ts'
import { createMemoryReadModel } from '../read-model/read-model.memory.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { createHttpRelayClient } from '../sync/relay-client.http.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  cheapPassphrase,
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

/** One lock for all windows of a browser, by the port's words. */
function createBrowserLocks() {
  let holder: OnLost | null = null
  const log: string[] = []
  function window(name: string): LeaderLock {
    let mine: OnLost | null = null
    const hold = (onLost: OnLost) => {
      mine = holder = onLost
      log.push(`${name} holds`)
    }
    return {
      acquire: async (onLost) => {
        if (holder !== null) return 'elsewhere'
        hold(onLost)
        return 'held'
      },
      takeOver: async (onLost) => {
        await holder?.()
        hold(onLost)
      },
      release: () => {
        if (holder === mine) holder = null
      },
    }
  }
  return { window, log }
}

let memory: MemoryRelay
let here: Neighbourhood
let store: MemoryDeviceStore
let locks: ReturnType<typeof createBrowserLocks>
let waits: (() => void)[]
let engines: Engine[]
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  store = createMemoryDeviceStore()
  locks = createBrowserLocks()
  engines = []
  waits = []
  return async () => {
    for (const engine of engines) await engine.close()
    await here.close()
  }
})

/** The wait for the screens' last words ends when the test says so; no other wait does. */
const timer: Timer = {
  after: (milliseconds, run) => {
    if (milliseconds === lastWordsMs) waits.push(run)
    return () => {}
  },
}

async function lastWords(): Promise<void> {
  while (waits.length === 0) await new Promise((resolve) => setImmediate(resolve))
  waits.shift()?.()
}

function openWindow(name: string, on: DeviceStore = store): Engine {
  const engine = createEngine({
    store: on,
    timer,
    clock: memory.clock,
    random: createSystemRandom(),
    readModel: createMemoryReadModel(),
    relay: createHttpRelayClient({ origin: memory.url, network: memory.wire(), timer }),
    lock: locks.window(name),
    initAutomerge: initAutomergeInNode,
    verifier: createSignatureVerifier(),
    options: { passphraseCost: cheapPassphrase, headless: true },
  })
  engines.push(engine)
  return engine
}

const intent = () => ({ commandId: idOf<string>(`window ${++count}`), at: memory.clock.now() })
const thread = () => threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)
const say = (engine: Engine, text: string) =>
  engine.run({ type: 'send-message', ...intent(), threadId: thread(), text, answers: null })
const isElsewhere = ({ type }: { readonly type: string }) => type === 'elsewhere'

async function openAisha(): Promise<Engine> {
  const first = openWindow('first')
  await joinWith(first, await here.invite('Aisha Rahman', 'staff'))
  await sync(here.robot)
  await openState(first)
  await sync(first)
  return first
}

test('JO4 a second window takes over: the first saves its drafts, stops whole, and can take over again', async () => {
  const first = await openAisha()
  await say(first, 'one')
  const second = openWindow('second')
  await stateOf(second, isElsewhere)
  const disk = store.dump()
  const refused = { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }
  for (const typed of [passphrase, 'not the passphrase']) expect(await second.unlock(typed)).toEqual(refused)
  expect(store.dump()).toEqual(disk)
  const taken = second.takeOver()
  await stateOf(first, isElsewhere)
  expect(locks.log).toEqual(['first holds'])
  const key = `message/${thread()}`
  expect(await first.run({ type: 'save-draft', ...intent(), key, value: 'half a wo' })).toEqual({ ok: true })
  await lastWords()
  await taken
  expect(locks.log).toEqual(['first holds', 'second holds'])
  expect(await say(first, 'never')).toEqual({ ok: false, problem: { type: 'not-open' } })
  expect(await first.unlock(passphrase)).toMatchObject({ ok: false })
  await stateOf(second, ({ type }) => type === 'locked')
  expect(await second.unlock(passphrase)).toEqual({ ok: true })
  expect(await viewOf(second, 'draft', { key })).toMatchObject({ value: 'half a wo' })
  await say(second, 'two')
  const back = first.takeOver()
  await stateOf(second, isElsewhere)
  await lastWords()
  await back
  expect(await first.unlock(passphrase)).toEqual({ ok: true })
  await say(first, 'three')
  await sync(first)
  const { messages } = await viewOf(first, 'thread', { threadId: thread() }, (view) => view.messages.length > 2)
  expect(messages.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  const { pill, needsYou } = await viewOf(first, 'sync', {})
  expect({ pill: pill.type, needsYou }).toEqual({ pill: 'up-to-date', needsYou: [] })
})

test('JO4 a window that is not elsewhere takes nothing over', async () => {
  const first = await openAisha()
  await first.takeOver()
  expect(locks.log).toEqual(['first holds'])
  expect(await say(first, 'still here')).toEqual({ ok: true })
})

test('JO4 a locked window gives the device away at once', async () => {
  const first = await openAisha()
  await first.lock()
  const second = openWindow('second')
  await stateOf(second, isElsewhere)
  await second.takeOver()
  await stateOf(first, isElsewhere)
  expect(await second.unlock(passphrase)).toEqual({ ok: true })
})

/** The disk, on which one kind of look waits once it is told to. */
function slowDisk(look: 'get' | 'scan') {
  const waits: (() => void)[] = []
  let isSlow = false
  const wait = async () => {
    if (isSlow) await new Promise<void>((resolve) => waits.push(resolve))
  }
  const disk: DeviceStore = {
    ...store,
    [look]: async (...asked: Parameters<DeviceStore['scan']>) => {
      await wait()
      return (store[look] as (...asked: unknown[]) => Promise<unknown>)(...asked)
    },
  }
  return {
    disk,
    slow: () => {
      isSlow = true
    },
    reached: async () => {
      while (waits.length === 0) await new Promise((resolve) => setImmediate(resolve))
    },
    goOn: () => {
      isSlow = false
      for (const resolve of waits.splice(0)) resolve()
    },
  }
}

test('JO270 a window that loses the device while it begins goes on saying so, and sends nothing', async () => {
  const first = await openAisha()
  await first.lock()
  const { disk, goOn, reached, slow } = slowDisk('get')
  const second = openWindow('second', disk)
  await stateOf(second, isElsewhere)
  slow()
  const taken = second.takeOver()
  await reached()
  await first.takeOver()
  await stateOf(second, isElsewhere)
  goOn()
  await taken
  await second.settle()
  expect((await stateOf(second, () => true)).type).toBe('elsewhere')
  expect(await first.unlock(passphrase)).toEqual({ ok: true })
})

test('JO270 a window that loses the device while it opens does not open', async () => {
  const first = await openAisha()
  await first.lock()
  const { disk, goOn, reached, slow } = slowDisk('scan')
  const second = openWindow('second', disk)
  await stateOf(second, isElsewhere)
  await second.takeOver()
  await stateOf(second, ({ type }) => type === 'locked')
  await second.settle()
  slow()
  const opening = second.unlock(passphrase)
  await reached()
  const back = first.takeOver()
  await stateOf(second, isElsewhere)
  goOn()
  expect(await opening).toMatchObject({ ok: false, problem: { detail: 'elsewhere' } })
  await back
  expect((await stateOf(second, () => true)).type).toBe('elsewhere')
  expect(await say(second, 'never')).toEqual({ ok: false, problem: { type: 'not-open' } })
  expect(await first.unlock(passphrase)).toEqual({ ok: true })
})

test('JO270 a window that loses the device while a passphrase is tried there begins nothing on the disk', async () => {
  const first = await openAisha()
  await first.lock()
  const { disk, goOn, reached, slow } = slowDisk('get')
  const written: string[] = []
  const commit: DeviceStore['commit'] = (writes) => {
    written.push(...writes.map((write) => `${write.store}/${write.key}`))
    return disk.commit(writes)
  }
  const second = openWindow('second', { ...disk, commit })
  await stateOf(second, isElsewhere)
  await second.takeOver()
  await stateOf(second, ({ type }) => type === 'locked')
  await second.settle()
  // As an older app left it: whoever opens the device writes that anew.
  await store.commit([{ store: 'meta', key: 'last-word', value: null }])
  slow()
  written.length = 0
  const opening = second.unlock(passphrase)
  await reached()
  const back = first.takeOver()
  await stateOf(second, isElsewhere)
  goOn()
  expect(await opening).toMatchObject({ ok: false, problem: { detail: 'elsewhere' } })
  await back
  await second.settle()
  // The vault counts its tries itself.
  expect(written.filter((row) => row !== 'vault/attempts')).toEqual([])
  expect(await first.unlock(passphrase)).toEqual({ ok: true })
})
