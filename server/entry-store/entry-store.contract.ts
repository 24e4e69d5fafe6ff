/**
 * What every adapter of `EntryStore` must do (SPEC.md, ES rules). Most rules
 * are proved by one small scenario; order, idempotence and filtering by random
 * histories compared with what was asked.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import {
  type Arrival,
  type DeviceId,
  type EntryId,
  type GroupId,
  type SpaceId,
  zeroHash,
} from '../../shared/lib/ids.ts'
import type {
  Append,
  AppendOutcome,
  BoxesAppend,
  ContentAppend,
  ControlAppend,
  EntryStore,
  Readable,
} from './entry-store.ts'

export const contractQuota = { groupBytes: 20_000, spaceBytes: 30_000, quarantineBytes: 500 }

export type OpenStore = () => Promise<EntryStore>

const space = 'aa'.repeat(16) as SpaceId
const elsewhere = 'bb'.repeat(16) as SpaceId
const groups = ['01', '02', '03'].map((byte) => byte.repeat(16) as GroupId)
const devices = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId)
const [care, team, other] = groups as [GroupId, GroupId, GroupId]
const [aisha, priya] = devices as [DeviceId, DeviceId]
const start = 0 as Arrival
const everything: Readable = {
  contents: new Set(groups),
  chains: new Set(groups),
  recipients: new Set([...devices, team]),
}
const wide = { items: 1000, bytes: 1_000_000 }

function idOf(...parts: readonly (string | number)[]): EntryId {
  return Buffer.from(sha256(new TextEncoder().encode(parts.join('/')))).toString('hex') as EntryId
}

export function contentId(group: GroupId, author: DeviceId, seq: number, word = ''): EntryId {
  return seq < 0 ? zeroHash : idOf('content', group, author, seq, word)
}

export function content(group: GroupId, author: DeviceId, seq: number, word = '', size = 40): ContentAppend {
  const prev = contentId(group, author, seq - 1)
  const id = contentId(group, author, seq, word)
  const bytes = new Uint8Array(size).fill(seq + 1) as Bytes
  return { type: 'content', group, author, seq, prev, id, bytes }
}

export function control(group: GroupId, groupSeq: number, word = '', boxes: BoxesAppend['boxes'] = []): ControlAppend {
  const id = idOf('control', group, groupSeq, word)
  return { type: 'control', group, groupSeq, id, bytes: new Uint8Array(30).fill(groupSeq + 1), epoch: 0, boxes }
}

function box(recipient: DeviceId | GroupId, fill: number) {
  return { recipient, box: new Uint8Array(80).fill(fill) as Bytes }
}

function summary(outcome: AppendOutcome): string {
  if (outcome.type === 'refused') return outcome.reason
  return 'arrival' in outcome ? `${outcome.type} ${outcome.arrival}` : outcome.type
}

async function put(store: EntryStore, ...appends: readonly Append[]): Promise<readonly string[]> {
  return (await store.append(space, appends)).map(summary)
}

export function entryStoreContract(name: string, open: OpenStore): void {
  orderRules(name, open)
  chainRules(name, open)
  boxRules(name, open)
  readRules(name, open)
  generationRules(name, open)
  keptRules(name, open)
}

function orderRules(name: string, open: OpenStore): void {
  test(`${name} ES1 arrival counts from 1 in each space by itself`, async () => {
    const store = await open()
    expect(await put(store, content(care, aisha, 0), content(care, priya, 0), content(team, aisha, 0))).toEqual([
      'stored 1',
      'stored 2',
      'stored 3',
    ])
    expect((await store.append(elsewhere, [content(care, aisha, 0)])).map(summary)).toEqual(['stored 1'])
    await store.close()
  })

  test(`${name} ES1 ES2 ES3 any history of sends and resends leaves feeds whole and arrival without a hole`, async () => {
    const send = fc.record({ group: fc.nat(2), device: fc.nat(1), from: fc.nat(4), count: fc.nat(4) })
    await fc.assert(
      fc.asyncProperty(fc.array(send, { maxLength: 12 }), async (sends) => {
        const store = await open()
        const length = new Map<string, number>()
        await Promise.all(
          sends.map(async ({ count, device, from, group }) => {
            const seqs = Array.from({ length: count }, (_, i) => from + i)
            const appends = seqs.map((seq) => content(groups[group]!, devices[device]!, seq))
            const outcomes = await store.append(space, appends)
            const stored = seqs.filter((_, i) => outcomes[i]!.type === 'stored')
            const key = `${group}/${device}`
            length.set(key, Math.max(length.get(key) ?? 0, ...stored.map((seq) => seq + 1)))
          }),
        )
        const { items } = await store.read(space, start, everything, wide)
        expect(items.map(({ arrival }) => arrival)).toEqual(items.map((_, i) => i + 1))
        expect(items.length).toBe([...length.values()].reduce((sum, n) => sum + n, 0))
        await store.close()
      }),
      { numRuns: 40 },
    )
  })

  test(`${name} ES2 a resend answers the first arrival and writes nothing`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0), content(care, aisha, 1))
    expect(await put(store, content(care, aisha, 0), content(care, aisha, 1))).toEqual(['duplicate 1', 'duplicate 2'])
    expect((await store.spaceHead(space))?.head).toBe(2)
    expect(await store.findContent(space, content(care, aisha, 1))).toBe(2)
    expect(await store.findContent(space, content(care, aisha, 1, 'else'))).toBeUndefined()
    await store.close()
  })

  test(`${name} ES3 a number beyond the next, or another predecessor, is refused and blocks nothing`, async () => {
    const store = await open()
    const stray = { ...content(care, aisha, 0), prev: contentId(care, aisha, 7) }
    expect(await put(store, content(care, aisha, 1), stray, content(care, priya, 0))).toEqual([
      'gap',
      'previous-mismatch',
      'stored 1',
    ])
    expect(await store.feedHeads(space, care)).toEqual([{ author: priya, seq: 0, id: contentId(care, priya, 0) }])
    await store.close()
  })

  test(`${name} ES4 another entry at a taken place is refused and kept as evidence, once, and not without end`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const forks = Array.from({ length: 12 }, (_, i) => content(care, aisha, 0, `fork ${i}`))
    expect(await put(store, forks[0]!, forks[0]!)).toEqual(['fork', 'fork'])
    expect(await store.forks(space, care)).toMatchObject([{ author: aisha, seq: 0, id: forks[0]!.id }])
    await put(store, ...forks)
    expect((await store.forks(space, care)).length).toBe(8)
    expect((await store.spaceHead(space))?.head).toBe(1)
    await store.close()
  })

  test(`${name} ES5 what would pass a group's or the space's quota is refused and the rest goes on`, async () => {
    const store = await open()
    expect(await put(store, content(care, aisha, 0, '', 15_000), content(care, aisha, 1, '', 15_000))).toEqual([
      'stored 1',
      'over-quota',
    ])
    expect(await put(store, content(team, aisha, 0, '', 14_000), content(other, aisha, 0, '', 2_000))).toEqual([
      'stored 2',
      'over-quota',
    ])
    expect(await put(store, content(other, aisha, 0, '', 500))).toEqual(['stored 3'])
    await store.close()
  })
}

function chainRules(name: string, open: OpenStore): void {
  test(`${name} ES6 of two control entries for one place the first wins and the other must look again`, async () => {
    const store = await open()
    expect(await put(store, control(team, 0), control(team, 1, 'mine'), control(team, 1, 'yours'))).toEqual([
      'stored 1',
      'stored 2',
      'compare-and-swap',
    ])
    expect(await put(store, control(team, 3), control(team, 1, 'mine'))).toEqual(['compare-and-swap', 'duplicate 2'])
    expect(await store.controlArrival(space, team, 1)).toBe(2)
    expect(await store.controlArrival(space, team, 2)).toBeUndefined()
    await store.close()
  })

  test(`${name} ES6 a hundred writers for one place, ten places long: one is stored at each`, async () => {
    const store = await open()
    for (let seq = 0; seq < 10; seq++) {
      const all = await Promise.all(Array.from({ length: 100 }, (_, i) => put(store, control(team, seq, `${i}`))))
      expect(all.flat().filter((outcome) => outcome === `stored ${seq + 1}`).length).toBe(1)
      expect(all.flat().filter((outcome) => outcome === 'compare-and-swap').length).toBe(99)
    }
    expect((await store.controls(space)).length).toBe(10)
    expect((await store.spaceHead(space))?.head).toBe(10)
    await store.close()
  })

  test(`${name} ES7 a control entry and its boxes are written together or not at all`, async () => {
    const store = await open()
    const four = [1, 2, 3, 4].map((fill) => box(aisha, fill))
    expect(await put(store, control(team, 0, '', four))).toEqual(['too-many-boxes'])
    expect((await store.spaceHead(space))?.head ?? 0).toBe(0)
    const outcomes = await store.append(space, [control(team, 0, '', [box(aisha, 1), box(priya, 2)])])
    expect(outcomes).toEqual([{ type: 'stored', arrival: 1, last: 3 }])
    await store.close()
  })

  test(`${name} ES70 of one chain the entries between two numbers come back in order`, async () => {
    const store = await open()
    await put(store, control(team, 0), control(care, 0), control(team, 1), content(team, aisha, 0), control(team, 2))
    const whole = (await store.controls(space)).filter(({ group }) => group === team).map(({ bytes }) => bytes)
    expect(await store.chainEntries(space, team, 0, 9)).toEqual(whole)
    expect(await store.chainEntries(space, team, 1, 1)).toEqual(whole.slice(1, 2))
    expect(await store.chainEntries(elsewhere, team, 0, 9)).toEqual([])
    await store.close()
  })

  test(`${name} ES8 control entries come back in arrival order, content left out`, async () => {
    const store = await open()
    await put(store, control(team, 0), content(team, aisha, 0), control(care, 0), control(team, 1))
    const controls = await store.controls(space)
    expect(controls.map(({ group }) => group)).toEqual([team, care, team])
    expect(controls[2]!.bytes).toEqual(new Uint8Array(30).fill(2))
    expect(await store.spaces()).toEqual([space])
    expect(await store.controls(elsewhere)).toEqual([])
    await store.close()
  })
}

function boxRules(name: string, open: OpenStore): void {
  test(`${name} ES9 a recipient has at most three different boxes of an epoch; the same box again changes nothing`, async () => {
    const store = await open()
    const heal = (...fills: readonly number[]): Append => ({
      type: 'boxes',
      group: team,
      epoch: 0,
      boxes: fills.map((fill) => box(aisha, fill)),
    })
    expect(await put(store, heal(1, 2), heal(1), heal(3), heal(4))).toEqual([
      'stored 1',
      'duplicate 2',
      'stored 3',
      'too-many-boxes',
    ])
    expect(await put(store, { type: 'boxes', group: team, epoch: 1, boxes: [box(aisha, 4)] })).toEqual(['stored 4'])
    expect(await store.boxRecipients(space, team, 0)).toEqual(new Set([aisha]))
    expect(await store.boxRecipients(space, team, 7)).toEqual(new Set())
    await store.close()
  })
}

function readRules(name: string, open: OpenStore): void {
  test(`${name} ES10 a reader sees content and boxes of readable groups, boxes only of its own, and chains apart from content`, async () => {
    const store = await open()
    await put(store, control(team, 0, '', [box(aisha, 1), box(priya, 2)]), control(care, 0), content(care, aisha, 0))
    await put(store, content(team, aisha, 0), { type: 'boxes', group: care, epoch: 0, boxes: [box(team, 3)] })
    const seen = async (readable: Readable) =>
      (await store.read(space, start, readable, wide)).items.map(({ arrival }) => arrival)
    const none = new Set<never>()
    expect(await seen(everything)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await seen({ contents: new Set([team]), chains: none, recipients: new Set([priya]) })).toEqual([3, 6])
    expect(await seen({ contents: none, chains: new Set(groups), recipients: new Set([priya]) })).toEqual([1, 4])
    expect(await seen({ contents: none, chains: none, recipients: none })).toEqual([])
    await store.close()
  })

  test(`${name} ES10 ES11 any batch size, any set of groups and any start give the same items, each once, in order`, async () => {
    const store = await open()
    const places = Array.from({ length: 60 }, (_, i) => [groups[(i * 7) % 3]!, devices[i % 2]!] as const)
    const length = new Map<string, number>()
    for (const [group, device] of places) {
      const seq = length.get(group + device) ?? 0
      length.set(group + device, seq + 1)
      await put(store, content(group, device, seq))
    }
    /** Unknown groups beyond these push the reader from the few-groups road to the walk. */
    const strangers = Array.from({ length: 40 }, (_, i) => `${(i + 16).toString(16)}`.repeat(16) as GroupId)
    await store.append(
      space,
      strangers.map((group) => content(group, priya, 0, '', 10)),
    )
    const shape = fc.record({
      some: fc.subarray(groups),
      after: fc.nat(110),
      items: fc.integer({ min: 1, max: 9 }),
      bytes: fc.integer({ min: 1, max: 400 }),
      many: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(shape, async ({ after, bytes, items, many, some }) => {
        const contents = new Set([...some, ...(many ? strangers : [])])
        const readable = { contents, chains: new Set<GroupId>(), recipients: new Set<DeviceId>() }
        const whole = (await store.read(space, start, everything, wide)).items
        const arrivals: number[] = []
        let cursor = after as Arrival
        for (let more = true; more; ) {
          const batch = await store.read(space, cursor, readable, { items, bytes })
          expect(batch.items.length).toBeLessThanOrEqual(items)
          expect(batch.cursor).toBeGreaterThanOrEqual(batch.items.at(-1)?.arrival ?? 0)
          if (batch.more) expect(batch.cursor).toBeGreaterThan(cursor)
          arrivals.push(...batch.items.map(({ arrival }) => arrival))
          cursor = batch.cursor
          more = batch.more
        }
        expect(cursor).toBe(100)
        const wanted = whole.filter((item) => item.arrival > after && some.includes(item.group))
        expect(arrivals.filter((arrival) => arrival <= 60)).toEqual(wanted.map(({ arrival }) => arrival))
        expect(arrivals.filter((arrival) => arrival > 60).length).toBe(
          many ? Math.min(40, 100 - Math.min(after, 100)) : 0,
        )
      }),
      { numRuns: 60 },
    )
    await store.close()
  })

  test(`${name} ES11 what a reader may not see in one group never hides what comes later in it`, async () => {
    const store = await open()
    const boxes = [1, 2, 3].flatMap((fill) => [box(priya, fill), box(other, fill)])
    await put(store, { type: 'boxes', group: team, epoch: 0, boxes }, content(care, aisha, 0), content(team, aisha, 0))
    const readable = { contents: new Set([team, care]), chains: new Set<GroupId>(), recipients: new Set([aisha]) }
    const arrivals: number[] = []
    let batch = await store.read(space, start, readable, { items: 2, bytes: 1_000 })
    arrivals.push(...batch.items.map(({ arrival }) => arrival))
    for (let turn = 0; batch.more && turn < 10; turn++) {
      batch = await store.read(space, batch.cursor, readable, { items: 2, bytes: 1_000 })
      arrivals.push(...batch.items.map(({ arrival }) => arrival))
    }
    expect(arrivals).toEqual([7, 8])
    await store.close()
  })

  test(`${name} ES11 one item larger than the batch is still served`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0, '', 900), content(care, aisha, 1, '', 900))
    const batch = await store.read(space, start, everything, { items: 10, bytes: 100 })
    expect(batch).toMatchObject({ cursor: 1, more: true, items: [{ arrival: 1 }] })
    await store.close()
  })

  test(`${name} ES12 bytes come back as they went in, as plain byte arrays, with the time they were stored`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const [item] = (await store.read(space, start, everything, wide)).items
    expect(item).toMatchObject({ type: 'entry', kind: 'content', group: care, storedAt: 1_700_000_000_000 })
    expect(Object.getPrototypeOf(item?.type === 'entry' ? item.bytes : undefined)).toBe(Uint8Array.prototype)
    expect(item?.type === 'entry' ? [...item.bytes] : []).toEqual(Array(40).fill(1))
    await store.close()
  })

  test(`${name} ES13 a space keeps its generation; an unknown space has none and reads empty`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const before = await store.spaceHead(space)
    await put(store, content(care, aisha, 1))
    expect((await store.spaceHead(space))?.generation).toEqual(before?.generation)
    expect(before?.generation.length).toBe(16)
    expect(await store.spaceHead(elsewhere)).toBeUndefined()
    expect(await store.read(elsewhere, start, everything, wide)).toEqual({ items: [], cursor: 0, more: false })
    await store.close()
  })
}

