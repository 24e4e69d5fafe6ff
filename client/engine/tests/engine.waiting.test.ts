/** A device that nobody has let in yet has nothing to open. */
import { beforeEach, expect, test } from 'vitest'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
} from '../testing/neighbourhood.ts'

let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

test('JO1037 a device that waits is opened by no secret, right or wrong, shows nothing else meanwhile, and is let in all the same', async () => {
  const first = here.device({ network: memory.wire() })
  await joinWith(first.engine, await here.invite('Ben Okafor', 'staff'))
  const again = here.device({ network: memory.wire(), store: first.store.reopen() })
  for (const { engine } of [first, again]) {
    await stateOf(engine, ({ type }) => type === 'waiting-to-join')
    const shown = new Set<string>()
    const stop = engine.watchDevice(({ type }) => void shown.add(type))
    for (const secret of [passphrase, 'something else entirely', null])
      expect(await engine.unlock(secret)).toMatchObject({ ok: false, problem: { type: 'broken' } })
    stop()
    expect([...shown]).toEqual(['waiting-to-join'])
  }
  await sync(again.engine, here.robot, again.engine)
  await stateOf(again.engine, ({ type }) => type === 'locked')
  expect(await again.engine.unlock(passphrase)).toEqual({ ok: true })
  await openState(again.engine)
})
