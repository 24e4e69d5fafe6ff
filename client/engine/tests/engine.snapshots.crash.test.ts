/** SX563: killed after any commit while a snapshot is written, taken in, filled up or checked, a device goes on. The real relay, in memory. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { MemberId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import type { Engine } from '../engine.ts'
import { readDue } from '../snapshots/due.ts'
import { parseSnapshot } from '../snapshots/payload.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { turnMs } from '../sync/furnish.ts'
import { readGroupLog } from '../sync/group-log.ts'
import { documentState, withoutArrival } from '../testing/document-state.ts'
import { doreen, idOf, joinWith, must, openState, passphrase, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

vi.setConfig({ testTimeout: propertyTimeout(240_000) })

const { personId } = doreen
let count = 0

async function edit({ admin }: Engine, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    count += 1
    const details = count % 2 === 0 ? { phone: `01632 ${count}` } : { address: `${count} Mill Lane` }
    must(await admin.changeDocument('person', personId, (was) => changeDetails(was, details)))
  }
}

async function note(two: TwoColleagues, engine: Engine): Promise<void> {
  const { at, commandId } = two.intent()
  const said = { words: '', found: `Seen ${++count}`, did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, observations: null, note: said } as const
  expect(await engine.run({ ...visit, commandId, at, startedAt: at })).toMatchObject({ ok: true })
}

async function quiet(two: TwoColleagues, engines: readonly Engine[], rounds = 2): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await sync(...engines)
    two.memory.clock.advance(4 * turnMs)
  }
}

const careOf = (two: TwoColleagues) => two.here.robot.admin.careGroup(personId)!

async function entriesAt(two: TwoColleagues, { admin }: Engine): Promise<readonly ContentEntry[]> {
  return readGroupLog(admin.store(), careOf(two))
}

async function shownAt(engine: Engine) {
  const { story } = await viewOf(engine, 'person', { personId })
  const words = story.map(({ kind, lines }) => `${kind} ${lines.join()}`).sort()
  const { anew, content, heads, rows } = await documentState(engine, 'person', personId)
  return withoutArrival({ words, anew, content, heads, rows })
}

async function round(two: TwoColleagues, ...names: readonly string[]): Promise<void> {
  const members = names.map((name) => idOf<MemberId>(name))
  must(await two.here.robot.admin.setRound(doreen.roundId, members))
  await sync(two.here.robot)
}

/** A device of one who is on no round yet, and its disk. */
async function joined(two: TwoColleagues, name: string): Promise<MemoryDeviceStore> {
  const made = two.here.device({ network: two.memory.wire(), snapshotEvery: 6 })
  await joinWith(made.engine, await two.here.invite(name, 'staff'))
  await sync(two.here.robot)
  await openState(made.engine)
  await sync(made.engine, two.here.robot, made.engine)
  await made.engine.close()
  return made.store.reopen()
}

interface Life {
  readonly engine: Engine
  readonly disk: MemoryDeviceStore
}

interface Given {
  readonly commits?: number
  /** What was left out cannot be fetched. */
  readonly isCut?: boolean
}

async function live(
  two: TwoColleagues,
  disk: MemoryDeviceStore,
  { commits = Number.POSITIVE_INFINITY, isCut = false }: Given = {},
): Promise<Life> {
  let left = Number.POSITIVE_INFINITY
  const store: MemoryDeviceStore = {
    ...disk,
    commit: async (writes) => {
      if (left-- <= 0) disk.fail({ type: 'disk', detail: 'killed' })
      return disk.commit(writes)
    },
  }
  // A kill may leave a try uncounted for: the next one waits.
  two.memory.clock.advance(600_000)
  const wire = two.memory.wire()
  if (isCut) wire.setFate('request-lost', 'folded=only')
  const { engine } = two.here.device({ network: wire, store, snapshotEvery: 6 })
  await engine.unlock(passphrase)
  left = commits
  return { engine, disk }
}

/** Lives that end after so many commits each, one after the other on one disk. */
const lives = fc.array(fc.nat({ max: 14 }), { minLength: 1, maxLength: 5 })
const everyPoint = Array.from({ length: 13 }, (_, at) => at)
/** As far as it comes each time, over and over: the first commits of a life are always the same. */
const short = [1, 2, 3].map((commits) => Array.from({ length: 10 }, () => commits))

