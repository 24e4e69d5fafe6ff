/**
 * Every reader of bytes and of text that come from somewhere else: one table,
 * the same hostile things for each. That each reads back what it wrote, and
 * nothing else, its own test proves.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor } from '../../../shared/lib/cbor.ts'
import { decodeDeterministic } from '../../../shared/lib/cbor-decode.ts'
import type { DeviceId, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { parseChainState } from '../../../shared/membership/chain-codec.ts'
import { verifyForkProof } from '../../../shared/membership/fork-proof.ts'
import { parseAppendRequest, parseAppendResults } from '../../../shared/protocol/append.ts'
import { parseBlobId } from '../../../shared/protocol/blob.ts'
import { parseEpochBoxes, parseMissingBoxes, parseMissingRequest } from '../../../shared/protocol/boxes.ts'
import { controlKindNumbers, parseControl } from '../../../shared/protocol/control.ts'
import { parseControlAppend } from '../../../shared/protocol/control-append.ts'
import { parseDeviceStatus } from '../../../shared/protocol/device-status.ts'
import {
  entryByteLimit,
  parseContentEntry,
  parseContentHeader,
  parseControlEntry,
  parseEntry,
  parseHeaderIn,
} from '../../../shared/protocol/entry.ts'
import { parseErasedDevices, parseErasedWord } from '../../../shared/protocol/erased.ts'
import { parseFetchLog, parseFetchPage } from '../../../shared/protocol/fetch-log.ts'
import { parseFoundingFragment } from '../../../shared/protocol/founding-link.ts'
import { parseBlobWord, parseHeldBlobs, readBlobWord } from '../../../shared/protocol/held-blob.ts'
import { parseHello } from '../../../shared/protocol/hello.ts'
import { parseCertificate, parseInviteFragment } from '../../../shared/protocol/invite.ts'
import { parseJoinAnswer, parseJoinRequest, parseJoinStatus, parseWaitingJoins } from '../../../shared/protocol/join.ts'
import { parsePoke } from '../../../shared/protocol/poke.ts'
import { parseProblem } from '../../../shared/protocol/problem.ts'
import { createPullParser } from '../../../shared/protocol/pull.ts'
import { parseQuarantinePage, parseSettledEntries } from '../../../shared/protocol/quarantine.ts'
import { parseRecoveryFragment, parseTeamChain } from '../../../shared/protocol/recovery-link.ts'
import { parseSessionGrant, parseSessionRequest } from '../../../shared/protocol/session.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { parseSpokenCode, parseSpokenDeposit } from '../../../shared/protocol/spoken.ts'
import { parseViewEvent, parseViewLog } from '../../../shared/protocol/view-log.ts'
import { hostileBytes, hostileTexts } from '../../../shared/testing/hostile-bytes.ts'
import { parseEdit } from '../../domain/documents/medicine-edit.ts'
import { parsePartEdit } from '../../domain/documents/part-edit.ts'
import { parsePlanEdit } from '../../domain/documents/plan-edits.ts'
import { parseSaid, saidSchema } from '../../domain/documents/said.ts'
import { parseNhsNumber } from '../../domain/nhs-number.ts'
import { parseRecord } from '../../domain/records/record.ts'
import { readShare } from '../archive/shares.ts'
import { manifestName, manifestOf } from '../archive/sign-export.ts'
import { parseBlobMark } from '../blobs/blob-marks.ts'
import { parseKeptPhoto } from '../blobs/draft-photo.ts'
import { openBlob } from '../crypto/blob-sealer.ts'
import { createPacking } from '../crypto/packing.ts'
import { unpad } from '../crypto/padme.ts'
import { readChangeSize, readDocumentSize } from '../documents/change-size.ts'
import { readChange } from '../documents/doc-engine.ts'
import { parseWaits } from '../documents/waits-told.ts'
import { parsePhase } from '../life/own-device.ts'
import { readInvite } from '../membership/invites.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { parseGaps } from '../receive/gaps.ts'
import { unpackDocument } from '../snapshots/packed-document.ts'
import { parseSnapshot } from '../snapshots/payload.ts'
import { parseLease } from '../storage/lease.ts'
import { parseAttempts, parseHeader, parsePasskey } from '../storage/vault-rows.ts'
import { entriesInRow } from '../sync/entry-log.ts'
import { parseFrontier } from '../sync/frontiers.ts'
import { parseMark } from '../sync/outbox.ts'
import { parseOwnFeed } from '../sync/own-feed.ts'
import { parsePayload } from '../writing/record-payload.ts'

const device = 'ab'.repeat(16) as DeviceId
const group = 'cd'.repeat(16) as GroupId
const packing = createPacking(entryByteLimit)
const verifier = createSignatureVerifier()

/** By name, so that a reader nobody lists here is missed below. */
const ofBytes: Readonly<Record<string, (bytes: Bytes) => unknown>> = {
  ...{ decodeCbor, decodeDeterministic, parseChainState, parsePayload, parseHeader, parsePasskey, parseAttempts },
  ...{ parseAppendRequest, parseAppendResults, parseEpochBoxes, parseMissingBoxes, parseMissingRequest },
  ...{ parseControlAppend, parseDeviceStatus, parseContentEntry, parseControlEntry, parseEntry, parseHello },
  ...{ parseCertificate, parseJoinRequest, parseJoinStatus, parseWaitingJoins, parsePoke, parseSessionGrant },
  ...{ parseSessionRequest, parseSpokenDeposit, parsePhase, parseFrontier, unpad, entriesInRow },
  ...{ parseErasedWord, parseErasedDevices, parseFetchPage, parseFetchLog, parseQuarantinePage, parseSettledEntries },
  ...{ parseBlobWord, parseHeldBlobs },
  ...{ parseTeamChain, parseContentHeader, parseHeaderIn, parseGaps, parseSnapshot, parseViewEvent, parseViewLog },
  parseWaits,
  parseControl: (bytes) => [...Object.values(controlKindNumbers), 99].map((kind) => parseControl(kind, bytes)),
  parseLease: (bytes) => parseLease(bytes, 1 as Instant),
  parseMark: (value) => parseMark({ key: `${group}/000000000001`, value }),
  parseBlobMark: (value) => parseBlobMark('mark', value),
  parseOwnFeed: (bytes) => parseOwnFeed(group, bytes),
  parseRecord: (bytes) => {
    const decoded = decodeCbor(bytes)
    return parseRecord(decoded.ok ? decoded.value : bytes)
  },
  unpackDocument,
  readDocumentSize: (bytes) => readDocumentSize(bytes, 10_000),
  readChangeSize: (bytes) => readChangeSize(bytes, 10_000),
  readChange: (bytes) => readChange(bytes, device),
  createPullParser: (bytes) => createPullParser().push(bytes),
  createPacking: (bytes) => packing.unpack(bytes),
  openBlob: (bytes) => openBlob(new Uint8Array(32), bytes),
  // Files that anybody hands over: a proof of two histories, and the list of an export.
  verifyForkProof: (bytes) => verifyForkProof(bytes, verifier),
  readManifest: (bytes) => manifestOf(new Map([[manifestName, bytes]])),
}

