/** Budgets, through the routes that spend them. */
import { expect, test } from 'vitest'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, generous, problemOf, type TestRelay } from '../testing/test-relay.ts'

async function open(name: string, limits: Partial<typeof generous>) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made, { limits: { ...generous, ...limits } }) }
}

async function statusesOf(relay: TestRelay, times: number, call: () => Promise<Response>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (let i = 0; i < times; i++) statuses.push((await call()).status)
  expect(relay.log()).toContain('request')
  return statuses
}

test('RT10 an address that shows nothing has sixty requests a minute, then is told when to come back', async () => {
  const { relay } = await open('address', { addressPerMinute: 60 })
  const hello = () => relay.call('/v1/hello', { method: 'POST' })
  const statuses = await statusesOf(relay, 61, hello)
  expect(statuses.filter((status) => status === 200).length).toBe(60)
  const refused = await hello()
  expect([refused.headers.get('retry-after'), await problemOf(refused)]).toEqual(['60', 'too-many-requests'])
})

test('RT10 a clinic behind one address signs in and pushes as often as it needs: known devices pay for themselves', async () => {
  const { care, cast, relay, space, write } = await open('clinic', { addressPerMinute: 5 })
  for (let i = 0; i < 20; i++) await relay.signIn(space, cast.nurse)
  for (let i = 0; i < 20; i++) expect(await relay.push([write(cast.nurse, care)])).toMatchObject([{ type: 'stored' }])
})

test('RT10 bad signatures are paid for by the address, not by the device they name', async () => {
  const { care, cast, draftContent, relay, space } = await open('blame', { addressPerMinute: 5, devicePerMinute: 8 })
  const token = await relay.signIn(space, cast.nurse)
  const forged = draftContent(cast.pharmacist, care, { author: cast.nurse.id })
  for (let i = 0; i < 5; i++) await relay.push([forged])
  await expect(relay.push([forged])).rejects.toThrow()
  const path = `/v1/spaces/${space}/entries`
  expect((await statusesOf(relay, 7, () => relay.call(path, { token }))).every((status) => status === 200)).toBe(true)
  expect(await problemOf(await relay.call(path, { token }))).toBe('too-many-requests')
})

test('RT10 guessing tokens uses up the address', async () => {
  const { relay, space } = await open('guessing', { addressPerMinute: 3 })
  const guess = () => relay.call(`/v1/spaces/${space}/entries`, { token: 'guess' })
  expect(await statusesOf(relay, 4, guess)).toEqual([401, 401, 401, 429])
})

test('RT10 behind a trusted proxy the address is the one the proxy saw', async () => {
  const made = createTestSpace('proxy')
  const relay = await createPeopledRelay(made, { limits: { ...generous, addressPerMinute: 2 }, trustProxy: true })
  const from = (forwarded: string) =>
    relay.call('/v1/hello', { method: 'POST', headers: { 'x-forwarded-for': forwarded } })
  const statuses: number[] = []
  for (const forwarded of ['1.1.1.1, 9.9.9.9', '2.2.2.2, 9.9.9.9', '3.3.3.3, 9.9.9.9', '9.9.9.9, 8.8.8.8']) {
    statuses.push((await from(forwarded)).status)
  }
  expect(statuses).toEqual([200, 200, 429, 200])
})
