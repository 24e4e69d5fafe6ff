/** Who was handed what: the log, its checkpoints on the team chain, and who may ask for it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { zeroHash } from '../../shared/lib/ids.ts'
import { relayIdOf } from '../../shared/protocol/control.ts'
import { type ContentHeader, parseControlEntry } from '../../shared/protocol/entry.ts'
import {
  encodeFetchPage,
  type FetchPage,
  fetchPageHash,
  parseFetchLog,
  parseFetchPage,
} from '../../shared/protocol/fetch-log.ts'
import { parseViewEvent, parseViewLog, type ViewItem } from '../../shared/protocol/view-log.ts'
import { seededBytes, type TestDevice } from '../../shared/testing/test-device.ts'
import { accessControl, createTestSpace, type TestSpace } from '../../shared/testing/test-space.ts'
import { createMemoryEntryStore } from '../entry-store/entry-store.memory.ts'
import type { StoredItem } from '../entry-store/entry-store.ts'
import {
  bytesOf,
  createPeopledRelay,
  createTestStore,
  type TestRelay,
  type TestRelayOptions,
  words,
} from '../testing/test-relay.ts'
import { createFetchLog } from './fetch-log.ts'
import { relayKeyOf } from './relay-key.ts'

const dayMs = 24 * 60 * 60_000
const key = relayKeyOf(seededBytes('relay', 32))

async function auditedRelay(name: string, options: TestRelayOptions = {}) {
  const made = createTestSpace(name, { relay: key.publicKey })
  const relay = await createPeopledRelay(made, options)
  return { made, relay, ...readersOf(relay, made) }
}

function readersOf(relay: TestRelay, { space }: TestSpace) {
  async function log(by: TestDevice, after = 0): Promise<readonly FetchPage[] | number> {
    const token = await relay.signIn(space, by)
    const response = await relay.call(`/v1/spaces/${space}/audit?after=${after}`, { token })
    if (response.status !== 200) return response.status
    const pages = parseFetchLog(await bytesOf(response))
    return pages.ok ? pages.value.map(pageOf) : 0
  }

  async function pull(by: TestDevice, after = 0): Promise<number> {
    const items = await relay.pull(space, await relay.signIn(space, by), after)
    return items.reduce((cursor, item) => (item.type === 'end' ? item.cursor : cursor), 0)
  }

  async function sweep(): Promise<void> {
    await relay.writeFetchLog()
    await relay.sweep()
  }
  return { log, pull, sweep }
}

function pageOf(bytes: Uint8Array): FetchPage {
  const page = parseFetchPage(bytes)
  if (!page.ok) throw new Error(page.error.detail)
  return page.value
}

function linesOf(pages: readonly FetchPage[] | number) {
  if (typeof pages === 'number') throw new Error(`no log: ${pages}`)
  return pages.flatMap(({ devices }) =>
    devices.flatMap(({ device, lines }) => lines.map((line) => ({ device, ...line }))),
  )
}

async function checkpointsOn(relay: TestRelay, { space, team }: TestSpace) {
  const chain = relay.spaces.find(space)?.chains.get(team)
  const entries = await relay.store.chainEntries(space, team, 0, chain?.seq ?? 0)
  return entries.flatMap((bytes) => {
    const entry = parseControlEntry(bytes)
    return entry.ok && entry.value.control.type === 'checkpoint' ? [entry.value] : []
  })
}

test('RT140 what a pull hands out of content and boxes is noted by device and group; chains and empty answers are not', async () => {
  const { log, made, pull, relay } = await auditedRelay('noted')
  const { care, cast, write } = made
  const entries = [write(cast.nurse, care), write(cast.nurse, care)]
  await relay.push(entries)
  await pull(cast.governance)
  // She reads every chain, and holds the board's key alone.
  const ofBoard = { device: cast.governance.id, group: made.board, items: 1, bytes: 80 }
  expect(linesOf(await log(cast.governance))).toEqual([ofBoard])
  const cursor = await pull(cast.nurse)
  const atOnce = linesOf(await log(cast.governance))
  const content = entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const ofCare = atOnce.filter(({ group }) => group === care)
  expect(ofCare).toEqual([{ device: cast.nurse.id, group: care, items: 3, bytes: content + 80 }])
  await pull(cast.nurse, cursor)
  expect(linesOf(await log(cast.governance))).toEqual(atOnce)
  // One group alone, after access came.
  await relay.grow(made.space, [made.post(cast.admin, care, accessControl(cast.pharmacist))])
  await relay.pull(made.space, await relay.signIn(made.space, cast.pharmacist), 0, care)
  const pages = await log(cast.governance)
  expect(linesOf(pages).filter(({ device }) => device === cast.pharmacist.id)).toMatchObject([
    { group: care, items: 3 },
  ])
})

test('RT790 what is served out of quarantine is noted like what a pull hands out; a place that is only listed is not', async () => {
  const { log, made, relay } = await auditedRelay('noted out of quarantine')
  const { care, cast, post, space, team, write } = made
  const [ofTeam, ofCare] = [write(cast.nurse, team), write(cast.nurse, care)]
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(words(await relay.push([ofTeam, ofCare]))).toEqual(['quarantined', 'quarantined'])
  const token = await relay.signIn(space, cast.admin)
  const list = async () => (await relay.call(`/v1/spaces/${space}/quarantine`, { token })).arrayBuffer()
  const noted = async () => linesOf(await log(cast.governance)).filter(({ device }) => device === cast.admin.id)
  const lineOf = ({ bytes, header: { group } }: typeof ofTeam) => {
    return { device: cast.admin.id, group, items: 1, bytes: bytes.length }
  }
  await list()
  expect(await noted()).toEqual([lineOf(ofTeam)])
  await relay.grow(space, [post(cast.admin, care, accessControl(cast.admin))])
  await list()
  expect(await noted()).toEqual([lineOf(ofTeam), lineOf(ofTeam), lineOf(ofCare)])
})

test('RT140 RT141 any counts are written once, in pages that follow one another; a page that failed is written with the next', async () => {
  const devices = fc.constantFrom('d1', 'd2', 'd3').map((byte) => byte.repeat(16) as DeviceId)
  const groups = fc.constantFrom('01', '02', '03', '04').map((byte) => byte.repeat(16) as GroupId)
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ device: devices, group: groups, size: fc.integer({ min: 1, max: 50 }) }) },
    fc.constantFrom('flush' as const, 'flush-fails' as const),
  )
  const space = 'aa'.repeat(16) as SpaceId
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const now = () => 5 as Instant
      const store = createMemoryEntryStore({
        quota: { groupBytes: 0, spaceBytes: 0, quarantineBytes: 0 },
        now,
        randomBytes: (n) => seededBytes('x', n),
      })
      let fails = false
      const addFetchPage: typeof store.addFetchPage = async (...page) => {
        if (fails) throw new Error('disk full')
        return store.addFetchPage(...page)
      }
      const fetchLog = createFetchLog({
        pages: { ...store, addFetchPage },
        now,
        log: { error: () => {} },
        grew: () => {},
      })
      const wanted = new Map<string, number>()
      for (const each of steps) {
        if (typeof each === 'string') {
          fails = each === 'flush-fails'
          await fetchLog.flush()
          fails = false
        } else {
          const item = { type: 'entry', kind: 'content', group: each.group, bytes: new Uint8Array(each.size) }
          fetchLog.note(space, each.device, [item as StoredItem])
          const name = `${each.device} ${each.group}`
          wanted.set(name, (wanted.get(name) ?? 0) + each.size)
        }
      }
      await fetchLog.flush()
      const found = new Map<string, number>()
      let [number, prev] = [0, zeroHash as EntryId]
      for (const bytes of await store.fetchPagesAfter(space, 0, { pages: 99, bytes: 1e9 })) {
        const page = pageOf(bytes)
        expect([page.page, page.prev]).toEqual([number + 1, prev])
        ;[number, prev] = [page.page, fetchPageHash(space, bytes)]
        for (const { bytes: size, device, group } of linesOf([page]))
          found.set(`${device} ${group}`, (found.get(`${device} ${group}`) ?? 0) + size)
      }
      expect(found).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

test('RT141 however often another process takes the next page, what was counted is written once', async () => {
  const space = 'aa'.repeat(16) as SpaceId
  const group = '01'.repeat(16) as GroupId
  const [ours, theirs] = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId) as [DeviceId, DeviceId]
  const deps = { now: () => 5 as Instant, log: { error: () => {} }, grew: () => {} }
  await fc.assert(
    fc.asyncProperty(fc.nat(25), async (taken) => {
      const store = createTestStore()
      const other = createFetchLog({ ...deps, pages: store })
      let left = taken
      const lastFetchPage: typeof store.lastFetchPage = async (of) => {
        const last = await store.lastFetchPage(of)
        if (left-- > 0) {
          other.noteOne(of, theirs, group, 1)
          await other.flush()
        }
        return last
      }
      const fetchLog = createFetchLog({ ...deps, pages: { ...store, lastFetchPage } })
      fetchLog.noteOne(space, ours, group, 7)
      for (let flushes = 0; flushes < 3; flushes++) await fetchLog.flush()
      const pages = (await store.fetchPagesAfter(space, 0, { pages: 99, bytes: 1e9 })).map(pageOf)
      const lines = linesOf(pages)
      expect(lines.filter(({ device }) => device === ours)).toEqual([{ device: ours, group, items: 1, bytes: 7 }])
      expect(lines.filter(({ device }) => device === theirs)).toHaveLength(taken)
    }),
    { examples: [[9], [10], [25]] },
  )
})

test('RT141 a first catch-up of very many groups is several pages', async () => {
  const now = () => 5 as Instant
  const store = createMemoryEntryStore({
    quota: { groupBytes: 0, spaceBytes: 0, quarantineBytes: 0 },
    now,
    randomBytes: (n) => seededBytes('x', n),
  })
  const fetchLog = createFetchLog({ pages: store, now, log: { error: () => {} }, grew: () => {} })
  const space = 'aa'.repeat(16) as SpaceId
  const items = Array.from({ length: 2_300 }, (_, at) => {
    const group = at.toString(16).padStart(32, '0') as GroupId
    return { type: 'entry', kind: 'content', group, bytes: new Uint8Array(9) as Bytes } as StoredItem
  })
  for (const device of ['d1', 'd2']) fetchLog.note(space, device.repeat(16) as DeviceId, items)
  await fetchLog.flush()
  const pages = (await store.fetchPagesAfter(space, 0, { pages: 99, bytes: 1e9 })).map(pageOf)
  expect(pages.map(({ devices }) => devices.map(({ lines }) => lines.length))).toEqual([
    [1_000],
    [1_000],
    [300, 700],
    [1_000],
    [600],
  ])
  expect(linesOf(pages)).toHaveLength(4_600)
})

test('RT142 the relay signs its log onto the team chain: the first page at once, then once a day, and nothing where nothing grew', async () => {
  const { made, pull, relay, sweep } = await auditedRelay('daily')
  const { care, cast, space, write } = made
  const read = async () => {
    await relay.push([write(cast.nurse, care)])
    await pull(cast.nurse)
    await relay.writeFetchLog()
  }
  const count = async () => (await checkpointsOn(relay, made)).length
  await sweep()
  expect(await count()).toBe(0)
  await read()
  await sweep()
  const [first] = await checkpointsOn(relay, made)
  expect(first?.header.author).toBe(relayIdOf(key.publicKey))
  expect(first?.control).toEqual({ type: 'checkpoint', ...(await relay.store.lastFetchPage(space)) })
  await read()
  await sweep()
  expect(await count()).toBe(1)
  relay.advance(dayMs)
  await sweep()
  expect(await count()).toBe(2)
  relay.advance(dayMs)
  await sweep()
  expect(await count()).toBe(2)
  await read()
  await sweep()
  const chain = relay.spaces.find(space)?.team
  expect(chain?.checkpoints.at(-1)).toMatchObject({ ...(await relay.store.lastFetchPage(space)) })
  expect(await count()).toBe(3)
})

test('RT142 a team whose genesis names no relay, or another one, gets no checkpoint; its log is kept and served', async () => {
  for (const named of [undefined, relayKeyOf(seededBytes('another', 32)).publicKey]) {
    const made = createTestSpace('unnamed', named === undefined ? {} : { relay: named })
    const relay = await createPeopledRelay(made)
    const { log, pull, sweep } = readersOf(relay, made)
    await relay.push([made.write(made.cast.nurse, made.care)])
    await pull(made.cast.nurse)
    await relay.writeFetchLog()
    await sweep()
    expect(await checkpointsOn(relay, made)).toEqual([])
    expect(linesOf(await log(made.cast.governance)).length).toBeGreaterThan(0)
  }
})

test('RT142 MB140 nobody else can post a checkpoint: not in the relay’s name, not in an administrator’s', async () => {
  const { made, pull, relay, sweep } = await auditedRelay('forged')
  const { cast, draft, space, team } = made
  const control = { type: 'checkpoint', page: 9, hash: zeroHash } as const
  const named = draft({ ...cast.admin, id: relayIdOf(key.publicKey) }, team, control)
  expect(words(await relay.grow(space, [{ entry: named, boxes: [] }]))).toEqual(['unknown-or-forbidden'])
  const own = draft(cast.admin, team, control)
  expect(words(await relay.grow(space, [{ entry: own, boxes: [] }]))).toEqual(['unknown-or-forbidden'])
  await pull(cast.nurse)
  await sweep()
  expect(await checkpointsOn(relay, made)).toHaveLength(1)
})

test('RT143 the log is shown to information governance of the team; to everybody else it is an address that is not there', async () => {
  const { log, made, pull, relay } = await auditedRelay('shown')
  const { cast, space } = made
  await pull(cast.nurse)
  expect(linesOf(await log(cast.governance)).length).toBeGreaterThan(0)
  const missing = await relay.call(`/v1/spaces/${space}/nothing`, { token: await relay.signIn(space, cast.nurse) })
  const nowhere = await missing.text()
  for (const by of [cast.admin, cast.nurse, cast.linkWorker, cast.patient, cast.relative]) {
    const response = await relay.call(`/v1/spaces/${space}/audit`, { token: await relay.signIn(space, by) })
    expect([response.status, await response.text()], by.name).toEqual([404, nowhere])
  }
  const token = await relay.signIn(space, cast.governance)
  expect((await relay.call(`/v1/spaces/${'ff'.repeat(16)}/audit`, { token })).status).toBe(404)
  expect((await relay.call(`/v1/spaces/${space}/audit?after=x`, { token })).status).toBe(400)
  expect((await relay.call(`/v1/spaces/${space}/audit`)).status).toBe(401)
  await relay.grow(space, [made.post(cast.admin, made.team, { type: 'remove', device: cast.governance.id })])
  expect((await relay.call(`/v1/spaces/${space}/audit`, { token })).status).toBe(401)
})

test('RT143 a long log comes in several answers that join up', async () => {
  const { log, made, pull, relay } = await auditedRelay('long')
  for (let page = 0; page < 300; page++) {
    await pull(made.cast.nurse)
    await relay.writeFetchLog()
  }
  const first = await log(made.cast.governance)
  const rest = await log(made.cast.governance, 256)
  expect([first, rest].map((pages) => (pages as readonly FetchPage[]).map(({ page }) => page))).toEqual([
    Array.from({ length: 256 }, (_, at) => at + 1),
    Array.from({ length: 44 }, (_, at) => at + 257),
  ])
})

test('RT145 what is older than is kept goes with the daily checkpoint, and the rest still leads up to it', async () => {
  const { log, made, pull, relay, sweep } = await auditedRelay('kept', { fetchLogKept: { days: 2, bytes: 1e9 } })
  const { cast, space } = made
  for (let day = 0; day < 5; day++) {
    await pull(cast.nurse)
    await relay.writeFetchLog()
    await sweep()
    relay.advance(dayMs)
  }
  const pages = (await log(cast.governance)) as readonly FetchPage[]
  expect(pages.map(({ page }) => page)).toEqual([3, 4, 5])
  const { checkpoints } = relay.spaces.find(space)!.team
  const hashes = pages.map((page) => fetchPageHash(space, encodeFetchPage(page)))
  expect(checkpoints.slice(2).map(({ hash }) => hash)).toEqual(hashes)
  expect(pages[0]?.prev).toBe(checkpoints[1]?.hash)
})

test('AD220 a view event is taken in a care group alone, small and without refs', async () => {
  const { made, relay } = await auditedRelay('views in place')
  const { board, care, cast, circle, draftContent, team } = made
  const audit = (group: GroupId, over: Partial<ContentHeader> = {}, size = 80) =>
    draftContent(cast.nurse, group, { kind: 'audit', ...over }, new Uint8Array(size))
  const groups = [team, made.private, circle, board]
  const elsewhere = groups.map((group) => audit(group))
  expect(words(await relay.push(elsewhere))).toEqual(elsewhere.map(() => 'unknown-or-forbidden'))
  const refused = [audit(care, {}, 4_097), audit(care, { refs: [zeroHash] })]
  expect(words(await relay.push(refused))).toEqual(['malformed', 'malformed'])
  expect(words(await relay.push([audit(care, {}, 4_096)]))).toEqual(['stored'])
})

test('RT220 information governance is shown who looked, signed and without a byte of what is sealed, for thirty days', async () => {
  const { made, relay } = await auditedRelay('views')
  const { care, cast, space, write } = made
  async function views(after = 0): Promise<readonly ViewItem[]> {
    const token = await relay.signIn(space, cast.governance)
    const answer = parseViewLog(await bytesOf(await relay.call(`/v1/spaces/${space}/views?after=${after}`, { token })))
    if (!answer.ok) throw new Error(answer.error.detail)
    return answer.value
  }
  const [looked, note, again] = [
    write(cast.nurse, care, { kind: 'audit' }),
    write(cast.nurse, care),
    write(cast.nurse, care, { kind: 'audit' }),
  ]
  expect(words(await relay.push([looked, note]))).toEqual(['stored', 'stored'])
  relay.advance(20 * dayMs)
  expect(words(await relay.push([again]))).toEqual(['stored'])
  const shown = await views()
  const events = shown.map(({ event }) => parseViewEvent(event))
  expect(events.map((event) => event.ok && event.value.id)).toEqual([looked.id, again.id])
  expect(Buffer.from(shown[0]!.event).includes(Buffer.from(looked.body))).toBe(false)
  expect(await views(shown[0]!.arrival)).toEqual([shown[1]])
  relay.advance(15 * dayMs)
  expect(await views()).toEqual([shown[1]])
})
