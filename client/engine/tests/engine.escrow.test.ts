/** KR285: a key that the recovery kit could not open is noticed by a colleague’s device, and followed by one that it can. */
import { expect, test } from 'vitest'
import { postHarmedEpoch } from '../testing/harmed-epoch.ts'
import { doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues } from '../testing/two-colleagues.ts'

test('KR285 a false escrow is told, followed by a key that the kit opens, and once a session', async () => {
  const two = await startTwoColleagues()
  const [aisha, priya] = [two.aisha.engine, two.priya.engine]
  const { chains, keyring } = aisha.admin.session()!.device
  const care = two.here.robot.admin.careGroup(person.personId)!
  const epochs = () => chains.state(care)!.epochs.length
  const told = async () =>
    (await viewOf(aisha, 'sync', {})).parked.filter(({ reason }) => reason === 'false-escrow').length
  await sync(aisha, priya)
  const before = epochs()
  expect([await told(), await keyring.checkArchive(care, before - 1)]).toEqual([0, 'good'])

  await postHarmedEpoch(priya, care, 'false-escrow', two.memory.clock)
  await sync(aisha, aisha)
  expect(await keyring.checkArchive(care, before)).toBe('false-escrow')
  expect([await told(), epochs()]).toEqual([1, before + 2])
  expect(await keyring.checkArchive(care, before + 1)).toBe('good')
  await sync(priya, aisha)
  expect(epochs()).toBe(before + 2)
  expect(await priya.admin.session()!.device.keyring.groupKey(care, before + 1)).toBeDefined()

  await postHarmedEpoch(priya, care, 'false-escrow', two.memory.clock)
  await sync(aisha, aisha)
  expect([await told(), epochs()]).toEqual([2, before + 3])
  await two.here.close()
})
