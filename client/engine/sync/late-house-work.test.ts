/** SX966: what is loaded late is not begun for a session that has ended. */
import { expect, test } from 'vitest'
import type { HouseWorkDeps } from './house-work.ts'
import { createLateHouseWork } from './late-house-work.ts'

test('SX966 house work whose file comes after it was stopped is never made', async () => {
  const touched: PropertyKey[] = []
  const given = new Proxy({} as HouseWorkDeps, {
    get: (_, name) => {
      touched.push(name)
      throw new Error('made')
    },
  })
  const work = createLateHouseWork(given)
  const running = work.run(null)
  work.stop()
  expect(await running).toEqual({ type: 'idle' })
  expect(await work.run(null)).toEqual({ type: 'idle' })
  expect(touched).toEqual([])
})
