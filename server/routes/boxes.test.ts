import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { GroupId } from '../../shared/lib/ids.ts'
import { type Box, encodeEpochBoxes, encodeMissingRequest, parseMissingBoxes } from '../../shared/protocol/boxes.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, problemOf, type TestRelay } from '../testing/test-relay.ts'

async function open(name: string) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made)
  const path = `/v1/spaces/${made.space}/groups`
  const heal = (token: string, group: string, epoch: number, boxes: readonly Box[]) =>
    relay.call(`${path}/${group}/boxes`, { method: 'PUT', token, body: encodeEpochBoxes({ epoch, boxes }) })
  return { ...made, relay, heal }
}

function box(recipient: Box['recipient'], fill = 1): Box {
  return { recipient, box: new Uint8Array(80).fill(fill) as Bytes }
}

async function missing(relay: TestRelay, space: string, groups: readonly GroupId[], token: string) {
  const body = encodeMissingRequest(groups)
  const response = await relay.call(`/v1/spaces/${space}/boxes/missing`, { method: 'POST', token, body })
  const parsed = parseMissingBoxes(await bytesOf(response))
  return parsed.ok ? parsed.value : parsed.error.type
}

test('AD32 who lacks a box of the newest epoch is named until somebody heals it, and then reads it in the stream', async () => {
  const { cast, heal, relay, space, team } = await open('missing')
  const admin = await relay.signIn(space, cast.admin)
  const wanting = [cast.nurse.id, cast.pharmacist.id]
  expect(await missing(relay, space, [team], admin)).toEqual([{ group: team, epoch: 0, recipients: wanting }])
  const healed = await heal(admin, team, 0, [box(cast.nurse.id), box(cast.pharmacist.id)])
  expect(healed.status).toBe(204)
  expect(await missing(relay, space, [team], admin)).toEqual([])
  const items = await relay.pull(space, await relay.signIn(space, cast.nurse))
  const boxes = items.filter((item) => item.type === 'box' && item.group === team)
  expect(boxes).toMatchObject([{ recipient: cast.nurse.id, epoch: 0, box: box(cast.nurse.id).box }])
})

test('AD30 a box for somebody outside the group, or of an epoch that is not there, is refused', async () => {
  const { cast, heal, relay, space, team } = await open('wrongful')
  const admin = await relay.signIn(space, cast.admin)
  for (const device of [cast.stranger, cast.governance, cast.patient]) {
    expect(await problemOf(await heal(admin, team, 0, [box(device.id)]))).toBe('malformed')
  }
  expect(await problemOf(await heal(admin, team, 1, [box(cast.nurse.id)]))).toBe('unknown-epoch')
})

test('AD31 only who may read the group may heal it or ask what is missing', async () => {
  const { care, cast, heal, relay, space, team } = await open('strangers')
  for (const device of [cast.patient, cast.linkWorker, cast.governance, cast.pharmacist]) {
    const token = await relay.signIn(space, device)
    expect(await problemOf(await heal(token, care, 0, [box(team)]))).toBe('unknown-or-forbidden')
    expect(await missing(relay, space, [care], token)).toEqual([])
  }
})

test('AD31 RT12 many groups in one question; one that may not be read or is not there is left out', async () => {
  const { care, cast, relay, space, team } = await open('many')
  const nowhere = 'ee'.repeat(16) as GroupId
  const admin = await relay.signIn(space, cast.admin)
  const asked = await missing(relay, space, [nowhere, team, care, team], admin)
  expect(asked).toContainEqual({ group: team, epoch: 0, recipients: [cast.nurse.id, cast.pharmacist.id] })
  expect(JSON.stringify(asked)).not.toContain(nowhere)
  const path = `/v1/spaces/${space}/boxes/missing`
  for (const body of [encodeMissingRequest([]), encodeMissingRequest(Array.from({ length: 257 }, () => team))]) {
    expect(await problemOf(await relay.call(path, { method: 'POST', token: admin, body }))).toBe('malformed')
  }
})

test('AD33 a fourth alternative is refused, the same box again is welcome', async () => {
  const { cast, heal, relay, space, team } = await open('alternatives')
  const admin = await relay.signIn(space, cast.admin)
  const statuses: number[] = []
  for (const fill of [1, 2, 3, 3, 4]) statuses.push((await heal(admin, team, 0, [box(cast.nurse.id, fill)])).status)
  expect(statuses).toEqual([204, 204, 204, 204, 507])
})

test('RT12 a box of another length or a request of another shape is malformed, a huge one too large', async () => {
  const { cast, relay, space, team } = await open('box shapes')
  const token = await relay.signIn(space, cast.admin)
  const path = `/v1/spaces/${space}/groups/${team}/boxes`
  const put = async (body: Uint8Array) => problemOf(await relay.call(path, { method: 'PUT', token, body }))
  const short = { recipient: cast.nurse.id, box: new Uint8Array(79) as Bytes }
  expect(await put(encodeEpochBoxes({ epoch: 0, boxes: [short] }))).toBe('malformed')
  expect(await put(new Uint8Array([0xff]))).toBe('malformed')
  expect(await put(new Uint8Array(140_000))).toBe('too-large')
})