const ofText: Readonly<Record<string, (text: string) => unknown>> = {
  ...{ parseFoundingFragment, parseInviteFragment, parseJoinAnswer, parseProblem, parseSpokenCode, readShare },
  parseRecoveryFragment,
  ...{ parseBlobId, parseKeptPhoto },
  readBlobWord: (text) => readBlobWord('ef'.repeat(16) as SpaceId, text.slice(0, 32), text),
  ...{ parseEdit, parsePartEdit, parsePlanEdit, parseNhsNumber },
  parseSaid: (json) => parseSaid(json, saidSchema),
  readInvite: (text) => readInvite(text, 1 as Instant),
}

/** Processor time, so that a busy machine makes no reader slow. Far beyond what any takes, far below what a bomb costs. */
const mostMs = 400

/** What else the process does meanwhile, such as collecting what tests before left, is counted too: a bomb costs it every time. */
async function within(read: () => unknown): Promise<void> {
  const tries = [await costOf(read)]
  while (tries.at(-1)! >= mostMs && tries.length < 3) tries.push(await costOf(read))
  expect(Math.min(...tries)).toBeLessThan(mostMs)
}

async function costOf(read: () => unknown): Promise<number> {
  const began = process.cpuUsage()
  await read()
  const { system, user } = process.cpuUsage(began)
  return (system + user) / 1_000
}

