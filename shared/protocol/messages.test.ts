/** Every message but entries and the pull stream: one table, the same proofs for each. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bytes, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import type { Arrival, BlobId, Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import {
  anyArrival,
  anyCount,
  anyDeviceId,
  anyEntryId,
  anyEpoch,
  anyGroupId,
  anyInstant,
  anySpaceId,
  anyText,
  bytesOfLength,
  bytesUpToLength,
  mutated,
} from '../testing/arbitraries.ts'
import { createTestSpace } from '../testing/test-space.ts'
import { wireSchema } from '../testing/wire-schema.ts'
import {
  type AppendResult,
  appendByteLimit,
  appendItemLimit,
  encodeAppendRequest,
  encodeAppendResults,
  parseAppendRequest,
  parseAppendResults,
} from './append.ts'
import {
  encodeEpochBoxes,
  encodeMissingBoxes,
  encodeMissingRequest,
  parseEpochBoxes,
  parseMissingBoxes,
  parseMissingRequest,
} from './boxes.ts'
import { encodeControlAppend, parseControlAppend } from './control-append.ts'
import { type DeviceStatus, encodeDeviceStatus, parseDeviceStatus } from './device-status.ts'
import {
  encodeErasedDevices,
  encodeErasedWord,
  erasedSigningInput,
  parseErasedDevices,
  parseErasedWord,
} from './erased.ts'
import {
  encodeFetchLog,
  encodeFetchPage,
  type FetchPage,
  fetchPageHash,
  parseFetchLog,
  parseFetchPage,
} from './fetch-log.ts'
import { blobSigningInput, encodeBlobWord, encodeHeldBlobs, parseBlobWord, parseHeldBlobs } from './held-blob.ts'
import { encodeHello, parseHello } from './hello.ts'
import {
  encodeJoinRequest,
  encodeJoinStatus,
  encodeWaitingJoins,
  type JoinStatus,
  parseJoinRequest,
  parseJoinStatus,
  parseWaitingJoins,
} from './join.ts'
import type { Malformed } from './malformed.ts'
import { encodePoke, parsePoke } from './poke.ts'
import { problemTypes } from './problem.ts'
import { encodeQuarantinePage, encodeSettledEntries, parseQuarantinePage, parseSettledEntries } from './quarantine.ts'
import { encodeTeamChain, parseTeamChain } from './recovery-link.ts'
import {
  encodeSessionGrant,
  encodeSessionRequest,
  parseSessionGrant,
  parseSessionRequest,
  sessionSigningInput,
} from './session.ts'
import { createSignatureVerifier, verifyEntry } from './signature.ts'
import { encodeViewEvent, encodeViewLog, parseViewEvent, parseViewLog } from './view-log.ts'

const anyBox = fc.record({ recipient: fc.oneof(anyDeviceId, anyGroupId), box: bytesOfLength(80) })
const anyJoin = {
  certificate: bytesUpToLength(300, 1),
  signKey: bytesOfLength(32),
  kemKey: bytesOfLength(32),
  deviceSignature: bytesOfLength(64),
  inviteSignature: bytesOfLength(64),
}
const few = { minLength: 1, maxLength: 3 }

const anyAppendResult: fc.Arbitrary<AppendResult> = fc.oneof(
  fc.record({ type: fc.constantFrom('stored' as const, 'duplicate' as const), arrival: anyArrival }),
  fc.constant({ type: 'quarantined' as const }),
  fc.record({ type: fc.constant('refused' as const), problem: fc.constantFrom(...problemTypes) }),
)

const anyFetchPage: fc.Arbitrary<FetchPage> = fc.record({
  page: fc.integer({ min: 1 }),
  prev: anyEntryId,
  from: anyInstant,
  until: anyInstant,
  devices: fc.array(
    fc.record({
      device: anyDeviceId,
      lines: fc.array(fc.record({ group: anyGroupId, items: anyCount, bytes: anyCount }), few),
    }),
    few,
  ),
})

interface Case {
  readonly name: string
  readonly check: () => void
}

/** Round trip, canonical and total, and just what the rule of that name in the schema says, over any value of the message and any damage to it. */
function message<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  encode: (value: Value) => Bytes,
  parse: (bytes: Uint8Array) => Result<Value, Malformed>,
): Case {
  const rule = name.replaceAll(' ', '-')

  function check(): void {
    const pairs = values.chain((value) => fc.tuple(fc.constant(value), mutated(encode(value)), bytesUpToLength(60)))
    fc.assert(
      fc.property(pairs, ([value, altered, random]) => {
        const bytes = encode(value)
        expect(parse(bytes)).toEqual({ ok: true, value })
        expect(wireSchema.matches(rule, bytes)).toBe(true)
        for (const other of [altered, random]) {
          const parsed = parse(other)
          expect(parsed.ok).toBe(wireSchema.matches(rule, other))
          if (parsed.ok) expect(encode(parsed.value)).toEqual(other)
        }
      }),
      { numRuns: 150 },
    )
  }
  return { name, check }
}

