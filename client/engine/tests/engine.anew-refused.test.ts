/** SX180, SX255: when a device does not start anew, and stays who it is. The real relay, in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { AppendOutcome } from '../../../server/entry-store/entry-store.ts'
import { readSuccessor } from '../succession/successor.ts'
import { doreen, idOf, stateOf, sync } from '../testing/neighbourhood.ts'
import { type CopiedDevice, copyOf, type OldCopies, startOldCopies } from '../testing/old-copies.ts'

let copies: OldCopies
let aisha: CopiedDevice

beforeEach(async () => {
  copies = await startOldCopies()
  aisha = await copies.join('Aisha Rahman')
  await sync(copies.here.robot, aisha.engine)
  return () => copies.here.close()
})

/** Written on after its copy was made, and the copy then on. */
async function forked(): Promise<CopiedDevice> {
  const copy = await copyOf(aisha)
  await copies.note(aisha, 'newer')
  await sync(aisha.engine)
  const old = await copies.restored(aisha, copy, 'request-lost')
  await copies.note(old, 'on the old copy')
  old.wire.setFate('delivered')
  await sync(old.engine)
  return old
}

const failed = (problem: string) => ({ type: 'failed', problem })
const begin = ({ engine }: CopiedDevice) => engine.anewAct({ type: 'begin' })

/** On the chain and on the disk alike. */
async function isWhoItWas({ engine, store }: CopiedDevice): Promise<boolean> {
  await sync(copies.here.robot)
  const { device } = engine.admin.session()!.device
  const { devices } = copies.here.robot.admin.session()!.device.chains.team()!
  return devices[device]!.removedAt === null && (await readSuccessor(store)) === null
}

/** Whatever is on the way to a chain is answered so. */
function answerControls(outcome: AppendOutcome): () => void {
  const { store } = copies.memory.relay
  const { append } = store
  Object.assign(store, {
    append: (...args: Parameters<typeof append>) =>
      args[1][0]?.type === 'control' ? Promise.resolve(args[1].map(() => outcome)) : append(...args),
  })
  return () => void Object.assign(store, { append })
}

test('SX180 a device whose feed has one history does not start anew', async () => {
  expect(await begin(aisha)).toEqual(failed('not-needed'))
  expect(await isWhoItWas(aisha)).toBe(true)
})

test('SX180 a locked device does not start anew', async () => {
  const old = await forked()
  await old.engine.lock()
  expect(await begin(old)).toEqual(failed('not-open'))
})

test('SX180 without signal no other identity is named', async () => {
  const before = await forked()
  const old = await copies.restored(before, before.store.reopen(), 'request-lost')
  await stateOf(old.engine, ({ type }) => type === 'open')
  expect(await begin(old)).toEqual(failed('no-signal'))
  expect(await isWhoItWas(old)).toBe(true)
})

test('SX180 keys that the disk did not keep are handed nothing', async () => {
  const old = await forked()
  old.store.fail({ type: 'no-space' })
  expect(await begin(old)).toEqual(failed('no-space'))
  old.store.fail(null)
  expect(await isWhoItWas(old)).toBe(true)
})

test('SX160 SX180 while a record begun here has not left, the device that signed its beginning stays', async () => {
  const old = await forked()
  old.wire.setFate('request-lost', '/control')
  const { address, born, gender, phone } = doreen
  const rest = { address, born, gender, phone, access: '', needs: '', nhsNumber: '' }
  const person = { ...rest, name: { ...doreen.name, given: 'Walter' } }
  const added = await old.engine.run({
    ...{ type: 'add-person', commandId: idOf<string>('walter'), at: copies.memory.clock.now(), person },
    ...{ nurseId: idOf<string>('Aisha Rahman'), alsoIds: [], notThese: [] },
  })
  expect(added).toEqual({ ok: true })
  expect(await begin(old)).toEqual(failed('not-yet'))
})

test.each([
  ['for good', 'over-quota'],
  ['each time since somebody was there first', 'compare-and-swap'],
] as const)('SX180 where the relay refuses its chain %s it says so and is who it was', async (_name, reason) => {
  const old = await forked()
  const stop = answerControls({ type: 'refused', reason })
  expect(await begin(old)).toEqual(failed('refused'))
  stop()
  await sync(copies.here.robot)
  const { device } = old.engine.admin.session()!.device
  expect(copies.here.robot.admin.session()!.device.chains.team()!.devices[device]!.removedAt).toBeNull()
  expect(await begin(old)).toEqual({ type: 'begun' })
})
