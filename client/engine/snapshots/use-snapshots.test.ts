/**
 * SX423: a snapshot stands for what is missing only where all whose words it holds
 * might write the document, and nobody who left wrote them beyond the cut. The
 * chains are the reducer's own; the snapshots are a changed app's.
 */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { EntryId, Instant } from '../../../shared/lib/ids.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, epochControl, memberControl, type TestSpace } from '../../../shared/testing/test-space.ts'
import { beginBatch } from '../receive/batch.ts'
import { openGaps } from '../receive/gaps.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFrontiers } from '../sync/frontiers.ts'
import type { FoldedFeed, SnapshotPayload } from './payload.ts'
import { useSnapshots } from './use-snapshots.ts'

/** Of every feed so much is here, and of the nurse's the first half is left out. */
const here = 10
const cut = 6
const half = { from: 0, to: 4 }

let space: TestSpace
let carer: TestDevice
const [before, last] = ['01', '02'].map((byte) => byte.repeat(32) as EntryId) as [EntryId, EntryId]

/** The pharmacist left after six entries; a carer of the person writes notes in the group, and no document. */
beforeAll(() => {
  space = createTestSpace('use snapshots')
  const { admin, nurse, pharmacist } = space.cast
  carer = createTestDevice('use snapshots carer', 'associate')
  space.post(nurse, space.care, memberControl(carer))
  space.post(admin, space.team, { type: 'remove', device: pharmacist.id })
  space.post(admin, space.team, epochControl(space.chain(space.team), undefined))
  const lengths = { [pharmacist.id]: cut }
  space.post(nurse, space.care, epochControl(space.chain(space.care), space.chain(space.team), lengths))
  expect(space.chain(space.care).cuts[pharmacist.id]).toBe(cut)
})

async function isUsed(feeds: readonly FoldedFeed[]): Promise<boolean> {
  const { care, cast, person } = space
  const store = createMemoryDeviceStore()
  const frontiers = createFrontiers(store)
  await frontiers.load()
  const overlay = frontiers.begin()
  for (const { id } of [cast.nurse, cast.pharmacist, carer, cast.admin])
    overlay.set(care, id, { next: here, head: before, writtenAt: 1 as Instant })
  const gaps = (await openGaps(store)).begin()
  gaps.set(care, cast.nurse.id, { announced: [], holes: [{ ...half, before, last }], named: [] })
  const doc = docIdOf('person', person)
  const entry = space.draftContent(cast.nurse, care, { kind: 'snapshot', doc, seq: here })
  const chains = { state: space.chain, team: () => space.chain(space.team) } as never
  const snapshot: SnapshotPayload = { heads: [], feeds, changedAt: 1 as Instant, packed: new Uint8Array() }
  const item = { entry, arrival: 1, storedAt: 1 } as never
  const own = { of: () => ({ next: 0 }) } as never
  const deps = { chains, device: cast.admin.id, feeds: own }
  const used = useSnapshots(deps, beginBatch(overlay, gaps), {
    snapshots: [{ item, payload: new Uint8Array(), snapshot }],
  })
  const isNamed = gaps.of(care, cast.nurse.id).named.length > 0
  expect(isNamed).toBe(used.length === 1)
  return isNamed
}

const nurses = (): FoldedFeed => ({ device: space.cast.nurse.id, changes: [half], snapshots: [] })
const spans = fc.nat(here - 1).chain((to) => fc.nat(to).map((from) => ({ from, to })))
const part = fc.constantFrom('changes' as const, 'snapshots' as const)

test('SX423 of a colleague who left nothing beyond the cut is believed, and all before it is', async () => {
  await fc.assert(
    fc.asyncProperty(spans, part, async (span, of) => {
      const feed = { device: space.cast.pharmacist.id, changes: [], snapshots: [], [of]: [span] }
      expect(await isUsed([nurses(), feed])).toBe(span.to < cut)
      expect(await isUsed([feed, nurses()])).toBe(span.to < cut)
    }),
    {
      examples: [
        [{ from: 0, to: cut }, 'changes'],
        [{ from: 0, to: cut - 1 }, 'changes'],
      ],
    },
  )
})

test('SX423 nothing is believed of anybody who might not write the document, under numbers that are here', async () => {
  await fc.assert(
    fc.asyncProperty(spans, part, async (span, of) => {
      const feed = { device: carer.id, changes: [], snapshots: [], [of]: [span] }
      expect(await isUsed([nurses(), feed])).toBe(false)
    }),
  )
  expect(await isUsed([nurses(), { device: space.cast.governance.id, changes: [], snapshots: [] }])).toBe(false)
  expect(await isUsed([nurses(), { device: 'ab'.repeat(16) as never, changes: [], snapshots: [] }])).toBe(false)
  expect(await isUsed([nurses()])).toBe(true)
})

test('SX423 nothing is believed of what is not here as far as it is named', async () => {
  const feed = (to: number) => ({ device: space.cast.nurse.id, changes: [{ from: 0, to }], snapshots: [] })
  expect(await isUsed([feed(here - 1)])).toBe(true)
  expect(await isUsed([feed(here)])).toBe(false)
})
