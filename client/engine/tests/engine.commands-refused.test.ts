/** CM1060: what somebody asks to have written and what cannot be says so, and leaves nothing half done. The real relay, in memory. */
import { expect, test } from 'vitest'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { passphrase, doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = person
const draftKey = `visit/${personId}/unplanned`

test('CM1060 on a full disk, without an id and on a locked device nothing is called written, and asked again it is written once', async () => {
  const two = await startTwoColleagues()
  const store = createMemoryDeviceStore()
  const { engine } = await two.join('Aisha Rahman', undefined, { store })
  await sync(two.here.robot, engine)
  const { admin } = two.here.robot
  await sync(two.here.robot)
  const care = admin.careGroup(personId)!
  expect(engine.admin.session()!.device.chains.state(care)).toBeDefined()
  const what = two.intent()
  const words = { words: '', found: 'Crackles', did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note: words } as const
  const write = { ...visit, ...what, startedAt: what.at }
  const draft = { type: 'save-draft', key: draftKey, value: 'half typed', ...two.intent() } as const
  const notes = async () =>
    (await viewOf(engine, 'person', { personId })).story.filter(({ kind }) => kind === 'note').length
  const refused = (type: string) => ({ ok: false, problem: { type } })
  const before = store.dump().length

  store.fail({ type: 'no-space' })
  expect(await engine.run(write)).toEqual(refused('no-space'))
  expect(await engine.run(draft)).toEqual(refused('no-space'))
  store.fail(null)
  expect(await engine.run({ ...write, commandId: '' })).toEqual(refused('nothing-written'))
  expect(await engine.run({ ...write, commandId: 'not an id' })).toEqual(refused('nothing-written'))
  expect([await notes(), store.dump().length]).toEqual([0, before])
  expect((await viewOf(engine, 'draft', { key: draftKey })).value).toBeNull()

  await engine.lock()
  expect(await engine.run(write)).toEqual(refused('not-open'))
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  for (const _ of [1, 2]) expect(await engine.run(write)).toEqual({ ok: true })
  expect(await notes()).toBe(1)
  await sync(engine)
  await two.here.close()
})
