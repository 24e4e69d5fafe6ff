/** What a colleague wrote lies here, and the relay keeps back what it needs to be shown: never called nothing. The real relay, in memory. */
import { expect, test } from 'vitest'
import type { MemberId } from '../../../shared/lib/ids.ts'
import { readGroupLog } from '../sync/group-log.ts'
import { doreen, idOf, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen

test('QV770 while the relay keeps back the chain entry that a colleague’s words build on, the record is not called complete', async () => {
  const two = await startTwoColleagues()
  const { aisha, priya } = two
  const round = ['Aisha Rahman', 'Priya Patel'].map((name) => idOf<MemberId>(name))
  must(await two.here.robot.admin.setRound(doreen.roundId, round))
  await sync(two.here.robot, aisha.engine, priya.engine)
  const isComplete = async () => (await viewOf(priya.engine, 'person', { personId })).complete
  expect(await isComplete()).toBe(true)

  priya.wire.setFate('request-lost')
  await two.join('Ben Okafor')
  await sync(aisha.engine)
  const { at, commandId } = two.intent()
  const note = { words: '', found: 'More breathless.', did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note } as const
  expect(await aisha.engine.run({ ...visit, commandId, at, startedAt: at })).toMatchObject({ ok: true })
  await sync(aisha.engine)
  const care = two.here.robot.admin.careGroup(personId)!
  const written = (await readGroupLog(aisha.engine.admin.store(), care)).at(-1)!
  const { device, receiver } = priya.engine.admin.session()!
  must(await receiver.take([{ type: 'entry', arrival: 900, bytes: written.bytes, storedAt: 1 } as never], []))
  expect(device.parked.waiting().map((item) => item.for)).toEqual(['chain'])
  expect(await isComplete()).toBe(false)

  priya.wire.setFate('delivered')
  await sync(priya.engine)
  expect(device.parked.waiting()).toEqual([])
  expect(await isComplete()).toBe(true)
  expect((await viewOf(priya.engine, 'person', { personId })).story[0]?.lines.join()).toContain('More breathless.')
  await two.here.close()
})