beforeAll(initAutomergeInNode)

describe('readers of bytes', () => {
  test.each(Object.entries(ofBytes))('PR150 PR2 %s answers bombs, random bytes and pieces of both', async (_, read) => {
    for (const bytes of Object.values(hostileBytes)) {
      await within(() => read(bytes))
      for (const head of [[0x81], [0x82, 0x01], [0x83, 0x01, 0x01], [0xa1, 0x61, 0x76], [0x5a, 0, 0, 0x10, 0]])
        await within(() => read(new Uint8Array([...head, ...bytes.subarray(0, 4_096)])))
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await read(new Uint8Array(bytes))
      }),
    )
  })
})

describe('readers of text', () => {
  test.each(Object.entries(ofText))('PR150 PR2 %s answers what is long, deep or of no language', async (_, read) => {
    for (const text of Object.values(hostileTexts)) await within(() => read(text))
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.base64String().map((text) => `#j=${text}`),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await read(text)
      }),
    )
  })
})

test('PR150 nothing that was read has given every object a property', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect('isAdmin' in {}).toBe(false)
})

/** Drafts of screens: PR151, beside them. */
const drafts = ['parseVisitDraft', 'parseMessageDraft', 'parseMedicineDraft']
/** What every parser here stands on, addresses, settings of whoever runs the relay, and parts of drafts. */
const elsewhere = ['parseField', 'parsePath', 'parseIntent', 'parseSeenTasks', 'parseConfig', ...drafts]

/** What reads bytes without a parser of a name of its own, by file, and why it is not in the table. */
const ownRows: Readonly<Record<string, string>> = {
  'shared/protocol/fields.ts parseField': 'by every parser of the table',
  'shared/protocol/entry.ts openEnvelope': 'by the parsers of entries in the table',
  'shared/protocol/spoken.ts spokenCodeOf': 'random bytes of its own',
  'client/engine/membership/invites.ts joinCode': 'a hash of its own',
  'client/engine/storage/sealed-store.ts splitName': 'sealed: a row’s name and what is in it',
  'shared/protocol/problem.ts parseJson': 'by parseProblem',
  'client/engine/blobs/draft-photo.ts parseJson': 'by parseKeptPhoto',
  // What is typed on this page, as a draft: with hostile text by PR151.
  'client/ui/models/draft-json.ts readDraft': 'PR151',
  'client/ui/models/plan-form.ts parseDraft': 'PR151',
  'client/ui/models/task-form.ts parseDraft': 'PR151',
  // The relay's own database says it to the relay.
  'server/entry-store/postgres-others.ts createPostgresOthers': 'another process of this relay, by the database',
  'server/entry-store/sqlite-read.ts createSqliteReader': 'the relay’s own row',
  // In clear on the device's own disk: read with hostile bytes by DS100.
  'client/engine/storage/vault-pin.ts parsePin': 'DS100',
  'client/engine/sync/cursor.ts readNumbers': 'DS100',
  'client/engine/sync/cursor.ts readCursor': 'DS100',
  'client/engine/sync/last-seen.ts readLastSeen': 'DS100',
  'client/engine/sync/refill-left.ts readLeft': 'DS100',
  'client/engine/snapshots/write-snapshots.ts readLooked': 'a count, or none',
  'client/engine/sync/control-log.ts countRows': 'DS100',
  'client/engine/sync/refill-left.ts readRefilledAt': 'DS100',
  'client/engine/succession/unsent.ts parse': 'DS100',
  'client/engine/succession/successor.ts readSuccessor': 'DS100',
  // Sealed by the device for itself, row and place bound (VA2): whoever can write one has the device's key.
  'client/engine/crypto/device-identity.ts openDeviceIdentity': 'sealed: the secret that the vault wraps',
  'client/engine/membership/in-person-book.ts parseRow': 'sealed: invites made face to face',
  'client/engine/receive/parked.ts parseWaiting': 'sealed: what waits, as it was checked when it came',
  'client/engine/receive/parked.ts parseRefused': 'sealed: what was refused',
  'client/engine/sync/outbox-labels.ts parseLabel': 'sealed: what the panel calls an entry',
  'client/engine/acts/opening-said.ts parse': 'sealed: why a record was opened',
  'client/engine/sync/went-back.ts parse': 'sealed: that the relay went back',
  'client/engine/handing/handed-book.ts parse': 'sealed: whom others gave this member',
  'client/engine/acts/kit-acts.ts readSheets': 'sealed: sheets not printed yet',
  'client/engine/writing/drafts.ts parseDraft': 'sealed: what is being typed',
  'client/engine/writing/receipts.ts parseState': 'sealed: what was told as seen',
  'client/engine/documents/doc-rows.ts parseTail': 'sealed: changes taken in before',
  'client/engine/life/own-device.ts readOwnDevice': 'sealed: who this device is',
  'client/engine/read-model/page-store.ts parseIndex': 'sealed: which pages there are',
  'client/engine/read-model/page-store.ts parsePage': 'sealed: rows',
  'client/engine/read-model/tails.ts createTails': 'sealed: whose rows wait',
  'client/engine/read-model/tails.ts parseTail': 'sealed: rows that wait',
  'client/engine/search/search.ts createSearch': 'sealed: passages',
  'client/engine/search/word-reading.ts createWordReading': 'sealed: words',
  'client/engine/remake/remake-rows.ts begin': 'sealed: how far it had come',
  'client/engine/remake/remake-rows.ts parseOldPage': 'sealed: rows of an older app',
}

