/** VA13-VA15: how long a device can be opened without having heard from the relay. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import { leasePlace, leaseTerms, newLease, parseLease, seenNow, standingOf } from './lease.ts'
import { createVault } from './vault.ts'

const day = 86_400_000
const cost = { memoryKiB: 64, passes: 1 }
const passphrase = 'kettle marmalade umbrella'

async function setup(given: string | null = passphrase) {
  const store = createMemoryDeviceStore()
  const clock = createManualClock()
  const random = createSeededRandom('lease')
  const restart = () => createVault({ store: store.reopen(), clock, random, cost })
  const created = await restart().create({ secret: random.bytes(32), passphrase: given, name: 'Aisha' })
  if (!created.ok) throw new Error('not created')
  return { clock, restart, store }
}

test.each([
  [passphrase, 14],
  [null, 60],
] as const)(
  'VA13 the vault (%s) opens up to the last moment of %i days without contact, and not after',
  async (given, days) => {
    const { clock, restart } = await setup(given)
    clock.advance(days * day - 1)
    expect((await restart().unlock(given)).ok).toBe(true)
    clock.advance(1)
    expect(await restart().unlock(given)).toEqual({ ok: false, error: { type: 'lease-over' } })
    expect(await restart().state()).toMatchObject({ lease: { type: 'over' }, waitUntil: null })
  },
)

test('VA13 a word from the relay begins it anew, also when it was over', async () => {
  const { clock, restart } = await setup()
  clock.advance(20 * day)
  const vault = restart()
  expect((await vault.state()).type).toBe('closed')
  await vault.noteContact()
  clock.advance(13 * day)
  expect((await restart().unlock(passphrase)).ok).toBe(true)
})

test('VA14 it says so in time: staff three days before, the public seven', async () => {
  for (const [given, days] of [
    [passphrase, 11],
    [null, 53],
  ] as const) {
    const { clock, restart } = await setup(given)
    clock.advance(days * day - 1)
    expect(await restart().state()).toMatchObject({ lease: { type: 'good' } })
    clock.advance(1)
    expect(await restart().state()).toMatchObject({ lease: { type: 'ending' } })
  }
})

test('VA15 a clock set back warns, opens, and gains no day', async () => {
  const { clock, restart } = await setup()
  clock.advance(10 * day)
  await restart().state()
  clock.advance(-9 * day)
  const vault = restart()
  expect(await vault.state()).toMatchObject({ lease: { type: 'good', clockSetBack: true } })
  expect((await vault.unlock(passphrase)).ok).toBe(true)
  clock.advance(9 * day + 4 * day)
  expect(await restart().unlock(passphrase)).toEqual({ ok: false, error: { type: 'lease-over' } })
})

test('VA15 a clock that stood years ahead for a while is forgiven at the next word from the relay', async () => {
  const { clock, restart } = await setup()
  clock.advance(900 * day)
  await restart().state()
  clock.advance(-900 * day)
  const vault = restart()
  expect(await vault.state()).toMatchObject({ lease: { type: 'over', clockSetBack: true } })
  await vault.noteContact()
  expect(await restart().state()).toMatchObject({ lease: { type: 'good', clockSetBack: false } })
  clock.advance(14 * day)
  expect(await restart().state()).toMatchObject({ lease: { type: 'over' } })
})

test('VA15 however the clock is turned, without contact the days only become fewer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40 * day, max: 40 * day }), { maxLength: 12 }), (steps) => {
      const start = 1_700_000_000_000
      let lease = newLease(start as Instant)
      let now = start
      let highest = start
      for (const step of steps) {
        now = Math.max(0, now + step)
        highest = Math.max(highest, now)
        lease = seenNow(lease, now as Instant)
        const { type, endsAt } = standingOf(lease, now as Instant, 'staff')
        expect(endsAt).toBe(start + leaseTerms.staff.wholeMs)
        expect(type === 'over').toBe(highest - start >= leaseTerms.staff.wholeMs)
      }
    }),
  )
})

test('VA13 a row that cannot be read begins anew and throws nothing', async () => {
  const { clock, restart, store } = await setup()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void parseLease(bytes, clock.now())))
  clock.advance(20 * day)
  await store.reopen().commit([{ ...leasePlace, value: new Uint8Array([0xff]) }])
  expect((await restart().unlock(passphrase)).ok).toBe(true)
})
