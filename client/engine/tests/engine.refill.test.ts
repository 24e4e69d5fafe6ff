/** SX103: a relay restored from an older copy of its file, on SQLite and a real port, is filled again by whoever holds what it lost. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startRelay } from '../../../server/start-relay.ts'
import { generous } from '../../../server/testing/test-relay.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import { readRefilledAt } from '../sync/refill-left.ts'
import { readWentBack } from '../sync/went-back.ts'
import { createFileRelays, ledNetwork } from '../testing/file-relays.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  intent,
  memoryRelayPlace,
  type Neighbourhood,
  startNeighbourhood,
  sync,
  type TestRelayPlace,
  viewOf,
} from '../testing/neighbourhood.ts'

interface RestorablePlace extends TestRelayPlace {
  /** Its file as it is now. */
  readonly keepCopy: () => Promise<void>
  /** The kept copy in the place of what came since, under the same address. */
  readonly restoreCopy: () => Promise<void>
}

async function startRestorable(): Promise<RestorablePlace> {
  const dir = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
  const [dataDir, copy] = [join(dir, 'data'), join(dir, 'copy')]
  let relay = await startRelay({ port: 0, dataDir, limits: generous })
  const { port, url } = relay
  async function between(change: () => Promise<void>): Promise<void> {
    await relay.stop()
    await change()
    relay = await startRelay({ port, dataDir, limits: generous })
  }
  return {
    url,
    parts: {},
    keepCopy: () => between(() => cp(dataDir, copy, { recursive: true })),
    restoreCopy: () =>
      between(async () => {
        await rm(dataDir, { recursive: true })
        await cp(copy, dataDir, { recursive: true })
      }),
    stop: async () => {
      await relay.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function note(engine: Engine, found: string): Promise<void> {
  const text = { words: '', found, did: '', next: '' }
  const what = intent()
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  expect(await engine.run({ ...visit, ...what, startedAt: what.at, note: text })).toEqual({ ok: true })
}

async function notesAt(engine: Engine, many: number): Promise<readonly string[]> {
  const view = await viewOf(
    engine,
    'person',
    { personId: doreen.personId },
    ({ story }) => notesIn(story).length >= many,
  )
  return notesIn(view.story)
}

function notesIn(story: readonly { readonly kind: string; readonly lines: readonly string[] }[]): readonly string[] {
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

/** Members of the round, so that they read Doreen's record. */
async function staff(here: Neighbourhood, name: 'Aisha Rahman' | 'Priya Patel') {
  const { engine } = await here.join(name, 'staff')
  await sync(here.robot, engine)
  return engine
}

test('SX103 what a device that is gone had written is in the restored relay again, once, brought by two others at once', async () => {
  const place = await startRestorable()
  const here = await startNeighbourhood({ relay: place })
  const aisha = await staff(here, 'Aisha Rahman')
  const lost = await staff(here, 'Priya Patel')
  await note(lost, 'before the copy')
  await sync(lost, aisha, here.robot)
  await place.keepCopy()
  for (const found of ['after it, one', 'after it, two', 'after it, three']) await note(lost, found)
  await note(aisha, 'her own')
  await sync(lost, aisha, here.robot)
  const written = ['after it, one', 'after it, three', 'after it, two', 'before the copy', 'her own']
  expect(await notesAt(aisha, 5)).toEqual(written)
  await lost.close()
  await place.restoreCopy()
  await Promise.all([sync(aisha), sync(here.robot)])
  await sync(aisha, here.robot)
  // A device of hers that comes only now has nothing but the relay.
  const again = await staff(here, 'Priya Patel')
  expect(await notesAt(again, 5)).toEqual(written)
  expect(await notesAt(aisha, 5)).toEqual(written)
  await here.close()
})

test('SX103 a relay that says again and again that it is another one gets what it has once more, and nothing is lost or twice', async () => {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const wire = memory.wire()
  const { engine: aisha, store } = await here.join('Aisha Rahman', 'staff', { network: wire })
  const priya = await staff(here, 'Priya Patel')
  await note(priya, 'one')
  await note(aisha, 'two')
  await sync(priya, aisha, priya)
  for (const generation of ['f', 'e', 'd']) {
    wire.setGeneration(generation.repeat(32))
    await sync(aisha, priya)
    expect(await store.get('meta', 'refill')).toBeUndefined()
  }
  expect(await notesAt(aisha, 2)).toEqual(['one', 'two'])
  expect(await notesAt(priya, 2)).toEqual(['one', 'two'])
  expect((await viewOf(aisha, 'sync', {})).needsYou).toEqual([])
  await here.close()
})

test('SX12 a relay that goes back and says that it is the same one is noticed, read again and filled again', async () => {
  const relays = await createFileRelays()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(relays.first) })
  const led = ledNetwork(relays.first)
  const { engine: aisha } = await here.join('Aisha Rahman', 'staff', { network: led.network })
  await sync(here.robot, aisha)
  const older = await relays.copy()
  await note(aisha, 'since the copy')
  await sync(aisha)
  const session = aisha.admin.session()!
  led.speakWith(older)
  led.wire().setGeneration(session.catchUp.cursor().generation!)
  await sync(aisha, aisha)
  expect(await readWentBack(session.device.sealedStore)).toMatchObject([{ said: false, times: 1, lost: 1 }])
  expect(await notesAt(aisha, 1)).toEqual(['since the copy'])
  expect((await viewOf(aisha, 'sync', {})).needsYou).toEqual([])
  const { space } = session.device.own
  const heads = await Promise.all([older, relays.first].map(({ relay }) => relay.store.spaceHead(space)))
  expect(heads[0]!.head).toBe(heads[1]!.head)
  await here.close()
  await relays.close()
})

test('SX319 SX790 her phone alone notices a relay that was put back under the same name, fills it again, and says nothing of it', async () => {
  const relays = await createFileRelays()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(relays.first) })
  const [hers, nurses] = [ledNetwork(relays.first), ledNetwork(relays.first)]
  const about = doreen.personId
  const { engine: nurse } = await here.join('Aisha Rahman', 'staff', { network: nurses.network })
  const { engine: phone } = await here.join('Doreen Ashworth', 'patient', { about, network: hers.network })
  await sync(here.robot, nurse, phone, here.robot, nurse, phone)
  const older = await relays.copy()
  const threadId = threadIdOf(here.robot.admin.privateGroup(about)!)
  const text = 'Is the nurse coming today?'
  expect(await phone.run({ type: 'send-message', ...intent(), threadId, text, answers: null })).toEqual({ ok: true })
  await sync(phone)
  const { catchUp, device } = phone.admin.session()!
  const { generation } = catchUp.cursor()
  hers.speakWith(older)
  await sync(phone, phone)
  expect(await readWentBack(device.sealedStore)).toMatchObject([{ said: false }])
  expect(catchUp.cursor().generation).toBe(generation)
  const shown = await viewOf(phone, 'sync', {}, ({ waiting }) => waiting.length === 0)
  expect(await readRefilledAt(phone.admin.store())).not.toBeNull()
  expect(shown).toMatchObject({ needsYou: [], refill: null, rollbacks: [] })
  // The nurse had read nothing of it, and has the older relay alone.
  nurses.speakWith(older)
  await sync(nurse)
  expect(await readWentBack(nurse.admin.session()!.device.sealedStore)).toEqual([])
  const { messages } = await viewOf(nurse, 'thread', { threadId }, (view) => view.messages.length > 0)
  expect(messages.map((message) => message.text)).toEqual([text])
  await here.close()
  await relays.close()
})
