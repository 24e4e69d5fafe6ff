/**
 * Who may do what, as one table: every role at every call on every group. The
 * table is written by hand from the rules; the relay is asked for each cell.
 * R = may read content, C = sees the chain, W = may write, B = may heal boxes.
 */
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../shared/lib/bytes.ts'
import type { GroupId } from '../shared/lib/ids.ts'
import { encodeEpochBoxes, encodeMissingRequest, parseMissingBoxes } from '../shared/protocol/boxes.ts'
import type { TestDevice } from '../shared/testing/test-device.ts'
import { createTestSpace, memberControl, type TestCast } from '../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, type TestRelay, words } from './testing/test-relay.ts'

const made = createTestSpace('authorisation')
const { board, care, cast, chain, circle, private: own, space, team } = made
const groups = { team, care, private: own, circle, board }

type Who = Exclude<keyof TestCast, 'stranger'> | 'carer'

/** The carer is an associate named on the care chain alone; the link worker one of the team, in the circle. */
const carer = { device: undefined as unknown as TestDevice }

const table: Readonly<Record<Who, Readonly<Record<keyof typeof groups, string>>>> = {
  admin: { team: 'RCWB', care: 'CW', private: 'CW', circle: 'CW', board: 'RCWB' },
  nurse: { team: 'RCWB', care: 'RCWB', private: 'RCWB', circle: 'RCWB', board: 'RCWB' },
  pharmacist: { team: 'RCWB', care: 'CW', private: 'CW', circle: 'CW', board: 'RCWB' },
  linkWorker: { team: 'C', care: '', private: '', circle: 'RCWB', board: 'RC' },
  governance: { team: 'C', care: 'C', private: 'C', circle: 'C', board: 'RC' },
  carer: { team: 'C', care: 'RCWB', private: '', circle: '', board: 'C' },
  patient: { team: 'C', care: '', private: 'RCWB', circle: 'RCWB', board: 'RCWB' },
  relative: { team: 'C', care: '', private: 'RCWB', circle: 'RCWB', board: 'RC' },
}

let relay: TestRelay
const contentOf = new Map<GroupId, number>()

beforeAll(async () => {
  relay = await createPeopledRelay(made)
  carer.device = { ...made.cast.stranger, role: 'associate' }
  await relay.grow(space, [made.post(cast.nurse, care, memberControl(carer.device, 'associate'))])
  for (const group of Object.values(groups)) {
    const [result] = await relay.push([made.write(cast.nurse, group)])
    contentOf.set(group, result?.type === 'stored' ? result.arrival : 0)
  }
})

function deviceOf(who: Who): TestDevice {
  return who === 'carer' ? carer.device : cast[who]
}

async function rightsAt(device: TestDevice, group: GroupId): Promise<string> {
  const token = await relay.signIn(space, device)
  const items = await relay.pull(space, token)
  const arrivals = items.flatMap((item) => ('arrival' in item ? [item.arrival as number] : []))
  const controls = await relay.store.controlArrival(space, group, 0)
  const path = `/v1/spaces/${space}/groups/${group}`
  const backfill = await relay.call(`${path}/entries`, { token })
  const isReadable = arrivals.includes(contentOf.get(group)!)
  const isChainSeen = arrivals.includes(controls as number)
  expect(backfill.status).toBe(isReadable || isChainSeen ? 200 : 404)
  const epoch = chain(group).epochs.length - 1
  const recipient = group === own ? cast.patient.id : group === team ? cast.nurse.id : team
  const body = encodeEpochBoxes({ epoch, boxes: [{ recipient, box: new Uint8Array(80).fill(9) as Bytes }] })
  const healed = await relay.call(`${path}/boxes`, { method: 'PUT', token, body })
  const question = { method: 'POST', token, body: encodeMissingRequest([group]) }
  const asked = parseMissingBoxes(await bytesOf(await relay.call(`/v1/spaces/${space}/boxes/missing`, question)))
  expect(asked.ok && asked.value.every(() => isReadable)).toBe(true)
  const written = words(await relay.push([made.draftContent(device, group)]))[0]
  const marks = [
    isReadable && 'R',
    isChainSeen && 'C',
    written !== 'unknown-or-forbidden' && 'W',
    healed.status === 204 && 'B',
  ]
  return marks.filter(Boolean).join('')
}

for (const [who, row] of Object.entries(table) as [Who, (typeof table)[Who]][]) {
  for (const [name, wanted] of Object.entries(row) as [keyof typeof groups, string][]) {
    test(`AD4 AD19 AD31 ${who} on the ${name} group: ${wanted === '' ? 'nothing' : wanted}`, async () => {
      expect(await rightsAt(deviceOf(who), groups[name])).toBe(wanted)
    })
  }
}

test('AD4 a stranger gets no session at all', async () => {
  await expect(relay.signIn(space, createTestSpace('elsewhere').cast.nurse)).rejects.toThrow('unknown-or-forbidden')
})

test('RT6 without a session, every reading call says so and nothing else', async () => {
  const paths = ['entries', `groups/${care}/entries`, 'joins']
  const answers = paths.flatMap((path) =>
    [space, 'ff'.repeat(16)].map(async (id) => (await relay.call(`/v1/spaces/${id}/${path}`)).text()),
  )
  const body = new Uint8Array([1])
  const put = await relay.call(`/v1/spaces/${space}/groups/${care}/boxes`, { method: 'PUT', body })
  const missing = await relay.call(`/v1/spaces/${space}/boxes/missing`, { method: 'POST', body })
  expect(new Set([...(await Promise.all(answers)), await put.text(), await missing.text()]).size).toBe(1)
})
