/** A device whose disk is put back to an older copy of itself: two colleagues, Doreen, and the real relay in memory. */
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Command } from '../../engine-api/commands.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type Fate, type MemoryRelay, type Wire } from './memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from './neighbourhood.ts'

const { personId } = doreen

export interface CopiedDevice {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

export interface OldCopies {
  readonly memory: MemoryRelay
  readonly here: Neighbourhood
  readonly join: (name: string) => Promise<CopiedDevice>
  /** Answers what it says. */
  readonly note: (device: CopiedDevice, found: string) => Promise<string>
  /** A visit with a photo of hers; answers what names the photo. */
  readonly photo: (device: CopiedDevice, found: string, bytes: Uint8Array) => Promise<string>
  /** A task for Doreen. */
  readonly task: (device: CopiedDevice, title: string) => Promise<void>
  /** To Doreen, in her own thread. */
  readonly say: (device: CopiedDevice, text: string) => Promise<void>
  /** Opens Doreen's record. */
  readonly look: (device: CopiedDevice) => Promise<void>
  /** The app of `before` is closed, and opened on `disk` instead. */
  readonly restored: (before: CopiedDevice, disk: MemoryDeviceStore, signal: Fate) => Promise<CopiedDevice>
}

export async function startOldCopies(): Promise<OldCopies> {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  let count = 0

  function intent() {
    count += 1
    memory.clock.advance(1_000)
    return { commandId: idOf<string>(`restored ${count}`), at: memory.clock.now() }
  }

  async function run({ engine }: CopiedDevice, command: Command): Promise<void> {
    const ran = await engine.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.problem.type}`)
  }

  return {
    memory,
    here,
    join: async (name) => {
      const wire = memory.wire()
      const made = { ...here.device({ network: wire }), wire }
      await joinWith(made.engine, await here.invite(name, 'staff'))
      await sync(here.robot)
      await openState(made.engine)
      await sync(made.engine)
      return made
    },
    look: (device) => run(device, { type: 'note-opened', ...intent(), personId }),
    note: async (device, found) => {
      const note = { words: '', found, did: '', next: '' }
      const visit = { type: 'write-visit', personId, visitId: null, observations: null } as const
      const said = intent()
      await run(device, { ...visit, ...said, startedAt: said.at, note })
      return found
    },
    photo: async (device, found, bytes) => {
      const draftKey = `visit/${personId}/unplanned`
      const picture = { bytes, mediaType: 'image/jpeg', width: 1_200, height: 900 } as const
      const kept = await device.engine.photoAct({ type: 'keep', draftKey, personId, photo: picture })
      if (kept.type !== 'kept') throw new Error(`photo: ${kept.type}`)
      const { blob } = kept.photo
      const note = { words: '', found, did: '', next: '' }
      const photo = { blob, words: 'Left shin', consent: 'agreed' } as const
      const said = intent()
      const visit = { type: 'write-visit', personId, visitId: null, observations: null } as const
      await run(device, { ...visit, ...said, startedAt: said.at, note, photo })
      return blob
    },
    task: (device, title) => {
      const task = { title, details: '', due: null, priority: 'today' } as const
      return run(device, { type: 'add-task', ...intent(), personId, task, take: false })
    },
    say: (device, text) => {
      const threadId = threadIdOf(here.robot.admin.privateGroup(personId)!)
      return run(device, { type: 'send-message', ...intent(), threadId, text, answers: null })
    },
    restored: async (before, disk, signal) => {
      await before.engine.close()
      const wire = memory.wire()
      wire.setFate(signal)
      const made = { ...here.device({ network: wire, store: disk }), wire }
      await made.engine.unlock(passphrase)
      return made
    },
  }
}

/** Its disk as it is now. */
export async function copyOf({ store }: CopiedDevice): Promise<MemoryDeviceStore> {
  const copy = createMemoryDeviceStore()
  must(await copy.commit(store.dump()))
  return copy
}

/** What each note says that was found. */
/** Who opened Doreen's record. */
export async function looksAt({ engine }: CopiedDevice): Promise<readonly string[]> {
  return (await viewOf(engine, 'sharing', { personId })).looks.map(({ who }) => who.name)
}

export async function notesAt({ engine }: CopiedDevice): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: personId })
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

export async function refusedAt({ engine }: CopiedDevice): Promise<readonly (string | null)[]> {
  const { needsYou } = await viewOf(engine, 'sync', {})
  return needsYou.map(({ problem }) => problem)
}

export async function tasksAt({ engine }: CopiedDevice): Promise<readonly string[]> {
  const { open } = await viewOf(engine, 'tasks', { who: 'person', personId })
  return open.map(({ task }) => task.title).sort()
}

export async function messagesAt({ engine }: CopiedDevice): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId })
  return story.flatMap(({ kind, lines }) => (kind === 'message' ? (lines[0] ?? []) : [])).sort()
}
