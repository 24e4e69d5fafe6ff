/** A device that was away: what comes in several batches is shown once, after the last of them. */
import { expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import type { RecordId } from '../../domain/ids.ts'
import { writeNote } from '../../domain/records/note.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  intent,
  joinWith,
  memoryRelayPlace,
  must,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = doreen
const lines = ['ca', 'cb', 'cc', 'cd', 'ce', 'cf'].map((byte) => byte.repeat(16))

test('DC20 a list waits while more of it is on its way, and a stream that breaks shows what came', async () => {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const wire = memory.wire()
  const disk = createMemoryDeviceStore()
  let look = () => {}
  const store: typeof disk = {
    ...disk,
    commit: async (writes) => {
      const done = await disk.commit(writes)
      look()
      return done
    },
  }
  const { engine } = here.device({ network: wire, store })
  await joinWith(engine, await here.invite('Aisha Rahman', 'staff'))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  const shown = async () => (await viewOf(engine, 'person', { personId })).medicines.length
  expect(await shown()).toBe(0)

  wire.setFate('request-lost')
  for (const id of lines) {
    must(await here.robot.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, id, carbocisteine)))
  }
  await sync(here.robot)
  const waits: boolean[] = []
  look = () => waits.push(engine.admin.session()!.documents.isWaiting('medicines', personId))
  wire.setFate('stream-cut')
  await sync(engine)
  // Kept with its batch, shown in a commit of its own.
  expect(waits.slice(0, 2)).toEqual([true, true])
  expect(engine.admin.session()!.documents.isWaiting('medicines', personId)).toBe(false)
  const came = await shown()
  expect(came).toBeGreaterThan(0)
  expect(came).toBeLessThan(lines.length)

  wire.setFate('delivered')
  await sync(engine)
  expect(await shown()).toBe(lines.length)
  await here.close()
})

test('SX4 a session that has run out is asked for again, and what it stopped is done with it', async () => {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const { engine } = await here.join('Aisha Rahman', 'staff', { network: memory.wire() })
  await sync(here.robot, engine)
  memory.clock.advance(48 * 3_600_000)
  await sync(here.robot)
  must(
    await here.robot.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, lines[0]!, carbocisteine)),
  )
  await sync(here.robot, engine)
  expect((await viewOf(engine, 'person', { personId })).medicines).toHaveLength(1)
  expect(engine.admin.session()!.runner.state().failures).toBe(0)
  await here.close()
})

async function writeNotes({ admin }: Engine, label: string, count: number): Promise<void> {
  const author = { memberId: idOf<MemberId>('Robot'), name: 'Robot', role: 'administrator', face: '' }
  const records = Array.from({ length: count }, (_, number) => {
    const id = idOf<RecordId>(`${label} ${number}`)
    const base = admin.historyBase({ id, at: (1_000 + number) as Instant, author, about: personId })
    return must(writeNote({ visitId: null, words: `${label} ${number}`, found: '', did: '', next: '' }, base))
  })
  must(await admin.writeRecords([{ key: idOf(label), group: admin.careGroup(personId)!, records }]))
}

/** Without waiting for what is done in quiet moments afterwards. */
async function pull(engine: Engine): Promise<void> {
  await engine.syncNow()
  await engine.admin.session()!.runner.idle()
}

test('PG440 PG442 a device killed after a large batch has all of it; what it then writes, and folds, stays', async () => {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const { engine, store } = await here.join('Aisha Rahman', 'staff')
  await sync(engine)
  await writeNotes(here.robot, 'one', 40)
  await sync(here.robot)
  await pull(engine)
  await writeNotes(here.robot, 'two', 40)
  await sync(here.robot)
  await pull(engine)
  expect(engine.admin.session()!.device.pages.isBehind()).toBe(true)
  const disk = store.reopen()
  await engine.close()

  const { engine: again } = here.device({ store: disk })
  await stateOf(again, ({ type }) => type === 'locked')
  await again.unlock(passphrase)
  expect(again.admin.session()!.device.pages.isBehind()).toBe(true)
  const shown = async (device: Engine) => (await viewOf(device, 'person', { personId })).story.length
  const note = { words: 'Her own', found: '', did: '', next: '' }
  const own = intent()
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  expect(await again.run({ ...visit, startedAt: own.at, ...own })).toEqual({ ok: true })
  expect(await shown(again)).toBe(81)
  await again.settle()
  expect(again.admin.session()!.device.pages.isBehind()).toBe(false)
  const last = here.device({ store: disk.reopen() }).engine
  await stateOf(last, ({ type }) => type === 'locked')
  await last.unlock(passphrase)
  expect(await shown(last)).toBe(81)
  await here.close()
})