const messages: readonly Case[] = [
  message(
    'device status',
    fc.record<DeviceStatus>({
      standing: fc.constantFrom('in', 'removed'),
      controls: fc.array(bytesUpToLength(40, 1), { maxLength: 3 }),
    }),
    encodeDeviceStatus,
    parseDeviceStatus,
  ),
  message(
    'hello',
    fc.record({ nonce: bytesOfLength(32), serverTime: anyInstant, relayKey: bytesOfLength(32) }),
    encodeHello,
    parseHello,
  ),
  message('fetch log', fc.array(bytesUpToLength(60, 1), { maxLength: 3 }), encodeFetchLog, parseFetchLog),
  message('fetch page', anyFetchPage, encodeFetchPage, parseFetchPage),
  message(
    'view log',
    fc.array(
      fc.record({ arrival: fc.integer({ min: 1 }).map((value) => value as Arrival), event: bytesUpToLength(60, 1) }),
      {
        maxLength: 3,
      },
    ),
    encodeViewLog,
    parseViewLog,
  ),
  message('team chain', fc.array(bytesUpToLength(40, 1), { maxLength: 3 }), encodeTeamChain, parseTeamChain),
  message(
    'session request',
    fc.record({ space: anySpaceId, device: anyDeviceId, nonce: bytesOfLength(32), signature: bytesOfLength(64) }),
    encodeSessionRequest,
    parseSessionRequest,
  ),
  message(
    'session grant',
    fc.record({ token: anyText(60, 1), expiresAt: anyInstant, serverTime: anyInstant }),
    encodeSessionGrant,
    parseSessionGrant,
  ),
  message('append request', fc.array(bytesUpToLength(90, 1), few), encodeAppendRequest, parseAppendRequest),
  message('append results', fc.array(anyAppendResult, few), encodeAppendResults, parseAppendResults),
  message(
    'control append',
    fc.array(fc.record({ control: bytesUpToLength(90, 1), boxes: fc.array(anyBox, { maxLength: 2 }) }), few),
    encodeControlAppend,
    parseControlAppend,
  ),
  message(
    'epoch boxes',
    fc.record({ epoch: anyEpoch, boxes: fc.array(anyBox, few) }),
    encodeEpochBoxes,
    parseEpochBoxes,
  ),
  message('missing request', fc.array(anyGroupId, few), encodeMissingRequest, parseMissingRequest),
  message(
    'missing boxes',
    fc.array(fc.record({ group: anyGroupId, epoch: anyEpoch, recipients: fc.array(anyDeviceId, few) }), {
      maxLength: 2,
    }),
    encodeMissingBoxes,
    parseMissingBoxes,
  ),
  message('join request', fc.record(anyJoin), encodeJoinRequest, parseJoinRequest),
  message('join status', fc.constantFrom<JoinStatus>('waiting', 'admitted'), encodeJoinStatus, parseJoinStatus),
  message(
    'waiting joins',
    fc.array(fc.record({ ...anyJoin, askedAt: anyInstant }), { maxLength: 2 }),
    encodeWaitingJoins,
    parseWaitingJoins,
  ),
  message(
    'quarantine page',
    fc.record({
      entries: fc.array(
        fc.record({
          ...{ id: anyEntryId, group: anyGroupId, author: anyDeviceId },
          ...{ storedAt: anyInstant, bytes: bytesUpToLength(40) },
        }),
        { maxLength: 2 },
      ),
      more: fc.boolean(),
    }),
    encodeQuarantinePage,
    parseQuarantinePage,
  ),
  message(
    'settled entries',
    fc.array(fc.record({ group: anyGroupId, id: anyEntryId }), few),
    encodeSettledEntries,
    parseSettledEntries,
  ),
  message(
    'erased word',
    fc.record({ space: anySpaceId, device: anyDeviceId, signature: bytesOfLength(64) }),
    encodeErasedWord,
    parseErasedWord,
  ),
  message(
    'erased devices',
    fc.array(fc.record({ device: anyDeviceId, signature: bytesOfLength(64), toldAt: anyInstant }), { maxLength: 2 }),
    encodeErasedDevices,
    parseErasedDevices,
  ),
  message(
    'blob word',
    fc.record({ space: anySpaceId, device: anyDeviceId, signature: bytesOfLength(64) }),
    encodeBlobWord,
    parseBlobWord,
  ),
  message(
    'held blobs',
    fc.array(
      fc.record({
        ...{ group: anyGroupId, author: anyDeviceId, storedAt: anyInstant, bytes: fc.nat({ max: 20 * 2 ** 20 }) },
        blob: anyEntryId.map((id) => id as string as BlobId),
      }),
      { maxLength: 2 },
    ),
    encodeHeldBlobs,
    parseHeldBlobs,
  ),
  message('poke', fc.record({ space: anySpaceId, arrival: anyArrival }), encodePoke, parsePoke),
]

describe('every message', () => {
  test.each(messages)('PR1 PR2 PR3 PR24 $name: written and read alike, nothing else let through', ({ check }) =>
    check(),
  )
})

