/** SX423, SX424: who comes by snapshots ends as who was there, whatever is lost, false or kept back. The real relay, in memory. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { MemberId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { propertyTimeout } from '../../../shared/testing/property-runs.ts'
import type { DocByKind } from '../../domain/documents/genesis.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import { headsOf } from '../documents/doc-engine.ts'
import { packDocument, unpackDocument } from '../snapshots/packed-document.ts'
import { countOf, encodeSnapshot, parseSnapshot, type SnapshotPayload, spansOf } from '../snapshots/payload.ts'
import { openSnapshot, packDoc } from '../snapshots/snapshot-document.ts'
import { turnMs } from '../sync/furnish.ts'
import { readGroupLog } from '../sync/group-log.ts'
import { documentState, withoutArrival } from '../testing/document-state.ts'
import type { Fate, Wire } from '../testing/memory-relay.ts'
import { doreen, idOf, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

vi.setConfig({ testTimeout: propertyTimeout(180_000) })

type Change = (said: SnapshotPayload, two: TwoColleagues) => Promise<SnapshotPayload> | SnapshotPayload

const { personId } = doreen
const doc = docIdOf('person', personId)
const deviceOf = ({ engine }: Colleague) => engine.admin.session()!.device
const careOf = (two: TwoColleagues) => two.here.robot.admin.careGroup(personId)!
let count = 0

async function edit({ engine }: Colleague, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    count += 1
    const details = count % 2 === 0 ? { phone: `01632 ${count}` } : { address: `${count} Mill Lane` }
    must(await engine.admin.changeDocument('person', personId, (was) => changeDetails(was, details)))
  }
}

async function note(two: TwoColleagues, { engine }: Colleague): Promise<void> {
  const { at, commandId } = two.intent()
  const said = { words: '', found: `Seen ${++count}`, did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note: said } as const
  expect(await engine.run({ ...visit, commandId, at, startedAt: at })).toMatchObject({ ok: true })
}

async function quiet(two: TwoColleagues, ...more: readonly Colleague[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await sync(...[two.aisha, two.priya, ...more].map(({ engine }) => engine))
    two.memory.clock.advance(4 * turnMs)
  }
}

/** Twelve changes by two, with notes between them, and a snapshot of them. */
async function begun(): Promise<TwoColleagues> {
  const two = await startTwoColleagues({ snapshotEvery: 6 })
  must(
    await two.here.robot.admin.setRound(
      doreen.roundId,
      ['Aisha Rahman', 'Priya Patel', 'Ben Okafor'].map((name) => idOf<MemberId>(name)),
    ),
  )
  for (const by of [two.aisha, two.priya]) {
    await edit(by, 2)
    await note(two, by)
    await edit(by, 4)
    await note(two, by)
  }
  await quiet(two)
  expect((await snapshotsAt(two.aisha, two)).length).toBeGreaterThan(0)
  return two
}

async function snapshotsAt({ engine }: Colleague, two: TwoColleagues): Promise<readonly ContentEntry[]> {
  const entries = await readGroupLog(engine.admin.store(), careOf(two))
  return entries.filter(({ header }) => header.kind === 'snapshot')
}

/** Nothing of what was left out can be fetched yet. */
const withoutHistory = (wire: Wire) => wire.setFate('request-lost', 'folded=only')

