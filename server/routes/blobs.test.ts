/** Attachments in and out: hashed on the way, bounded, no wider than the group's own content, and noted when handed out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { GroupId } from '../../shared/lib/ids.ts'
import { blobByteLimit, blobIdOf, blobMediaType, blobPath, parseBlobId } from '../../shared/protocol/blob.ts'
import { parseFetchLog, parseFetchPage } from '../../shared/protocol/fetch-log.ts'
import { seededBytes, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { relayKeyOf } from '../audit/relay-key.ts'
import { type Call, createPeopledRelay, problemOf, type TestRelayOptions } from '../testing/test-relay.ts'
import { downloadsPerDevice, uploadsPerDevice } from './blobs.ts'

async function openRelay(name: string, options: TestRelayOptions = {}) {
  const key = relayKeyOf(seededBytes('relay', 32))
  const made = createTestSpace(name, { relay: key.publicKey })
  const relay = await createPeopledRelay(made, { ...options, key })
  const tokens = new Map<TestDevice, Promise<string>>()
  const call = async (by: TestDevice, group: GroupId, blob: string, more: Call = {}) => {
    const token = tokens.get(by) ?? relay.signIn(made.space, by)
    tokens.set(by, token)
    return relay.call(blobPath(made.space, group, blob as never), { ...more, token: await token })
  }
  const put = (by: TestDevice, group: GroupId, body: Uint8Array, blob: string = blobIdOf(body as Bytes)) =>
    call(by, group, blob, { method: 'PUT', body })
  return { made, relay, call, put }
}

async function restOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}

const wordOf = async (answer: Response) => (answer.status < 300 ? String(answer.status) : problemOf(answer))

test('PR400 an attachment is named by 64 lowercase hex digits and by nothing else', () => {
  const blob = blobIdOf(seededBytes('named', 20))
  expect(parseBlobId(blob)).toBe(blob)
  for (const text of ['', blob.slice(1), `${blob}0`, blob.toUpperCase(), `${blob}\n`, '../'.repeat(22), 'g'.repeat(64)])
    expect(parseBlobId(text)).toBeUndefined()
})

test('RT400 what was put is given back byte for byte, and putting it again is no error', async () => {
  const { call, made, put } = await openRelay('blobs')
  const { admin, nurse } = made.cast
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), async (bytes) => {
      const id = blobIdOf(bytes as Bytes)
      expect((await put(nurse, made.team, bytes)).status).toBe(204)
      expect((await put(admin, made.team, bytes)).status).toBe(204)
      const got = await call(admin, made.team, id)
      expect(got.status).toBe(200)
      expect(got.headers.get('content-type')).toBe(blobMediaType)
      expect(got.headers.get('content-length')).toBe(String(bytes.length))
      expect(got.headers.get('cache-control')).toBe('no-store')
      expect(new Uint8Array(await got.arrayBuffer())).toEqual(new Uint8Array(bytes))
    }),
    { numRuns: 25 },
  )
})

test('RT401 bytes that are not what they are called are refused, whichever bit is wrong, and nothing is kept', async () => {
  const { call, made, put } = await openRelay('blobs lie')
  const { nurse } = made.cast
  const bytes = seededBytes('true', 300)
  const blob = blobIdOf(bytes)
  await fc.assert(
    fc.asyncProperty(fc.nat(299), fc.nat(7), async (at, bit) => {
      const wrong = Uint8Array.from(bytes)
      wrong[at]! ^= 1 << bit
      expect(await wordOf(await put(nurse, made.care, wrong, blob))).toBe('malformed')
    }),
    { numRuns: 30 },
  )
  for (const wrong of [bytes.slice(1), new Uint8Array([...bytes, 0])])
    expect(await wordOf(await put(nurse, made.care, wrong, blob))).toBe('malformed')
  const nothing = new Uint8Array(0)
  expect(await wordOf(await put(nurse, made.care, nothing))).toBe('malformed')
  expect(await wordOf(await call(nurse, made.care, blob))).toBe('unknown-or-forbidden')
})

test('RT402 more than 20 MiB is refused, said beforehand or only found while it comes; 20 MiB is taken', async () => {
  const { call, made, put } = await openRelay('blobs large')
  const { nurse } = made.cast
  const most = new Uint8Array(blobByteLimit)
  expect((await put(nurse, made.care, most)).status).toBe(204)
  const more = new Uint8Array(blobByteLimit + 1)
  expect(await wordOf(await put(nurse, made.care, more))).toBe('too-large')
  const said = { method: 'PUT', body: new Uint8Array(1), headers: { 'content-length': String(blobByteLimit + 1) } }
  expect(await wordOf(await call(nurse, made.care, blobIdOf(new Uint8Array(1)), said))).toBe('too-large')
})

test('RT402 a group or space that is full takes no attachment', async () => {
  const { made, put } = await openRelay('blobs full', { quota: { groupBytes: 30_000 } })
  const { nurse } = made.cast
  expect((await put(nurse, made.care, new Uint8Array(9_000))).status).toBe(204)
  expect(await wordOf(await put(nurse, made.care, new Uint8Array(29_000)))).toBe('over-quota')
  expect((await put(nurse, made.circle, new Uint8Array(9_000))).status).toBe(204)
})

test('AD400 an attachment is served in the group it was put into and in no other, to who may read it', async () => {
  const { call, made, put } = await openRelay('blobs elsewhere')
  const { nurse, patient, pharmacist } = made.cast
  const bytes = seededBytes('in care', 200)
  const blob = blobIdOf(bytes)
  await put(pharmacist, made.care, bytes)
  expect(await wordOf(await call(nurse, made.care, blob))).toBe('200')
  expect(await wordOf(await call(nurse, made.private, blob))).toBe('unknown-or-forbidden')
  expect(await wordOf(await call(pharmacist, made.care, blob))).toBe('unknown-or-forbidden')
  expect(await wordOf(await call(patient, made.private, blob))).toBe('unknown-or-forbidden')
  expect(await wordOf(await call(patient, made.care, blob))).toBe('unknown-or-forbidden')
})

test('AD400 who is removed while an attachment comes has put nothing', async () => {
  const { call, made, relay } = await openRelay('blobs removed')
  const { admin, nurse, pharmacist } = made.cast
  const bytes = seededBytes('late', 200)
  await call(pharmacist, made.care, blobIdOf(bytes))
  const token = await relay.signIn(made.space, pharmacist)
  const half = new TransformStream<Uint8Array, Uint8Array>()
  const writer = half.writable.getWriter()
  const init = { method: 'PUT', body: half.readable, duplex: 'half' } as RequestInit
  const headers = { host: 'localhost:8787', authorization: `Bearer ${token}` }
  const answer = relay.app.request(blobPath(made.space, made.care, blobIdOf(bytes)), { ...init, headers })
  await writer.write(bytes.slice(0, 100))
  const removal = made.post(admin, made.team, { type: 'remove', device: pharmacist.id })
  expect((await relay.grow(made.space, [removal]))[0]?.type).toBe('stored')
  await writer.write(bytes.slice(100))
  await writer.close()
  expect(await wordOf(await answer)).toBe('unknown-or-forbidden')
  expect(await wordOf(await call(nurse, made.care, blobIdOf(bytes)))).toBe('unknown-or-forbidden')
})

test('AD400 of who may not write nothing is read; of who may no longer read no more is sent', async () => {
  const { call, made, put, relay } = await openRelay('blobs cut off')
  const { admin, nurse, patient } = made.cast
  const large = { method: 'PUT', body: new Uint8Array(1), headers: { 'content-length': String(blobByteLimit + 1) } }
  expect(await wordOf(await call(patient, made.care, blobIdOf(new Uint8Array(1)), large))).toBe('unknown-or-forbidden')
  const bytes = new Uint8Array(9 * 262_144).fill(7)
  expect((await put(nurse, made.care, bytes)).status).toBe(204)
  const reader = (await call(nurse, made.care, blobIdOf(bytes))).body!.getReader()
  await reader.read()
  const removal = made.post(admin, made.team, { type: 'remove', device: nurse.id })
  expect((await relay.grow(made.space, [removal]))[0]?.type).toBe('stored')
  await expect(restOf(reader)).rejects.toThrow()
})

test('RT403 one device fetches so many at once and no more, and may fetch again when one is over', async () => {
  const { call, made, put } = await openRelay('blobs fetched at once')
  const { nurse } = made.cast
  const bytes = new Uint8Array(9 * 262_144).fill(7)
  await put(nurse, made.care, bytes)
  const get = (by: TestDevice) => call(by, made.care, blobIdOf(bytes))
  const open = await Promise.all(Array.from({ length: downloadsPerDevice }, () => get(nurse)))
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200))
  expect(await wordOf(await get(nurse))).toBe('too-many-requests')
  await open[0]!.body!.cancel()
  await expect.poll(async () => (await get(nurse)).status).toBe(200)
})

test('RT403 one device sends so many at once and no more, and may send again when one is over', async () => {
  const { made, put, relay } = await openRelay('blobs at once')
  const { nurse } = made.cast
  const token = await relay.signIn(made.space, nurse)
  const open = Array.from({ length: uploadsPerDevice }, (_, at) => {
    const half = new TransformStream<Uint8Array, Uint8Array>()
    const bytes = seededBytes(`open ${at}`, 50)
    const init = { method: 'PUT', body: half.readable, duplex: 'half' } as RequestInit
    const headers = { host: 'localhost:8787', authorization: `Bearer ${token}` }
    const answer = relay.app.request(blobPath(made.space, made.care, blobIdOf(bytes)), { ...init, headers })
    return { answer, bytes, writer: half.writable.getWriter() }
  })
  for (const { bytes, writer } of open) await writer.write(bytes.slice(0, 10))
  const another = seededBytes('another', 60)
  expect(await wordOf(await put(nurse, made.care, another))).toBe('too-many-requests')
  for (const { bytes, writer } of open) {
    await writer.write(bytes.slice(10))
    await writer.close()
  }
  for (const { answer } of open) expect((await answer).status).toBe(204)
  expect((await put(nurse, made.care, another)).status).toBe(204)
})

test('RT404 an attachment that is handed out stands in the log of what was handed to whom, with its size', async () => {
  const { call, made, put, relay } = await openRelay('blobs noted')
  const { governance, nurse } = made.cast
  const bytes = seededBytes('noted', 700)
  await put(nurse, made.care, bytes)
  await (await call(nurse, made.care, blobIdOf(bytes))).arrayBuffer()
  await relay.writeFetchLog()
  const token = await relay.signIn(made.space, governance)
  const answer = await relay.call(`/v1/spaces/${made.space}/audit?after=0`, { token })
  const log = parseFetchLog(new Uint8Array(await answer.arrayBuffer()))
  const pages = log.ok ? log.value.map(parseFetchPage) : []
  const lines = pages.flatMap((page) => (page.ok ? page.value.devices : []))
  expect(lines).toEqual([{ device: nurse.id, lines: [{ group: made.care, items: 1, bytes: 700 }] }])
})