test('PR16 a session signature is bound to relay, space, device and nonce', () => {
  fc.assert(
    fc.property(anySpaceId, anyDeviceId, bytesOfLength(32), (space, device, nonce) => {
      const origin = 'https://relay.example'
      const expected = concatBytes(
        utf8ToBytes(`doorstep/1/session${origin}`),
        hexToBytes(space),
        hexToBytes(device),
        nonce,
      )
      expect(sessionSigningInput(origin, space, device, nonce)).toEqual(expected)
    }),
  )
})

test('ES566 a word for an attachment is bound to space, group and hash', () => {
  fc.assert(
    fc.property(anySpaceId, anyGroupId, anyEntryId, (space, group, id) => {
      const expected = concatBytes(utf8ToBytes('doorstep/1/blob'), hexToBytes(space), hexToBytes(group), hexToBytes(id))
      expect(blobSigningInput(space, group, id as string as BlobId)).toEqual(expected)
    }),
  )
})

test('PR110 a last word is bound to space and device; a page has 256 entries at most', () => {
  fc.assert(
    fc.property(anySpaceId, anyDeviceId, (space, device) => {
      const expected = concatBytes(utf8ToBytes('doorstep/1/erased'), hexToBytes(space), hexToBytes(device))
      expect(erasedSigningInput(space, device)).toEqual(expected)
    }),
  )
  const at = 1 as Instant
  const entry = {
    id: 'ab'.repeat(32),
    group: 'cd'.repeat(16),
    author: 'ef'.repeat(16),
    storedAt: at,
    bytes: new Uint8Array(1),
  }
  const holds = (count: number) =>
    parseQuarantinePage(encodeQuarantinePage({ entries: Array(count).fill(entry), more: false })).ok
  expect([0, 256, 257].map(holds)).toEqual([true, true, false])
})

test('PR140 the hash of a page of the fetch log is of every byte of it, and of its space', () => {
  const pages = anyFetchPage.chain((page) => fc.tuple(fc.constant(page), mutated(encodeFetchPage(page))))
  fc.assert(
    fc.property(anySpaceId, anySpaceId, pages, (space, elsewhere, [page, altered]) => {
      const bytes = encodeFetchPage(page)
      const hash = fetchPageHash(space, bytes)
      expect(fetchPageHash(space, encodeFetchPage(page))).toBe(hash)
      expect(fetchPageHash(elsewhere, bytes) === hash).toBe(space === elsewhere)
      expect(fetchPageHash(space, altered) === hash).toBe(bytes.join() === altered.join())
    }),
  )
})

test('PR17 an append holds 1 to 256 entries and at most 1 MiB', () => {
  const entries = (count: number, length = 10) => Array.from({ length: count }, () => new Uint8Array(length))
  const accepts = (list: readonly Bytes[]) => parseAppendRequest(encodeAppendRequest(list)).ok
  expect([0, 1, appendItemLimit, appendItemLimit + 1].map((count) => accepts(entries(count)))).toEqual([
    false,
    true,
    true,
    false,
  ])
  // One byte for the array, five for the length of the byte string.
  expect(accepts(entries(1, appendByteLimit - 6))).toBe(true)
  expect(accepts(entries(1, appendByteLimit - 5))).toBe(false)
  expect(accepts(entries(17, 64_000))).toBe(false)
  const controls = (count: number) =>
    parseControlAppend(encodeControlAppend(entries(count).map((control) => ({ control, boxes: [] })))).ok
  expect([0, 1, 256, 257].map(controls)).toEqual([false, true, true, false])
  const large = encodeControlAppend(entries(17, 64_000).map((control) => ({ control, boxes: [] })))
  expect(parseControlAppend(large).ok).toBe(false)
})

test('PR17 results keep the order of the entries', () => {
  fc.assert(
    fc.property(fc.array(anyAppendResult, { minLength: 1, maxLength: 20 }), (results) => {
      expect(parseAppendResults(encodeAppendResults(results))).toEqual({ ok: true, value: results })
    }),
  )
})

test('PR220 a view event without its sealed body has the id of its entry, whose signature is checked by it alone', async () => {
  const { care, cast, write } = createTestSpace()
  const entry = write(cast.nurse, care, { kind: 'audit' })
  const parts = { headerBytes: entry.headerBytes, bodyHash: sha256(entry.body), signature: entry.signature }
  const event = parseViewEvent(encodeViewEvent(parts))
  if (!event.ok) throw new Error(event.error.detail)
  expect([event.value.id, event.value.header]).toEqual([entry.id, entry.header])
  const verifier = createSignatureVerifier()
  const { signKey } = cast.nurse.keys
  expect(await verifyEntry(verifier, event.value, signKey)).toBe(true)
  const altered = parseViewEvent(encodeViewEvent({ ...parts, bodyHash: sha256(entry.bytes) }))
  expect(altered.ok && (await verifyEntry(verifier, altered.value, signKey))).toBe(false)
  expect(wireSchema.matches('view-event', encodeViewEvent(parts))).toBe(true)
  fc.assert(
    fc.property(mutated(encodeViewEvent(parts)), (bytes) => {
      expect(parseViewEvent(bytes).ok).toBe(wireSchema.matches('view-event', bytes))
    }),
  )
})