const decoding =
  /\b(?:decodeCbor|decodeDeterministic|parseField|JSON\.parse|v\.parseJson|new DataView|new DecompressionStream)\(/
const topLevel = /^(?:export )?(?:default )?(?:async )?(?:function|const) (\w+)/

/** The top-level function or constant in which a line stands that calls a decoder. */
function decodersIn(code: string): readonly string[] {
  let inside = ''
  return code.split('\n').flatMap((line) => {
    inside = topLevel.exec(line)?.[1] ?? inside
    const isDeclared = /function (?:decode(?:Cbor|Deterministic)|parseField)\b/.test(line)
    return !isDeclared && decoding.test(line) ? [inside] : []
  })
}

function sourcesBelow(...parts: readonly string[]): readonly (readonly [file: string, code: string])[] {
  const root = join(import.meta.dirname, '../../..')
  return parts
    .flatMap((part) =>
      readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).map((file) => join(part, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|testing/.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')])
}

const inTable = new Set([...Object.keys(ofBytes), ...Object.keys(ofText)])

test('PR150 every reader is in the table', () => {
  const named = sourcesBelow('shared', 'client', 'server').flatMap(([, code]) =>
    [...code.matchAll(/export (?:async )?function (parse[A-Z]\w*)[(<]/g)].map(([, name]) => name!),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((name) => !inTable.has(name) && !elsewhere.includes(name))).toEqual([])
})

test('PR150 whatever decodes bytes is in the table, or is a row of the device’s own of which it says why not', () => {
  const decoders = sourcesBelow('shared', 'client', 'server').flatMap(([file, code]) =>
    decodersIn(code).map((name) => `${file} ${name}`),
  )
  const outside = new Set(decoders.filter((decoder) => !inTable.has(decoder.slice(decoder.lastIndexOf(' ') + 1))))
  expect([...outside].filter((decoder) => !(decoder in ownRows))).toEqual([])
  const gone = Object.keys(ownRows).filter((decoder) => !decoders.includes(decoder))
  expect(gone).toEqual([])
})

test('PR150 a decoder in a function of any name, exported or not, is seen', () => {
  const code = [
    'export const limit = 1',
    'async function readThing(bytes: Bytes) {',
    '  if (bytes.length > limit) return undefined',
    '  const decoded = decodeCbor(bytes)',
    '}',
    'export const readOther = (bytes: Bytes) => decodeDeterministic(bytes)',
    'function openFile(bytes: Bytes) {',
    '  const file = parseField(whole, bytes)',
    '}',
    'const words = (text: string) => JSON.parse(text)',
  ]
  expect(decodersIn(code.join('\n'))).toEqual(['readThing', 'readOther', 'openFile', 'words'])
})