function generationRules(name: string, open: OpenStore): void {
  test(`${name} ES120 a renewed generation is another one and stays so; what the space holds stays as it was`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const before = await store.spaceHead(space)
    const held = await store.read(space, start, everything, wide)
    await store.renewGeneration(space)
    await store.renewGeneration(elsewhere)
    const renewed = await store.spaceHead(space)
    expect(renewed?.generation).not.toEqual(before?.generation)
    expect(await put(store, content(care, aisha, 0), content(care, aisha, 1))).toEqual(['duplicate 1', 'stored 2'])
    expect(await store.spaceHead(space)).toEqual({ head: 2, generation: renewed?.generation })
    expect((await store.read(space, start, everything, wide)).items.slice(0, 1)).toEqual(held.items)
    expect(await store.spaceHead(elsewhere)).toBeUndefined()
    await store.close()
  })
}

function keptRules(name: string, open: OpenStore): void {
  test(`${name} ES14 quarantined entries are kept once, served to nobody, and bounded`, async () => {
    const store = await open()
    const late = (seq: number, size = 100): Append => ({ ...content(care, aisha, seq, '', size), type: 'quarantine' })
    await put(store, content(care, aisha, 0))
    expect(await put(store, late(0), late(1), late(1), late(5), late(6, 400))).toEqual([
      'duplicate 1',
      'quarantined',
      'quarantined',
      'quarantined',
      'over-quota',
    ])
    expect((await store.quarantined(space, care)).map(({ seq }) => seq)).toEqual([1, 5])
    expect((await store.read(space, start, everything, wide)).items.length).toBe(1)
    await store.close()
  })
}
