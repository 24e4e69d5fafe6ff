import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId, GroupId } from '../../shared/lib/ids.ts'
import { encodeErasedWord, erasedSigningInput, parseErasedDevices } from '../../shared/protocol/erased.ts'
import { encodeSettledEntries, parseQuarantinePage, type QuarantinedEntry } from '../../shared/protocol/quarantine.ts'
import type { TestDevice } from '../../shared/testing/test-device.ts'
import { accessControl, createTestSpace, type TestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, problemOf, type TestRelay, words } from '../testing/test-relay.ts'

interface Left extends TestSpace {
  readonly relay: TestRelay
}

/** The nurse was removed while two of her entries were under way: one for the team, one in somebody's record. */
async function open(name: string): Promise<Left> {
  const made = createTestSpace(name)
  const { care, cast, post, space, team, write } = made
  const relay = await createPeopledRelay(made)
  const late = [write(cast.nurse, team), write(cast.nurse, care)]
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(words(await relay.push(late))).toEqual(['quarantined', 'quarantined'])
  return { ...made, relay }
}

async function list({ relay, space }: Left, device: TestDevice, after = ''): Promise<readonly QuarantinedEntry[]> {
  const token = await relay.signIn(space, device)
  const page = parseQuarantinePage(
    await bytesOf(await relay.call(`/v1/spaces/${space}/quarantine?after=${after}`, { token })),
  )
  if (!page.ok) throw new Error(page.error.detail)
  return page.value.entries
}

async function settle({ relay, space }: Left, device: TestDevice, group: GroupId, id: EntryId): Promise<Response> {
  const token = await relay.signIn(space, device)
  const body = encodeSettledEntries([{ group, id }])
  return relay.call(`/v1/spaces/${space}/quarantine/settled`, { token, body })
}

test('RT110 an administrator is shown what a removed device sent, and the words only where she may read', async () => {
  const left = await open('held')
  const { care, cast, post, relay, space, team } = left
  const before = await list(left, cast.admin)
  expect(before.map(({ author, group }) => [group, author])).toEqual([
    [team, cast.nurse.id],
    [care, cast.nurse.id],
  ])
  expect(before.map(({ bytes }) => bytes.length > 0)).toEqual([true, false])
  expect(words(await relay.grow(space, [post(cast.admin, care, accessControl(cast.admin))]))).toEqual(['stored'])
  const after = await list(left, cast.admin)
  expect(after.map(({ bytes }) => bytes.length > 0)).toEqual([true, true])
  expect((await list(left, cast.admin, after[0]!.id)).map(({ id }) => id)).toEqual([after[1]!.id])
})

test('RT110 nobody else is told that there is anything', async () => {
  const left = await open('held-others')
  const { cast, relay, space, team } = left
  for (const device of [cast.pharmacist, cast.linkWorker, cast.governance, cast.patient, cast.relative]) {
    const token = await relay.signIn(space, device)
    for (const path of ['quarantine', 'erased'])
      expect(await problemOf(await relay.call(`/v1/spaces/${space}/${path}`, { token }))).toBe('unknown-or-forbidden')
    expect(await problemOf(await settle(left, device, team, 'ab'.repeat(32) as EntryId))).toBe('unknown-or-forbidden')
  }
  expect(await problemOf(await relay.call(`/v1/spaces/${space}/quarantine`))).toBe('no-session')
  expect((await list(left, cast.admin)).length).toBe(2)
})

test('RT111 what is decided is listed no more and kept; what may not be read is not decided, and nothing tells it from what is not there', async () => {
  const left = await open('settled')
  const { care, cast, relay, space, team } = left
  const [ours, hers] = await list(left, cast.admin)
  const answers = [
    await settle(left, cast.admin, team, ours!.id),
    await settle(left, cast.admin, team, ours!.id),
    await settle(left, cast.admin, care, hers!.id),
    await settle(left, cast.admin, care, 'ab'.repeat(32) as EntryId),
  ]
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204])
  expect((await list(left, cast.admin)).map(({ id }) => id)).toEqual([hers!.id])
  expect((await relay.store.quarantined(space, team)).map(({ id }) => id)).toEqual([ours!.id])
})

test('RT112 a removed device’s last word is taken when its own key signed it, once, and told to administrators', async () => {
  const left = await open('erased')
  const { cast, relay, space } = left
  const say = (device: TestDevice, signer = device, of = space) => {
    const signature = signer.sign(erasedSigningInput(of, device.id)) as Bytes
    return relay.call('/v1/erased', { body: encodeErasedWord({ space, device: device.id, signature }) })
  }
  expect(await problemOf(await say(cast.nurse, cast.pharmacist))).toBe('unknown-or-forbidden')
  expect(await problemOf(await say(cast.nurse, cast.nurse, 'ab'.repeat(16) as typeof space))).toBe(
    'unknown-or-forbidden',
  )
  expect(await problemOf(await say(cast.pharmacist))).toBe('unknown-or-forbidden')
  expect(await problemOf(await say(cast.stranger))).toBe('unknown-or-forbidden')
  expect((await say(cast.nurse)).status).toBe(204)
  relay.advance(60_000)
  expect((await say(cast.nurse)).status).toBe(204)
  const token = await relay.signIn(space, cast.admin)
  const told = parseErasedDevices(await bytesOf(await relay.call(`/v1/spaces/${space}/erased`, { token })))
  expect(told.ok && told.value.map(({ device }) => device)).toEqual([cast.nurse.id])
})
