/** SX420-SX422, RX420: who writes snapshots and when, what is taken of them, and a false one. The real relay, in memory. */
import { beforeEach, describe, expect, test } from 'vitest'
import { docIdOf } from '../../../shared/lib/doc-id.ts'

import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import { contentFields } from '../membership/testing/world.ts'
import { encodeSnapshot, parseSnapshot, type SnapshotPayload } from '../snapshots/payload.ts'
import { turnMs } from '../sync/furnish.ts'
import { readGroupLog } from '../sync/group-log.ts'
import { documentState, withoutArrival } from '../testing/document-state.ts'
import { doreen, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

let two: TwoColleagues
let count = 0

beforeEach(async () => {
  two = await startTwoColleagues({ snapshotEvery: 6 })
  await met()
  return () => two.here.close()
})

const { personId } = doreen
const doc = docIdOf('person', personId)
const care = () => two.here.robot.admin.careGroup(personId)!
const deviceOf = ({ engine }: Colleague) => engine.admin.session()!.device

async function edit({ engine }: Colleague, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    count += 1
    must(
      await engine.admin.changeDocument('person', personId, (was) => changeDetails(was, { phone: `01632 ${count}` })),
    )
  }
}

async function note({ engine }: Colleague): Promise<void> {
  const said = { words: '', found: 'Well', did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note: said } as const
  const { at, commandId } = two.intent()
  expect(await engine.run({ ...visit, commandId, at, startedAt: at })).toMatchObject({ ok: true })
}

async function met(): Promise<void> {
  const { aisha, priya } = two
  for (let round = 0; round < 2; round++) await sync(aisha.engine, priya.engine)
}

/** Long enough for everybody's turn. */
async function quiet(): Promise<void> {
  await met()
  two.memory.clock.advance(10 * turnMs)
  await met()
}

async function snapshotsAt({ engine }: Colleague): Promise<readonly ContentEntry[]> {
  const entries = await readGroupLog(engine.admin.store(), care())
  return entries.filter(({ header }) => header.kind === 'snapshot')
}

async function saidIn(at: Colleague, entry: ContentEntry): Promise<SnapshotPayload> {
  return must(parseSnapshot(must(await deviceOf(at).sealer.open(entry))))
}

const parkedAt = (at: Colleague) =>
  deviceOf(at)
    .parked.refused()
    .map(({ reason }) => reason)
const contentOf = async ({ engine }: Colleague) => withoutArrival(await documentState(engine, 'person', personId))

/** What a changed app would write: sealed, signed and sent as any entry. */
async function writeSnapshot(by: Colleague, payload: SnapshotPayload): Promise<void> {
  const draft = {
    ...({ kind: 'snapshot', group: care(), priority: 'bulk', doc, payload: encodeSnapshot(payload) } as const),
    ...({ rows: [], drops: [], label: { kind: 'team', personId } } as const),
  }
  const { writer } = by.engine.admin.session()!
  must(await writer.inTurn(() => writer.write({ entries: [draft], alongside: [], sealedAlongside: [] })))
  await sync(by.engine)
}

describe('writing', () => {
  test('SX420 after so many changes one device writes one snapshot, naming each of their entries; fewer make none', async () => {
    const { aisha, priya } = two
    await edit(aisha, 3)
    await edit(priya, 2)
    await quiet()
    expect(await snapshotsAt(aisha)).toEqual([])
    await edit(priya)
    await quiet()
    const [snapshot, ...others] = await snapshotsAt(aisha)
    expect(others).toEqual([])
    expect(await snapshotsAt(priya)).toEqual([snapshot])
    const said = await saidIn(priya, snapshot!)
    const entries = (await readGroupLog(aisha.engine.admin.store(), care())).filter(({ header }) => header.doc === doc)
    const changes = entries.filter(({ header }) => header.kind === 'change')
    const named = said.feeds.flatMap(({ changes: spans, device }) =>
      spans.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => `${device} ${from + i}`)),
    )
    expect(named.sort()).toEqual(changes.map(({ header }) => `${header.author} ${header.seq}`).sort())
    expect(said.heads.toSorted()).toEqual((await documentState(aisha.engine, 'person', personId)).heads)
    const newest = changes.filter(
      ({ header }) => !changes.some((c) => c.header.author === header.author && c.header.seq > header.seq),
    )
    expect(snapshot!.header.refs.toSorted()).toEqual(newest.map(({ id }) => id).sort())
    expect(snapshot!.header.priority).toBe('bulk')
  })

  test('SX420 the next one follows as many changes later, and names the ones before it', async () => {
    const { aisha, priya } = two
    await edit(aisha, 6)
    await quiet()
    await edit(priya, 5)
    await quiet()
    expect((await snapshotsAt(aisha)).length).toBe(1)
    await edit(priya)
    await quiet()
    const all = (await snapshotsAt(aisha)).toSorted((a, b) => a.header.writtenAt - b.header.writtenAt)
    expect(all.length).toBe(2)
    const { feeds } = await saidIn(aisha, all[1]!)
    const before = feeds.find(({ device }) => device === all[0]!.header.author)
    expect(before?.snapshots).toEqual([{ from: all[0]!.header.seq, to: all[0]!.header.seq }])
  })

  test('SX420 without signal, and while something of the record is not here, none is written', async () => {
    const { aisha, priya } = two
    await edit(aisha, 6)
    aisha.wire.setFate('request-lost')
    priya.wire.setFate('request-lost')
    two.memory.clock.advance(10 * turnMs)
    await met()
    expect(await snapshotsAt(aisha)).toEqual([])
    aisha.wire.setFate('delivered')
    priya.wire.setFate('delivered')
    await quiet()
    expect((await snapshotsAt(priya)).length).toBe(1)
  })
})

