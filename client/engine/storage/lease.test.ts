/** VA13-VA15, VA965: how long a device can be opened without having heard from the relay. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import {
  type Lease,
  type LeaseTerm,
  leasePlace,
  leaseTerms,
  newLease,
  parseLease,
  seenNow,
  standingOf,
} from './lease.ts'
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

const start = 1_700_000_000_000

/** What a lease that nothing was heard for since `start` comes to by these looks at the clock. */
function after(looks: readonly number[], term: LeaseTerm): Lease {
  return looks.reduce((lease, now) => seenNow(lease, now as Instant, term), newLease(start as Instant))
}

const isOver = (lease: Lease, now: number, term: LeaseTerm) => standingOf(lease, now as Instant, term).type === 'over'

const terms = fc.constantFrom<LeaseTerm>('staff', 'public')
const look = fc.integer({ min: 0, max: 200 * day }).map((ms) => start + ms)
const looks = fc.array(look, { maxLength: 12 })

test('VA15 however the clock is turned, without contact the days only become fewer', () => {
  fc.assert(
    fc.property(terms, looks, look, look, (term, before, more, now) => {
      const [lease, later] = [after(before, term), after([...before, more], term)]
      expect(standingOf(later, now as Instant, term).endsAt).toBe(start + leaseTerms[term].wholeMs)
      if (isOver(lease, now, term)) expect(isOver(later, now, term)).toBe(true)
    }),
  )
})

test('VA15 with no look that leaps it is over once any clock has shown its end, wherever the clock is put then', () => {
  const { wholeMs } = leaseTerms.staff
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40 * day, max: 2 * wholeMs - 1 }), { maxLength: 12 }), (steps) => {
      let highest = start
      const seen = steps.map((step) => {
        const now = Math.max(0, highest + step)
        highest = Math.max(highest, now)
        return now
      })
      const now = seen.at(-1) ?? start
      expect(isOver(after(seen, 'staff'), now, 'staff')).toBe(highest - start >= wholeMs)
    }),
  )
})

test('VA15 VA965 a true clock closes it at its end, however seldom it is looked at', () => {
  fc.assert(
    fc.property(terms, looks, (term, unsorted) => {
      const seen = unsorted.toSorted((a, b) => a - b)
      for (const [at, now] of seen.entries()) {
        expect(isOver(after(seen.slice(0, at), term), now, term)).toBe(now - start >= leaseTerms[term].wholeMs)
      }
    }),
  )
})

test('VA965 a clock that leapt opens nothing while it stands there, and put right it has taken nothing', () => {
  const far = fc.integer({ min: 0, max: 9_000 * day })
  fc.assert(
    fc.property(terms, looks, fc.array(far, { minLength: 1, maxLength: 4 }), look, (term, before, beyond, now) => {
      const lease = after(before, term)
      const leaps = beyond.map((ms) => lease.seenAt + 2 * leaseTerms[term].wholeMs + ms)
      for (const leap of leaps) {
        expect(standingOf(lease, leap as Instant, term)).toMatchObject({ type: 'over', clockLeapt: true })
      }
      expect(after([...before, ...leaps, now], term)).toEqual(after([...before, now], term))
    }),
  )
})

test('VA965 who has used it day by day, up to its end, opens it by no turn of the clock', () => {
  const { wholeMs } = leaseTerms.staff
  const used = fc.array(fc.integer({ min: day / 4, max: wholeMs }), { minLength: 1, maxLength: 30 })
  const turns = fc.array(fc.integer({ min: 0, max: start + 9_000 * day }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(used, turns, (steps, turned) => {
      const seen: number[] = []
      for (let now = start; now - start < wholeMs; ) {
        now += steps[seen.length % steps.length]!
        seen.push(now)
      }
      for (const at of turned.keys()) {
        const lease = after([...seen, ...turned.slice(0, at)], 'staff')
        expect(isOver(lease, turned[at]!, 'staff')).toBe(true)
      }
    }),
  )
})

test('VA965 a tablet whose clock stood years ahead for a while opens once it is put right, without a word from the relay', async () => {
  const { clock, restart } = await setup()
  clock.advance(2 * day)
  await restart().state()
  clock.advance(365 * day)
  expect(await restart().state()).toMatchObject({ lease: { type: 'over', clockLeapt: true } })
  expect(await restart().unlock(passphrase)).toEqual({ ok: false, error: { type: 'lease-over' } })
  clock.advance(-365 * day)
  const vault = restart()
  expect(await vault.state()).toMatchObject({ lease: { type: 'good', clockSetBack: false, clockLeapt: false } })
  expect((await vault.unlock(passphrase)).ok).toBe(true)
  clock.advance(12 * day)
  expect(await restart().unlock(passphrase)).toEqual({ ok: false, error: { type: 'lease-over' } })
})

test('VA15 a lease that was over by a clock some weeks ahead begins anew at the next word from the relay', async () => {
  const { clock, restart } = await setup()
  clock.advance(20 * day)
  await restart().state()
  clock.advance(-20 * day)
  const vault = restart()
  expect(await vault.state()).toMatchObject({ lease: { type: 'over', clockSetBack: true } })
  await vault.noteContact()
  expect(await restart().state()).toMatchObject({ lease: { type: 'good', clockSetBack: false } })
  clock.advance(14 * day)
  expect(await restart().state()).toMatchObject({ lease: { type: 'over' } })
})

test('VA13 a row that cannot be read begins anew and throws nothing', async () => {
  const { clock, restart, store } = await setup()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void parseLease(bytes, clock.now())))
  clock.advance(20 * day)
  await store.reopen().commit([{ ...leasePlace, value: new Uint8Array([0xff]) }])
  expect((await restart().unlock(passphrase)).ok).toBe(true)
})
