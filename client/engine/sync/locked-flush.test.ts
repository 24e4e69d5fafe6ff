/** SX1067: the disk under a flush of a locked device. */
import { expect, test } from 'vitest'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { stillTimer } from '../testing/memory-relay.ts'
import { startLockedFlush } from './locked-flush.ts'

/** A disk that answers no more, as soon as it is told to. */
function flushOnDyingDisk() {
  const dying = Promise.withResolvers<undefined>()
  const unheard = () => Promise.reject(new Error('nothing is to be sent'))
  const flush = startLockedFlush({
    store: { ...createMemoryDeviceStore(), get: () => dying.promise },
    relay: { append: unheard, appendControl: unheard, holdBlob: unheard },
    clock: createManualClock(),
    timer: stillTimer,
    random: createSeededRandom('flush'),
    onSent: async () => {},
    wantsContact: () => false,
    onContact: async () => {},
    askStanding: async () => ({ type: 'unheard' }),
    onRemoved: () => {},
  })
  return { flush, die: () => dying.reject(new Error('closed')) }
}

test('SX1067 a disk that was closed under a flush nobody wants any more is no failure; under one that is wanted it is heard', async () => {
  const wanted = flushOnDyingDisk()
  const heard = expect(wanted.flush.idle()).rejects.toThrow('closed')
  wanted.die()
  await heard
  const unwanted = flushOnDyingDisk()
  const idle = unwanted.flush.idle()
  await unwanted.flush.stop()
  unwanted.die()
  await idle
})