test('SX563 killed after any commits while it writes snapshots, it writes each once, and nothing of them is lost', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (commits) => {
      const two = await startTwoColleagues()
      const { aisha, priya } = two
      let disk = await joined(two, 'Ben Okafor')
      await round(two, 'Aisha Rahman', 'Priya Patel', 'Ben Okafor')
      for (const many of commits) {
        await edit(priya.engine, 3)
        await note(two, aisha.engine)
        await edit(aisha.engine, 3)
        await sync(aisha.engine, priya.engine)
        const life = await live(two, disk, { commits: many })
        await quiet(two, [life.engine])
        await life.engine.close()
        disk = life.disk.reopen()
      }
      const last = await live(two, disk)
      await quiet(two, [last.engine, aisha.engine, priya.engine, last.engine], 3)
      const all = await entriesAt(two, aisha.engine)
      const snapshots = all.filter(({ header }) => header.kind === 'snapshot')
      expect(snapshots.length).toBeGreaterThan(0)
      const { sealer } = aisha.engine.admin.session()!.device
      const said = await Promise.all(
        snapshots.map(async (entry) => must(parseSnapshot(must(await sealer.open(entry))))),
      )
      // Each is about changes that none before it was.
      expect(new Set(said.map(({ heads }) => heads.toSorted().join())).size).toBe(said.length)
      const ids = all.map(({ id }) => id).sort()
      expect((await entriesAt(two, last.engine)).map(({ id }) => id).sort()).toEqual(ids)
      expect(await shownAt(last.engine)).toEqual(await shownAt(aisha.engine))
      for (const engine of [aisha.engine, priya.engine, last.engine]) {
        expect(engine.admin.session()!.device.parked.refused()).toEqual([])
        expect(await readDue(engine.admin.store())).toEqual([])
      }
      await two.here.close()
    }),
    { numRuns: 2, examples: [[everyPoint]] },
  )
})

test('SX563 killed after any commits while it takes one in, fetches what it stood for and holds it against that, it ends as who was there', async () => {
  let holes = 0
  await fc.assert(
    fc.asyncProperty(lives, async (commits) => {
      const two = await startTwoColleagues({ snapshotEvery: 6 })
      const [aisha, priya] = [two.aisha.engine, two.priya.engine]
      let disk = await joined(two, 'Ben Okafor')
      for (const by of [aisha, priya]) {
        await edit(by, 3)
        await note(two, by)
        await edit(by, 3)
        await note(two, by)
      }
      await quiet(two, [aisha, priya], 3)
      expect((await entriesAt(two, aisha)).some(({ header }) => header.kind === 'snapshot')).toBe(true)
      // All of it passes by before she may read it.
      const before = await live(two, disk)
      await quiet(two, [before.engine])
      await before.engine.close()
      disk = before.disk.reopen()
      await round(two, 'Aisha Rahman', 'Priya Patel', 'Ben Okafor')
      for (const [isCut, many] of [true, false].flatMap((cut) => commits.map((each) => [cut, each] as const))) {
        const life = await live(two, disk, { commits: many, isCut })
        await quiet(two, [life.engine])
        await life.engine.close()
        disk = life.disk.reopen()
        holes = Math.max(holes, (await disk.scan('frontiers', 'hole/', 'hole/g')).length)
      }
      const last = await live(two, disk)
      await quiet(two, [last.engine, aisha, priya, last.engine], 3)
      const { gaps, parked } = last.engine.admin.session()!.device
      expect([...(gaps.now()?.inGroup(careOf(two)) ?? [])]).toEqual([])
      expect(parked.refused()).toEqual([])
      expect(await readDue(last.engine.admin.store())).toEqual([])
      expect(await shownAt(last.engine)).toEqual(await shownAt(aisha))
      const ids = (await entriesAt(two, aisha)).map(({ id }) => id).sort()
      expect((await entriesAt(two, last.engine)).map(({ id }) => id).sort()).toEqual(ids)
      await two.here.close()
    }),
    { numRuns: 5, examples: [everyPoint, ...short].map((each): [number[]] => [each]) },
  )
  // Some of them ended while a snapshot stood for what was missing.
  expect(holes).toBeGreaterThan(0)
})
