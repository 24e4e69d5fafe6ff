/** DC420, DC421: a document in a snapshot is what it says it is, or nothing; and no bytes stop a device. */
import { deflateRawSync } from 'node:zlib'
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import { hostileBytes } from '../../../shared/testing/hostile-bytes.ts'
import { type DocByKind, newDocument } from '../../domain/documents/genesis.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import { readDocumentSize } from '../documents/change-size.ts'
import { headsOf } from '../documents/doc-engine.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { packDocument, unpackDocument } from './packed-document.ts'
import { countOf, encodeSnapshot, isInSpans, parseSnapshot, type SnapshotPayload, spansOf } from './payload.ts'
import { openSnapshot, packDoc } from './snapshot-document.ts'

beforeAll(initAutomergeInNode)

const devices = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(16) as DeviceId)
const reader = 'd4'.repeat(16) as DeviceId
const person = { kind: 'person' } as const
type Doc = DocByKind['person']

const writings = fc.array(fc.record({ by: fc.nat(2), phone: fc.string({ maxLength: 12 }), meets: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
})

interface Written {
  readonly doc: Doc
  readonly snapshot: SnapshotPayload
}

/** What some devices wrote, apart or together, and the snapshot that says so. */
async function written(
  some: readonly { readonly by: number; readonly phone: string; readonly meets: boolean }[],
): Promise<Written> {
  const docs = devices.map((device) => newDocument('person', device))
  const counts = [0, 0, 0]
  for (const { by, meets, phone } of some) {
    const made = changeDetails(docs[by]!, { phone })
    if (!made.ok) throw new Error(made.error.type)
    if (A.getHeads(made.value).join() !== A.getHeads(docs[by]!).join()) counts[by]!++
    docs[by] = made.value
    if (meets) docs[(by + 1) % 3] = A.merge(docs[(by + 1) % 3]!, docs[by]!)
  }
  const doc = docs.reduce((all, each) => A.merge(all, each))
  const feeds = devices.flatMap((device, at) =>
    counts[at] === 0
      ? []
      : [{ device, changes: spansOf(Array.from({ length: counts[at]! }, (_, n) => 2 * n)), snapshots: [] }],
  )
  const packed = await packDoc(doc)
  return { doc, snapshot: { heads: headsOf(doc), feeds, changedAt: 1 as Instant, packed } }
}

test('DC421 what some wrote, apart or together, is in a snapshot what it was', async () => {
  await fc.assert(
    fc.asyncProperty(writings, async (some) => {
      const { doc, snapshot } = await written(some)
      const again = parseSnapshot(encodeSnapshot(snapshot))
      expect(again).toEqual({ ok: true, value: snapshot })
      const opened = await openSnapshot(person, snapshot, reader)
      expect(headsOf(opened!.doc)).toEqual(headsOf(doc))
      expect(JSON.stringify(opened!.doc)).toBe(JSON.stringify(doc))
      expect(headsOf(A.load(opened!.saved) as Doc)).toEqual(headsOf(doc))
    }),
    { numRuns: 40 },
  )
})

test('DC421 other heads, a change too many, too few, of a foreign device, or of another beginning: none of it is taken', async () => {
  await fc.assert(
    fc.asyncProperty(writings, fc.nat(), async (some, at) => {
      const { doc, snapshot } = await written(some)
      fc.pre(snapshot.feeds.length > 0)
      const which = at % snapshot.feeds.length
      const withFeed = (change: (feed: SnapshotPayload['feeds'][number]) => SnapshotPayload['feeds'][number]) => ({
        ...snapshot,
        feeds: snapshot.feeds.map((feed, index) => (index === which ? change(feed) : feed)),
      })
      const more = A.change(A.clone(doc, { actor: reader }) as A.Doc<unknown>, { time: 0 }, (draft) => {
        Object.assign(draft as object, { invented: 'never written' })
      })
      const wrong: Record<string, SnapshotPayload> = {
        heads: { ...snapshot, heads: ['00'.repeat(32)] },
        'no heads': { ...snapshot, heads: [] },
        'one more': withFeed((feed) => ({ ...feed, changes: [...feed.changes, { from: 900, to: 900 }] })),
        'without end': withFeed((feed) => ({ ...feed, changes: [{ from: 0, to: Number.MAX_SAFE_INTEGER }] })),
        fewer: withFeed((feed) => ({ ...feed, changes: feed.changes.slice(1) })),
        'a feed missing': { ...snapshot, feeds: snapshot.feeds.filter((_, index) => index !== which) },
        'another device': withFeed((feed) => ({ ...feed, device: reader })),
        'invented history': { ...snapshot, packed: await packDoc(more as Doc) },
        'invented, and said in the heads': {
          ...snapshot,
          heads: headsOf(more as Doc),
          packed: await packDoc(more as Doc),
        },
      }
      for (const [what, one] of Object.entries(wrong)) {
        expect(await openSnapshot(person, one, reader), what).toBeUndefined()
      }
      expect(await openSnapshot({ kind: 'medicines' }, snapshot, reader)).toBeUndefined()
    }),
    { numRuns: 15 },
  )
})

test('DC420 whatever byte is another one, it is no document or the same one', async () => {
  const { snapshot, doc } = await written([{ by: 0, phone: '01632 960111', meets: false }])
  const saved = (await unpackDocument(snapshot.packed))!
  await fc.assert(
    fc.asyncProperty(fc.nat(saved.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const other = Uint8Array.from(saved)
      other[at]! ^= by
      const opened = await openSnapshot(person, { ...snapshot, packed: await packDocument(other) }, reader)
      if (opened !== undefined) expect(JSON.stringify(opened.doc)).toBe(JSON.stringify(doc))
      const cut = await openSnapshot(
        person,
        { ...snapshot, packed: snapshot.packed.slice(0, at % snapshot.packed.length) },
        reader,
      )
      expect(cut).toBeUndefined()
    }),
    { numRuns: 150 },
  )
})

test('DC420 what was made to stop a reader gives nothing, packed or not', async () => {
  const { snapshot } = await written([{ by: 0, phone: '1', meets: false }])
  for (const [what, bytes] of Object.entries(hostileBytes)) {
    expect(parseSnapshot(bytes).ok, what).toBe(false)
    for (const packed of [bytes, new Uint8Array(deflateRawSync(bytes))]) {
      expect(await openSnapshot(person, { ...snapshot, packed }, reader), what).toBeUndefined()
    }
  }
})

test('DC420 a few thousand bytes that unpack to more than a document may be are left packed', async () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(64 * 1_048_576)))
  expect(bomb.length).toBeLessThan(65_536)
  const heap = process.memoryUsage().arrayBuffers
  expect(await unpackDocument(bomb)).toBeUndefined()
  expect(process.memoryUsage().arrayBuffers - heap).toBeLessThan(32 * 1_048_576)
})

