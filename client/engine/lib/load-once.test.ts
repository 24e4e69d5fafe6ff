/** PF1066: what is loaded with the first need of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadOnce } from './load-once.ts'

test('PF1066 a load that failed is said to whoever asked, tried again by who asks next, and kept once it is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }), async (askers) => {
      let loads = 0
      const load = loadOnce(async () => {
        if (loads++ < askers.length) throw new Error('no signal')
        return 'here'
      })
      for (const many of askers) {
        const answers = await Promise.allSettled(Array.from({ length: many }, load))
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'))
      }
      expect(await Promise.all([load(), load()])).toEqual(['here', 'here'])
      expect(await load()).toBe('here')
      expect(loads).toBe(askers.length + 1)
    }),
  )
})
