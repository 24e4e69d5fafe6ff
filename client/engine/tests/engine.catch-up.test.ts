/** A device that was away: what comes in several batches is shown once, after the last of them. */
import { expect, test } from 'vitest'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  joinWith,
  memoryRelayPlace,
  must,
  openState,
  startNeighbourhood,
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
