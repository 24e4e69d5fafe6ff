/** SX17: a team whose key moved on leaves every group to renew; that and the missing boxes take a few requests. */
import { afterEach, expect, test } from 'vitest'
import { isStale } from '../../../shared/membership/rights.ts'
import { createSystemNetwork } from '../platform/network.ts'
import { doreen, idOf, must, type Neighbourhood, startNeighbourhood, sync } from '../testing/neighbourhood.ts'

const count = 40
const people = Array.from(
  { length: count },
  (_, number) => ({ ...doreen, personId: idOf(`person ${number}`) }) as never,
)

let here: Neighbourhood | undefined
afterEach(() => here?.close())

test('SX17 renewing and healing the groups of forty people costs a dozen requests, and none is left out', async () => {
  here = await startNeighbourhood({ people })
  const { robot } = here
  const priya = await here.join('Priya Patel', 'staff')
  const system = createSystemNetwork()
  let asked = 0
  const network = {
    ...system,
    fetch: (url: string, init: RequestInit) => {
      if (/control|boxes/.test(url)) asked++
      return system.fetch(url, init)
    },
  }
  const aisha = await here.join('Aisha Rahman', 'staff', { network })
  expect(asked).toBeLessThan(5)
  const gone = priya.engine.admin.session()!.device.device
  await priya.engine.close()
  must(await robot.admin.removeDevice(robot.admin.space() as never, gone))
  asked = 0
  await sync(aisha.engine, robot, aisha.engine)
  const { chains } = aisha.engine.admin.session()!.device
  const groups = chains.all().filter(({ kind }) => kind !== 'team')
  expect(groups).toHaveLength(2 * count)
  expect(groups.filter((chain) => isStale(chain, chains.team()))).toEqual([])
  expect(asked).toBeLessThan(12)
})
