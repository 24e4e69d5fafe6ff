import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../shared/lib/ids.ts'
import { zeroHash } from '../../../shared/lib/ids.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createTestSpace } from '../../../shared/testing/test-space.ts'
import { createChains } from '../membership/chains.ts'
import { createNotices } from '../notices.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFrontiers } from '../sync/frontiers.ts'
import { type Arrived, beginBatch } from './batch.ts'
import { feedRun } from './feed-run.ts'
import { takeContent } from './take-content.ts'
import { takeControls } from './take-controls.ts'

const here = createTestSpace('feed run')
const written = Array.from({ length: 6 }, () => ({ entry: here.write(here.cast.nurse, here.care) }))
const start = { next: 0, head: zeroHash }

async function setUp() {
  const store = createMemoryDeviceStore()
  const clock = createManualClock()
  const verifier = createSignatureVerifier()
  const notices = createNotices(clock.now)
  const chains = await createChains({ store, verifier, space: here.space, pin: null })
  const deps = { store, clock, notices, chains, verifier, space: here.space }
  return { deps, chains, notices, batch: beginBatch(createFrontiers(store).begin()) }
}

function arrived<Entry extends Arrived['entry']>(entry: Entry) {
  return { entry, arrival: 1 as Arrived['arrival'], storedAt: 1 as Arrived['storedAt'] }
}

describe('a feed in a batch', () => {
  test('RX4 in whatever order and however often entries come, each is taken once, in order, up to the first hole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 14 }), (numbers) => {
        const run = feedRun(
          numbers.map((number) => written[number]!),
          start,
        )
        const seqs = run.next.map(({ entry }) => entry.header.seq)
        const reached = [0, 1, 2, 3, 4, 5, 6].find((number) => !numbers.includes(number)) ?? 0
        expect(seqs).toEqual(Array.from({ length: reached }, (_, number) => number))
        expect(run.misfits).toEqual([])
        expect(run.next.length + run.known.length + run.later.length).toBe(numbers.length)
      }),
    )
  })

  test('RX5 the right number after the wrong entry is a misfit', () => {
    const other = { entry: here.draftContent(here.cast.nurse, here.care, { seq: 1, prev: 'a'.repeat(64) as EntryId }) }
    expect(feedRun([written[0]!, other], start).misfits).toEqual([other])
  })

  test('RX6 chain entries in any order end as one chain; what is ahead of it waits', async () => {
    const { batch, chains, deps } = await setUp()
    const controls = here.controls.map(({ entry }) => arrived(entry))
    await takeControls(deps, batch, [...controls].reverse())
    expect(batch.wait.size).toBe(0)
    for (const group of [here.team, here.care, here.private]) {
      expect(chains.state(group)?.head).toBe(here.chain(group).head)
    }
    const late = await setUp()
    await takeControls(late.deps, late.batch, controls.slice(1))
    expect(late.chains.all()).toEqual([])
    expect(late.batch.wait.size).toBe(controls.length - 1)
  })

  test('RX6 another entry where one of ours stands is a fork, and kept as evidence', async () => {
    const { batch, deps, notices } = await setUp()
    await takeControls(
      deps,
      batch,
      here.controls.map(({ entry }) => arrived(entry)),
    )
    const first = here.chain(here.care)
    const control = {
      type: 'access',
      to: { type: 'member', member: here.cast.nurse.member },
      reason: 'B',
      until: null,
    } as const
    const forked = here.draft(here.cast.nurse, here.care, control, {
      groupSeq: first.seq,
      prev: first.hashes[first.seq - 1]!,
    })
    await takeControls(deps, batch, [arrived(forked)])
    expect(notices.all().map(({ type }) => type)).toEqual(['control-fork'])
    expect([...batch.refuse.values()].map(({ reason }) => reason)).toEqual(['control-fork'])
  })

  test('RX7 one signature at the end proves the run; a bad one ends it before, and RX1 other feeds go on', async () => {
    const { batch, deps } = await setUp()
    await takeControls(
      deps,
      batch,
      here.controls.map(({ entry }) => arrived(entry)),
    )
    const unsigned = written.map(({ entry }, index) =>
      arrived(index < 3 ? { ...entry, signature: new Uint8Array(64) } : entry),
    )
    const [first, second] = [here.write(here.cast.pharmacist, here.care), here.write(here.cast.pharmacist, here.care)]
    const forged = arrived({ ...second, signature: new Uint8Array(64) })
    const verified = await takeContent(deps, batch, [...unsigned, arrived(first), forged])
    const byAuthor = (author: string) => verified.filter(({ entry }) => entry.header.author === author).length
    expect(byAuthor(here.cast.nurse.id)).toBe(6)
    expect(byAuthor(here.cast.pharmacist.id)).toBe(1)
    expect([...batch.refuse.values()].map(({ reason }) => reason)).toEqual(['bad-signature'])
  })

  test('RX5 a misfit is called a fork only where its author did sign it', async () => {
    const { batch, deps, notices } = await setUp()
    await takeControls(
      deps,
      batch,
      here.controls.map(({ entry }) => arrived(entry)),
    )
    const other = here.draftContent(here.cast.nurse, here.care, { seq: 0, prev: 'a'.repeat(64) as EntryId })
    await takeContent(deps, batch, [arrived({ ...other, signature: new Uint8Array(64) })])
    expect([...batch.refuse.values()].map(({ reason }) => reason)).toEqual(['bad-signature'])
    expect(notices.all()).toEqual([])
    await takeContent(deps, batch, [arrived(other)])
    expect([...batch.refuse.values()].map(({ reason }) => reason)).toEqual(['previous-mismatch'])
    expect(notices.all().map(({ type }) => type)).toEqual(['feed-fork'])
  })
})