test('DC420 a document whose columns stand for more than anybody writes is not read; one of ours is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
      const doc = A.change(A.init<{ list?: unknown[] }>(), (draft) => {
        draft.list = new Array(count).fill(null)
      })
      const saved = A.getBackend(doc).saveNoCompress() as Bytes
      expect(readDocumentSize(saved, count - 1)).toBeUndefined()
      expect(readDocumentSize(saved, 2 * count + 4)).toBeGreaterThanOrEqual(count)
      // Compressed columns hide how much they hold.
      if (count > 300) expect(readDocumentSize(deflatedColumns(), 1e6)).toBeUndefined()
    }),
    { numRuns: 20 },
  )
})

function deflatedColumns(): Bytes {
  const words = Array.from({ length: 200 }, (_, i) => `word ${i}`)
  return A.save(A.from<Record<string, unknown>>({ words })) as Bytes
}

test('DC420 numbers are named by their spans, each once, and read back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60)), (numbers) => {
      const spans = spansOf(numbers)
      expect(countOf(spans)).toBe(new Set(numbers).size)
      for (let n = 0; n <= 61; n++) expect(isInSpans(spans, n)).toBe(numbers.includes(n))
    }),
  )
  const feed = (changes: readonly number[]) => [Buffer.from(devices[0]!, 'hex'), changes, []]
  const raw = (...feeds: readonly unknown[]) => encodeCbor([1, [], feeds, 1, new Uint8Array(1)]) as Bytes
  expect(parseSnapshot(raw(feed([0, 3, 5, 5]))).ok).toBe(true)
  for (const bad of [[3], [3, 2], [0, 3, 4, 4], [0, 3, 3, 9], [5, 6, 0, 1]])
    expect(parseSnapshot(raw(feed(bad))).ok, bytesToHex(raw(feed(bad)))).toBe(false)
  expect(parseSnapshot(raw(feed([0, 0]), feed([2, 2]))).ok).toBe(false)
})