describe('reading', () => {
  test('RX420 SX422 a colleague’s snapshot changes nothing, is held against its entries, and is good', async () => {
    const { aisha, priya } = two
    await edit(aisha, 6)
    const before = await contentOf(priya)
      .then(() => met())
      .then(() => contentOf(priya))
    await quiet()
    await quiet()
    expect(await contentOf(priya)).toEqual(before)
    for (const at of [aisha, priya]) {
      expect(parkedAt(at)).toEqual([])
      expect(await at.engine.admin.store().scan('meta', 'snapshot/', 'snapshot/g')).toEqual([])
    }
  })

  test('RX420 one that is none, and one by somebody whom it is not for, are parked and block nothing', async () => {
    const { aisha, priya } = two
    const { feeds, sealer, chains } = deviceOf(aisha)
    const { head, next } = feeds.of(care())
    const more = { kind: 'snapshot', doc, seq: next, prev: head } as const
    const rubbish = must(await sealer.seal(contentFields(chains, care(), more), new Uint8Array([1, 2, 3])))
    const astray = { ...more, seq: next + 1, prev: rubbish.id, doc: docIdOf('person', 'nobody') }
    const elsewhere = must(await sealer.seal(contentFields(chains, care(), astray), new Uint8Array([1, 2, 3])))
    const items = [rubbish, elsewhere].map(
      ({ bytes }) => ({ type: 'entry', arrival: 999, bytes, storedAt: 1 }) as never,
    )
    must(await priya.engine.admin.session()!.receiver.take(items, []))
    expect(parkedAt(priya).sort()).toEqual(['bad-snapshot', 'wrong-place'])
    await edit(priya)
    expect((await contentOf(priya)).heads.length).toBe(1)
  })
})

describe('a false one', () => {
  /** Of what Aisha’s device would have said, with something else in it. */
  async function falsified(change: (true_: SnapshotPayload) => SnapshotPayload): Promise<void> {
    const { aisha } = two
    await note(aisha)
    await edit(aisha, 6)
    await quiet()
    const [snapshot] = await snapshotsAt(aisha)
    await writeSnapshot(aisha, change(await saidIn(aisha, snapshot!)))
    await quiet()
  }

  const toldTo = async ({ engine }: Colleague) =>
    (await viewOf(engine, 'sync', {})).forks.map(({ signer, type }) => `${type} ${signer?.name}`)

  test('SX422 with other heads than its entries make it is parked, and told with its author’s name', async () => {
    await falsified((said) => ({ ...said, heads: ['ab'.repeat(32)] }))
    const { aisha, priya } = two
    expect(parkedAt(priya)).toEqual(['false-snapshot'])
    expect(await toldTo(priya)).toEqual(['snapshot Aisha Rahman'])
    expect(parkedAt(aisha)).toEqual([])
    expect(await contentOf(priya)).toEqual(await contentOf(aisha))
    await edit(priya)
    await met()
    expect(await contentOf(aisha)).toEqual(await contentOf(priya))
    // The next one is written without waiting for more changes, so that whoever comes new is not given the false one.
    await quiet()
    expect((await snapshotsAt(priya)).length).toBeGreaterThan(2)
  })

  test('SX422 so is one that names an entry which is no change of the document, or leaves one out', async () => {
    await falsified((said) => ({
      ...said,
      feeds: said.feeds.map((feed) => ({
        ...feed,
        changes: feed.changes.map(({ from, to }) => ({ from: from - 1, to })),
      })),
    }))
    expect(parkedAt(two.priya)).toEqual(['false-snapshot'])
  })

  test('SX422 one that names what nobody here has yet is left for later, and nobody is blamed', async () => {
    await falsified((said) => ({
      ...said,
      feeds: said.feeds.map((feed) => ({ ...feed, changes: [...feed.changes, { from: 9_000, to: 9_000 }] })),
    }))
    expect(parkedAt(two.priya)).toEqual([])
    expect((await two.priya.engine.admin.store().scan('meta', 'snapshot/', 'snapshot/g')).length).toBe(1)
  })
})
