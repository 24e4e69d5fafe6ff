import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { turnOf } from './turns.ts'

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const device = fc.record({
  id,
  member: fc.constantFrom('aisha', 'ben', 'priya', 'lena'),
  role: fc.constantFrom('staff', 'staff', 'administrator'),
  removedAt: fc.constantFrom(null, null, null, { seq: 1 }),
})

test('PB3 every device of a team works out one order: each has a place of its own, those whose doing it was first', () => {
  const devices = fc.uniqueArray(device, { minLength: 1, maxLength: 12, selector: (each) => each.id })
  fc.assert(
    fc.property(devices, id, fc.constantFrom<readonly string[]>([], ['ben'], ['ben', 'lena']), (all, about, before) => {
      const entries = all.map(({ id: own, ...rest }) => [
        own,
        { ...rest, keys: { device: own } } as unknown as ChainDevice,
      ])
      const team = { devices: Object.fromEntries(entries) } as ChainState
      const may = all.filter(({ removedAt, role }) => removedAt === null && role === 'staff')
      const place = (own: string) =>
        turnOf({ team, device: own as DeviceId, about: hexToBytes(about), before: new Set(before) })
      const places = may.map((each) => place(each.id))
      expect([...places].sort((a, b) => a - b)).toEqual(may.map((_, index) => index))
      const firsts = may.filter(({ member }) => before.includes(member)).map((each) => place(each.id))
      expect(firsts.every((turn) => turn < firsts.length)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
