import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { applyControl, type ChainState } from '../../shared/membership/chain.ts'
import { isGone } from '../../shared/membership/gone.ts'
import { type DeviceStatus, parseDeviceStatus } from '../../shared/protocol/device-status.ts'
import { parseControlEntry } from '../../shared/protocol/entry.ts'
import type { TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, epochControl, type TestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, problemOf, type TestRelay } from '../testing/test-relay.ts'

async function statusOf(relay: TestRelay, device: TestDevice, from = 0): Promise<DeviceStatus> {
  const parsed = parseDeviceStatus(await bytesOf(await relay.call(`/v1/device/${device.id}/status?team=${from}`)))
  if (!parsed.ok) throw new Error(parsed.error.detail)
  return parsed.value
}

/** What a device makes of the answer that knows nothing before it. */
function replayed({ controls }: DeviceStatus, { space, team }: TestSpace): readonly ChainState[] {
  const chains = new Map<string, ChainState>()
  for (const bytes of controls) {
    const entry = parseControlEntry(bytes)
    if (!entry.ok) throw new Error(entry.error.detail)
    const { group } = entry.value.header
    const parent = group === (space as string) ? undefined : chains.get(team)
    const next = applyControl(chains.get(group), parent, entry.value)
    if (!next.ok) throw new Error(next.error.type)
    chains.set(group, next.value)
  }
  return [...chains.values()]
}

test('RT70 a device that is in is told so and gets nothing; nobody knows a stranger', async () => {
  const made = createTestSpace('status-in')
  const relay = await createPeopledRelay(made)
  expect(await statusOf(relay, made.cast.nurse)).toEqual({ standing: 'in', controls: [] })
  expect(await problemOf(await relay.call(`/v1/device/${made.cast.stranger.id}/status`))).toBe('unknown-or-forbidden')
})

test('RT70 whoever was removed from the team is shown the signed entries up to the removal, and none after it', async () => {
  const made = createTestSpace('status-team')
  const { cast, post, space, team } = made
  const relay = await createPeopledRelay(made)
  const before = made.chain(team)
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })])
  const whole = await statusOf(relay, cast.nurse)
  expect(whole.standing).toBe('removed')
  const [chain, ...others] = replayed(whole, made)
  expect([chain?.seq, others]).toEqual([before.seq + 1, []])
  expect(isGone([chain!], chain, cast.nurse.id)).toBe(true)
  expect(isGone([chain!], chain, cast.pharmacist.id)).toBe(false)
  const suffix = await statusOf(relay, cast.nurse, before.seq + 1)
  expect(suffix.controls.map(bytesToHex)).toEqual(whole.controls.slice(-1).map(bytesToHex))
})

test('RT70 of the public it is her own chain that says so, with as much of the team’s as it refers to', async () => {
  const made = createTestSpace('status-public')
  const { cast, circle, post, space, team } = made
  const relay = await createPeopledRelay(made)
  const own = made.private
  await relay.grow(space, [post(cast.nurse, own, { type: 'remove', device: cast.patient.id })])
  expect((await statusOf(relay, cast.patient)).standing).toBe('in')
  await relay.grow(space, [post(cast.nurse, circle, { type: 'remove', device: cast.patient.id })])
  const status = await statusOf(relay, cast.patient)
  const chains = replayed(status, made)
  expect(chains.map(({ group }) => group).sort()).toEqual([team, own, circle].sort())
  const parent = chains.find(({ kind }) => kind === 'team')
  expect(isGone(chains, parent, cast.patient.id)).toBe(true)
})

test('RT840 an associate whom the team removed is shown of the circle nothing that came after it was let in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.uuid(), async (before, after, name) => {
      const made = createTestSpace(`status-associate ${name}`)
      const { cast, chain, circle, post, space, team, teamOf } = made
      const relay = await createPeopledRelay(made)
      const grow = async (times: number) => {
        for (let turn = 0; turn < times; turn++)
          await relay.grow(space, [post(cast.nurse, circle, epochControl(chain(circle), teamOf(circle)))])
      }
      await grow(before)
      await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.linkWorker.id })])
      await grow(after)
      const status = await statusOf(relay, cast.linkWorker)
      const chains = replayed(status, made)
      const parent = chains.find(({ kind }) => kind === 'team')
      expect(chains.map(({ group }) => group).sort()).toEqual([team, circle].sort())
      expect(isGone(chains, parent, cast.linkWorker.id)).toBe(true)
      expect(chains.find(({ group }) => group === circle)?.seq).toBe(chain(circle).devices[cast.linkWorker.id]!.since)
    }),
    { numRuns: 8 },
  )
})

test('RT71 the browser is told to clear the site by nobody but the app itself', async () => {
  const relay = await createPeopledRelay(createTestSpace('wipe'))
  const asked = await relay.call('/wipe', { method: 'POST', headers: { 'doorstep-version': '1' } })
  expect([asked.status, asked.headers.get('clear-site-data')]).toEqual([204, '"storage", "cache"'])
  const refused = [await relay.call('/wipe', { method: 'POST' }), await relay.call('/wipe')]
  expect(refused.map(({ headers, status }) => [status, headers.get('clear-site-data')])).toEqual([
    [404, null],
    [404, null],
  ])
})