function missingAt(at: Colleague, two: TwoColleagues): number {
  const feeds = deviceOf(at).gaps.now()?.inGroup(careOf(two)) ?? new Map()
  return [...feeds.values()].flatMap(({ holes }) => holes).reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

async function shownAt({ engine }: Colleague) {
  const { story } = await viewOf(engine, 'person', { personId })
  const words = story.map(({ kind, lines }) => `${kind} ${lines.join()}`).sort()
  const { anew, content, heads, rows } = await documentState(engine, 'person', personId)
  return withoutArrival({ words, anew, content, heads, rows })
}

async function saidIn(at: Colleague, entry: ContentEntry): Promise<SnapshotPayload> {
  return must(parseSnapshot(must(await deviceOf(at).sealer.open(entry))))
}

/** Instead of the true ones, which it folds: as a changed app of Aisha's would write it. */
async function falsify(two: TwoColleagues, change: Change): Promise<void> {
  const { aisha, priya } = two
  for (const by of [aisha, priya]) await note(two, by)
  await sync(priya.engine, aisha.engine)
  const before = await snapshotsAt(aisha, two)
  const each = await Promise.all(before.map(async (entry) => ({ entry, said: await saidIn(aisha, entry) })))
  const foldedIn = ({ said }: (typeof each)[number]) => said.feeds.reduce((sum, feed) => sum + countOf(feed.changes), 0)
  const { entry, said } = each.toSorted((a, b) => foldedIn(b) - foldedIn(a))[0]!
  const feeds = said.feeds.map((feed) => {
    const own = before.filter(({ header }) => header.author === feed.device).map(({ header }) => header.seq)
    return { ...feed, snapshots: spansOf(own) }
  })
  const payload = encodeSnapshot(await change({ ...said, feeds }, two))
  const refs = [...entry.header.refs, ...before.map(({ id }) => id)]
  const draft = {
    ...({ kind: 'snapshot', group: careOf(two), priority: 'bulk', doc, payload, refs } as const),
    ...({ rows: [], drops: [], label: { kind: 'team', personId } } as const),
  }
  const { writer } = aisha.engine.admin.session()!
  must(await writer.inTurn(() => writer.write({ entries: [draft], alongside: [], sealedAlongside: [] })))
  await aisha.engine.syncNow()
  await aisha.engine.settle()
}

test('SX423 who comes new is sent the snapshot and not what it folds, shows the same, and fetches the history afterwards', async () => {
  const two = await begun()
  const ben = await two.join('Ben Okafor', withoutHistory)
  expect(missingAt(ben, two)).toBeGreaterThan(6)
  expect(await shownAt(ben)).toEqual(await shownAt(two.aisha))
  expect((await viewOf(ben.engine, 'person', { personId })).complete).toBe(true)
  await edit(ben)
  await edit(two.priya)
  await quiet(two, ben)
  expect(await shownAt(ben)).toEqual(await shownAt(two.aisha))
  ben.wire.setFate('delivered')
  await quiet(two, ben)
  expect(missingAt(ben, two)).toBe(0)
  expect(await shownAt(ben)).toEqual(await shownAt(two.aisha))
  expect(deviceOf(ben).parked.refused()).toEqual([])
  const all = (await readGroupLog(two.aisha.engine.admin.store(), careOf(two))).map(({ id }) => id)
  expect((await readGroupLog(ben.engine.admin.store(), careOf(two))).map(({ id }) => id).sort()).toEqual(all.sort())
  await two.here.close()
})

test('QV560 what stands on a snapshot says by whose, document by document, until this device has checked it', async () => {
  const two = await begun()
  const said = async ({ engine }: Colleague) => ({
    details: (await viewOf(engine, 'details', { personId })).accordingTo,
    medicines: (await viewOf(engine, 'person', { personId })).accordingTo,
    plan: (await viewOf(engine, 'care-plan', { personId })).accordingTo,
  })
  const nothing = { details: undefined, medicines: undefined, plan: undefined }
  const ben = await two.join('Ben Okafor', withoutHistory)
  const writers = (await snapshotsAt(ben, two)).map(({ header }) => header.author)
  const byAisha = writers.includes(deviceOf(two.aisha).device)
  const name = byAisha ? 'Aisha Rahman' : 'Priya Patel'
  expect(await said(ben)).toEqual({ ...nothing, details: [name] })
  for (const at of [two.aisha, two.priya]) expect(await said(at)).toEqual(nothing)
  ben.wire.setFate('delivered')
  await quiet(two, ben)
  expect(missingAt(ben, two)).toBe(0)
  expect(await said(ben)).toEqual(nothing)
  await two.here.close()
})

type Spans = SnapshotPayload['feeds'][number]['changes']

/** A change that Priya never made, in her name, with heads and numbers to fit. */
async function invented(
  said: SnapshotPayload,
  two: TwoColleagues,
  withNumber: (changes: Spans) => Spans,
): Promise<SnapshotPayload> {
  const { device } = deviceOf(two.priya)
  const opened = (await openSnapshot({ kind: 'person' }, said, device))!
  const more = must(changeDetails(opened.doc as DocByKind['person'], { phone: '0' }))
  const feeds = said.feeds.map((feed) =>
    feed.device === device ? { ...feed, changes: withNumber(feed.changes) } : feed,
  )
  return { ...said, feeds, heads: headsOf(more), packed: await packDoc(more) }
}

const broken: Record<string, Change> = {
  'damaged bytes': (said) => ({ ...said, packed: said.packed.slice(0, -9) }),
  'other heads': (said) => ({ ...said, heads: ['ab'.repeat(32)] }),
  'an altered save': async (said) => {
    const saved = (await unpackDocument(said.packed))!
    saved[saved.length - 20]! ^= 1
    return { ...said, packed: await packDocument(saved) }
  },
  'a frontier too far': (said) => ({
    ...said,
    feeds: said.feeds.map((feed) => ({ ...feed, changes: [...feed.changes, { from: 9_000, to: 9_000 }] })),
  }),
  'a change invented under a number that nobody has': (said, two) =>
    invented(said, two, (changes) => [...changes, { from: 9_000, to: 9_000 }]),
  'a frontier too short': (said) => ({
    ...said,
    feeds: said.feeds.map((feed) => ({ ...feed, changes: feed.changes.slice(1) })),
  }),
}
for (const [what, change] of Object.entries(broken)) {
  test(`SX424 a snapshot with ${what} stands for nothing: the entries themselves are fetched, and the record is whole`, async () => {
    const two = await begun()
    await falsify(two, change)
    const ben = await two.join('Ben Okafor', withoutHistory)
    await sync(ben.engine, ben.engine)
    expect(missingAt(ben, two)).toBe(0)
    expect(await shownAt(ben)).toEqual(await shownAt(two.priya))
    await two.here.close()
  })
}

test('SX422 SX423 an invented history that fits its own heads is found once its entries are here, told and gone', async () => {
  const two = await begun()
  await falsify(two, (said) => invented(said, two, withOneMore))
  // Priya's own next change, in whose place the invented one stands; and no snapshot of hers that says so.
  await edit(two.priya)
  await two.priya.engine.syncNow()
  two.priya.wire.setFate('request-lost')
  const ben = await two.join('Ben Okafor', withoutHistory)
  const refusedAtBen = () =>
    deviceOf(ben)
      .parked.refused()
      .map(({ reason }) => reason)
  // While the false one stands a true change is refused; here and there it is found as soon as he comes.
  expect(['bad-change', 'false-snapshot']).toEqual(expect.arrayContaining(refusedAtBen()))
  two.priya.wire.setFate('delivered')
  ben.wire.setFate('delivered')
  await quiet(two, ben)
  await quiet(two, ben)
  expect(refusedAtBen()).toEqual(['false-snapshot'])
  expect((await viewOf(ben.engine, 'sync', {})).forks.map(({ signer }) => signer?.name)).toEqual(['Aisha Rahman'])
  expect(await shownAt(ben)).toEqual(await shownAt(two.priya))
  await two.here.close()
})

/** A number that stands for a note: as many changes are named as are in it. */
function withOneMore(changes: Spans): Spans {
  const [first, second, ...rest] = changes
  return [{ from: first!.from, to: second!.to }, ...rest]
}

test('SX424 a relay that leaves out what no snapshot names hides nothing: it is missing, not complete, and fetched', async () => {
  const two = await begun()
  const ben = await two.join('Ben Okafor')
  await quiet(two, ben)
  await note(two, two.aisha)
  await note(two, two.aisha)
  await sync(two.aisha.engine)
  const { receiver } = ben.engine.admin.session()!
  const feed = (await readGroupLog(two.aisha.engine.admin.store(), careOf(two)))
    .filter(({ header }) => header.author === deviceOf(two.aisha).device)
    .toSorted((a, b) => a.header.seq - b.header.seq)
  const [hidden, shown] = feed.slice(-2)
  const { author, group, seq } = hidden!.header
  const left = { type: 'folded', arrival: 900, group, author, from: seq, to: seq } as never
  must(await receiver.take([left, { type: 'entry', arrival: 901, bytes: shown!.bytes, storedAt: 1 } as never], []))
  expect(missingAt(ben, two)).toBe(1)
  expect(deviceOf(ben).storedIn(group)[author]).toBe(seq)
  await sync(ben.engine, ben.engine)
  expect(missingAt(ben, two)).toBe(0)
  expect(await shownAt(ben)).toEqual(await shownAt(two.aisha))
  await two.here.close()
})

const fates = fc.array(
  fc.constantFrom<Fate>('delivered', 'request-lost', 'reply-lost', 'stream-cut', 'twice', 'late'),
  {
    minLength: 3,
    maxLength: 6,
  },
)

test('SX423 SX424 whatever is lost, cut, doubled or late on the way, who came by snapshots ends as who was there', async () => {
  await fc.assert(
    fc.asyncProperty(fates, fc.array(fc.nat(2), { maxLength: 6 }), async (some, edits) => {
      const two = await begun()
      const ben = await two.join('Ben Okafor', withoutHistory)
      const all = [two.aisha, two.priya, ben]
      for (const [at, fate] of some.entries()) {
        for (const who of edits) await edit(all[who]!)
        ben.wire.setFate(fate)
        await sync(ben.engine)
        await sync(all[at % 2]!.engine)
      }
      ben.wire.setFate('delivered')
      await quiet(two, ben)
      await quiet(two, ben)
      expect(missingAt(ben, two)).toBe(0)
      expect(await shownAt(ben)).toEqual(await shownAt(two.aisha))
      expect(await shownAt(two.priya)).toEqual(await shownAt(two.aisha))
      await two.here.close()
    }),
    { numRuns: 5 },
  )
})
