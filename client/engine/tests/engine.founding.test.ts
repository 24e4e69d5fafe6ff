/** Lena founds a real team by the relay keeper's link: no demo, no robot, no public kit; through the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bytes, bytesToBase64Url } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { encodeFoundingFragment } from '../../../shared/protocol/founding-link.ts'
import { encodeRecoveryFragment } from '../../../shared/protocol/recovery-link.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { FoundRequest } from '../../engine-api/founding.ts'
import type { AddPerson } from '../../engine-api/people-commands.ts'
import { joinShares, readShare, splitSeed } from '../archive/shares.ts'
import type { Engine } from '../engine.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf, teamOf } from '../testing/founded-team.ts'
import { doreen, intent, openState, passphrase, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'

let place: FoundedPlace

beforeEach(async () => {
  place = await createFoundedPlace()
})
afterEach(() => place.close())

function adding(engine: Engine): AddPerson {
  const { member } = engine.admin.session()!.device.own
  const name = { family: 'Moss', given: 'Walter', title: '', preferred: '' }
  const rest = { born: '1939-02-11', gender: '', nhsNumber: '', address: '', phone: '', access: '', needs: '' }
  return { type: 'add-person', person: { name, ...rest }, nurseId: member, alsoIds: [], notThese: [], ...intent() }
}

const asked = (over: Partial<FoundRequest> = {}) => place.asked(over)
const addSomebody = (engine: Engine) => engine.admin.ensurePeople([doreen])

test('FD80 FD81 Lena founds team and board by the link, once, and nothing is left to the relay but sealed things', async () => {
  const lena = await place.found()
  const state = (await stateOf(lena, ({ type }) => type === 'open')) as DeviceState & { readonly type: 'open' }
  expect(state.me).toMatchObject({ audience: 'staff', spaceName: 'Elm Street', signature: { name: 'Lena Hart' } })
  expect(lena.admin.boardGroup()).not.toBeNull()
  expect(teamOf(lena).root).not.toBeNull()
  const { engine: other } = place.device()
  expect(await other.found(asked())).toEqual({ ok: false, problem: { type: 'link-used' } })
  expect(await stateOf(other, () => true)).toEqual({ type: 'empty' })
  expect(await other.found(asked({ fragment: await place.newLink('another') }))).toEqual({ ok: true })
})

test('FD80 FD1036 what is amiss is said, and nothing is made', async () => {
  const { engine, store } = place.device()
  const problemOf = async (over: Partial<FoundRequest>) => {
    const outcome = await engine.found(asked(over))
    return outcome.ok ? 'ok' : outcome.problem.type
  }
  expect(await problemOf({ fragment: '#f=nonsense' })).toBe('link-broken')
  expect(await problemOf({ spaceName: ' ' })).toBe('nothing-written')
  expect(await problemOf({ passphrase: 'short' })).toBe('passphrase-too-short')
  expect(await problemOf({ spaceName: 'x'.repeat(201) })).toBe('too-long')
  expect(
    await problemOf({
      fragment: encodeFoundingFragment({
        secret: seededBytes('no', 16),
        expiresAt: 1 as Instant,
        relayKey: seededBytes('relay', 32),
      }),
    }),
  ).toBe('link-over')
  expect(await store.scan('meta', '', '~')).toEqual([])
})

test('JO1011 a device that is somebody’s is begun anew by no link: it says so, open or locked, and keeps what it has', async () => {
  const { engine, store } = place.device()
  expect(await engine.found(asked())).toEqual({ ok: true })
  await openState(engine)
  await sync(engine)
  const colleague = place.device().engine
  expect(await colleague.found(asked({ fragment: await place.newLink('another') }))).toEqual({ ok: true })
  await openState(colleague)
  const invited = await colleague.teamAct({ type: 'invite-own-device' })
  if (invited.type !== 'invited') throw new Error(invited.type)
  const reading = await engine.readInvite(invited.fragment)
  if (reading.type !== 'good') throw new Error(reading.type)
  const { invite } = reading
  const sheets = await sheetsOf(colleague)
  const expiresAt = (place.memory.clock.now() + 1_000) as Instant
  const { space } = colleague.admin.session()!.device.own
  const recovery = encodeRecoveryFragment({ space, secret: seededBytes('recovery', 16), expiresAt })
  const isRefused = async () => {
    const before = store.dump()
    const already = { ok: false, problem: { type: 'already-joined' } }
    expect(await engine.join({ invite, name: 'Lena Hart', passphrase })).toEqual(already)
    expect(await engine.found(asked({ fragment: await place.newLink('third') }))).toEqual(already)
    expect(await engine.recover({ ...asked({ fragment: recovery }), sheets: [sheets[0], sheets[1]] })).toEqual(already)
    expect(store.dump()).toEqual(before)
  }
  await isRefused()
  await engine.lock()
  await isRefused()
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  await openState(engine)
})

test('FD80 a disk that does not take the founding is told as the disk, and nothing is asked of the relay', async () => {
  for (const failure of [{ type: 'no-space' }, { type: 'disk', detail: 'worn' }] as const) {
    const { engine, store } = place.device()
    await stateOf(engine, ({ type }) => type === 'empty')
    store.fail(failure)
    expect(await engine.found(asked())).toEqual({ ok: false, problem: failure })
    store.fail(null)
    expect(await stateOf(engine, () => true)).toEqual({ type: 'empty' })
  }
  const { engine } = place.device()
  expect(await engine.found(asked())).toEqual({ ok: true })
})

for (const fate of ['request-lost', 'reply-lost', 'twice', 'late'] as const) {
  test(`FD82 a founding whose request is ${fate} is finished by the device started anew, with the same kit`, async () => {
    const network = place.memory.wire()
    const first = place.device(network)
    network.setFate(fate)
    expect(await first.engine.found(asked())).toEqual({ ok: true })
    await first.engine.close()
    network.setFate('delivered')
    const { engine } = place.device(network, first.store.reopen())
    await stateOf(engine, ({ type }) => type === 'locked')
    expect(await engine.unlock(passphrase)).toEqual({ ok: true })
    await openState(engine)
    expect(await sheetsOf(engine)).toHaveLength(3)
    expect(teamOf(engine).seq).toBe(1)
  })
}

test('FD83 FD84 two sheets given back keep the kit: the chain says so, and the device has forgotten it', async () => {
  const lena = await place.found()
  const [one, two, three] = await sheetsOf(lena)
  const give = (...sheets: [string, string]) => lena.kitAct({ type: 'give-back', sheets })
  expect(await give(one, one)).toEqual({ type: 'failed', problem: 'same-sheet' })
  expect(await give('abc', two)).toEqual({ type: 'misread', sheet: 0, why: 'unreadable' })
  const slip = `${two.slice(0, -1)}${two.endsWith('0') ? '4' : '0'}`
  expect(await give(one, slip)).toMatchObject({ type: 'misread', sheet: 1 })
  const [alien, alien2] = (await splitSeed(seededBytes('alien', 32))) as [string, string]
  expect(await give(alien, two)).toEqual({ type: 'failed', problem: 'different-kits' })
  expect(await give(alien, alien2)).toEqual({ type: 'failed', problem: 'other-kit' })
  expect(teamOf(lena).kitKeptAt).toBeNull()
  expect(await sheetsOf(lena)).toEqual([one, two, three])
  expect((await viewOf(lena, 'team-devices', {})).kit).toBe('to-do')

  expect(await give(three.toLowerCase().replaceAll('-', ' '), one)).toEqual({ type: 'kept' })
  expect(teamOf(lena).kitKeptAt).not.toBeNull()
  expect(await lena.kitAct({ type: 'sheets' })).toEqual({ type: 'failed', problem: 'not-here' })
  expect((await viewOf(lena, 'team-devices', {})).kit).toBe('kept')
  const shares = [one, two].map(readShare)
  const seed = await joinShares(
    shares[0]!.ok ? shares[0]!.value : (null as never),
    shares[1]!.ok ? shares[1]!.value : (null as never),
  )
  if (!seed.ok) throw new Error(seed.error)
  const rows = await lena.admin.store().scan('keys', '', '\uffff')
  const hidden: Bytes = seed.value
  expect(rows.some(({ value }) => Buffer.from(value).includes(Buffer.from(hidden)))).toBe(false)
  expect(rows.some(({ value }) => Buffer.from(value).includes(bytesToBase64Url(hidden)))).toBe(false)
})

test('FD780 two sheets given back on a colleague’s device are forgotten by the one that founded', async () => {
  const lena = await place.found()
  const [one, , three] = await sheetsOf(lena)
  const ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  expect(await ben.kitAct({ type: 'give-back', sheets: [one, three] })).toEqual({ type: 'kept' })
  expect(await sheetsOf(lena)).toHaveLength(3)
  await sync(lena)
  expect(teamOf(lena).kitKeptAt).not.toBeNull()
  expect(await lena.kitAct({ type: 'sheets' })).toEqual({ type: 'failed', problem: 'not-here' })
})

test('FD85 MB80 AP166 nobody is added before the kit is kept and a second administrator is in; then she is', async () => {
  const lena = await place.found()
  const refused = { ok: false, error: { type: 'refused', detail: 'not-ready' } }
  expect(await addSomebody(lena)).toMatchObject(refused)
  expect(await lena.run(adding(lena))).toEqual({ ok: false, problem: { type: 'not-ready' } })
  const [one, two] = await sheetsOf(lena)
  expect(await lena.kitAct({ type: 'give-back', sheets: [one, two] })).toEqual({ type: 'kept' })
  expect(await addSomebody(lena)).toMatchObject(refused)
  const ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  expect(await ben.kitAct({ type: 'sheets' })).toEqual({ type: 'failed', problem: 'not-here' })
  expect(await addSomebody(lena)).toEqual({ ok: true, value: undefined })
  const add = adding(lena)
  expect(await lena.run(add)).toEqual({ ok: true })
  await sync(lena, ben)
  await viewOf(ben, 'people', { search: 'moss' }, ({ rows }) => rows.length === 1)
  expect((await viewOf(ben, 'person', { personId: add.commandId })).outside).toBeDefined()
})

test('FD83 a nurse has no part in the kit', async () => {
  const lena = await place.found()
  const aisha = await place.letIn(lena, 'staff', 'Aisha Rahman')
  const [one, two] = await sheetsOf(lena)
  expect(await aisha.kitAct({ type: 'give-back', sheets: [one, two] })).toEqual({
    type: 'failed',
    problem: 'not-allowed',
  })
})
