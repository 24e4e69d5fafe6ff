/** SX160: what the relay says of chains that were begun without signal, and what is kept of them then. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { err, ok } from '../../../shared/lib/result.ts'
import { encodeControlAppend } from '../../../shared/protocol/control-append.ts'
import { createSerial } from '../lib/serial.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { hasBegun, postBegun } from './begun.ts'
import type { RelayClient } from './relay-client.ts'

type Said = 'stored' | 'unknown-or-forbidden' | 'too-many-requests' | 'no-signal'

const outcomes = {
  stored: 'ok',
  'unknown-or-forbidden': 'ok',
  'too-many-requests': 'refused',
  'no-signal': 'no-signal',
}

function answered(said: Said): ReturnType<RelayClient['appendControl']> {
  if (said === 'no-signal') return Promise.resolve(err({ type: said }))
  return Promise.resolve(
    ok([said === 'stored' ? { type: said, arrival: 1 as never } : { type: 'refused', problem: said }]),
  )
}

test('SX160 SX1062 a relay that is not heard or asks for time ends it, and all from there on is kept; what it will not have holds up nothing', async () => {
  const said = fc.constantFrom<Said>('stored', 'unknown-or-forbidden', 'too-many-requests', 'no-signal')
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 5 }), async (plan) => {
      const store = createMemoryDeviceStore()
      const rows = plan.map((_, index) => `begun/${'a'.repeat(32)}/${String(index).repeat(32)}`)
      const value = encodeControlAppend([{ control: new Uint8Array([1]), boxes: [] }])
      await store.commit(rows.map((key) => ({ store: 'meta', key, value })))
      let asked = 0
      const relay: Pick<RelayClient, 'appendControl'> = { appendControl: () => answered(plan[asked++]!) }
      const outcome = await postBegun({ relay, store, commitLock: createSerial() })
      const ending = plan.findIndex((each) => outcomes[each] !== 'ok')
      expect(outcome.type).toBe(ending === -1 ? 'ok' : outcomes[plan[ending]!])
      expect(asked).toBe(ending === -1 ? plan.length : ending + 1)
      const kept = rows.filter((_, index) => plan[index] !== 'stored' || (ending !== -1 && index > ending))
      expect((await store.scan('meta', 'begun/', 'begun/~')).map(({ key }) => key)).toEqual(kept)
      expect(await hasBegun(store)).toBe(kept.length > 0)
    }),
  )
})
