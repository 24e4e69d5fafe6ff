/** A sealed invite under a spoken code: who may leave one, who may take it up, and for how long. */
import { expect, test } from 'vitest'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { encodeSpokenDeposit, parseSpokenDeposit } from '../../shared/protocol/spoken.ts'
import type { TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, generous, problemOf } from '../testing/test-relay.ts'

const idOf = (number: number) => new Uint8Array(16).fill(number)
const sealed = new Uint8Array([1, 2, 3])

async function open(name: string, limits = generous) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, { limits })
  const leave = async (device: TestDevice, number: number) => {
    const token = await relay.signIn(made.space, device)
    const body = encodeSpokenDeposit({ id: idOf(number), sealed })
    return relay.call(`/v1/spaces/${made.space}/spoken`, { method: 'PUT', token, body })
  }
  const take = (number: number) => relay.call(`/v1/spoken/${bytesToHex(idOf(number))}`, { method: 'GET' })
  return { ...made, relay, leave, take }
}

test('AD93 staff leave one, whoever has the code takes it up; nobody else may leave any', async () => {
  const { cast, leave, relay, space, take } = await open('spoken')
  expect((await leave(cast.nurse, 1)).status).toBe(204)
  expect(parseSpokenDeposit(await bytesOf(await take(1)))).toEqual({ ok: true, value: { id: idOf(1), sealed } })
  for (const device of [cast.patient, cast.linkWorker, cast.governance])
    expect(await problemOf(await leave(device, 2))).toBe('unknown-or-forbidden')
  const body = encodeSpokenDeposit({ id: idOf(2), sealed })
  const without = await relay.call(`/v1/spaces/${space}/spoken`, { method: 'PUT', body })
  expect(await problemOf(without)).toBe('no-session')
  expect(await problemOf(await take(2))).toBe('unknown-or-forbidden')
  expect(await problemOf(await relay.call('/v1/spoken/rubbish', { method: 'GET' }))).toBe('unknown-or-forbidden')
})

test('AD94 it is gone after fifteen minutes, a device has four at most, and guessing is counted', async () => {
  const { cast, leave, relay, take } = await open('spoken life', { ...generous, addressPerMinute: 40 })
  for (const number of [1, 2, 3, 4, 5]) await leave(cast.nurse, number)
  await leave(cast.pharmacist, 6)
  const answers: number[] = []
  for (const number of [1, 2, 5, 6]) answers.push((await take(number)).status)
  expect(answers).toEqual([404, 200, 200, 200])
  relay.advance(15 * 60_000)
  expect(await problemOf(await take(5))).toBe('unknown-or-forbidden')
  const problems = new Set<string>()
  for (let guess = 0; guess < 50; guess++) problems.add(await problemOf(await take(100 + guess)))
  expect([...problems]).toEqual(['unknown-or-forbidden', 'too-many-requests'])
})

test('AD860 once it has run out the sweep of each minute takes it out of memory, though nobody asks', async () => {
  const { cast, leave, relay, take } = await open('spoken sweep')
  await leave(cast.nurse, 1)
  relay.advance(5 * 60_000)
  await leave(cast.pharmacist, 2)
  relay.advance(10 * 60_000)
  await relay.sweep()
  // A clock put back would show it if it were there still.
  relay.advance(-15 * 60_000)
  expect([(await take(1)).status, (await take(2)).status]).toEqual([404, 200])
})
