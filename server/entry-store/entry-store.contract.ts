/**
 * What every adapter of `EntryStore` must do (SPEC.md, ES rules). Most rules
 * are proved by one small scenario; order, idempotence and filtering by random
 * histories compared with what was asked.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Append } from './entry-store.ts'
import { readingContract } from './reading.contract.ts'
import {
  aisha,
  box,
  care,
  content,
  contentId,
  contractQuota,
  control,
  devices,
  elsewhere,
  everything,
  groups,
  type OpenStore,
  other,
  priya,
  put,
  space,
  start,
  summary,
  team,
  wide,
} from './testing/appends.ts'

export function entryStoreContract(name: string, open: OpenStore): void {
  orderRules(name, open)
  chainRules(name, open)
  boxRules(name, open)
  readingContract(name, open)
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

  test(`${name} ES5 what a chain and the boxes of a group hold counts towards its quota too`, async () => {
    const store = await open()
    const healed: Append = { type: 'boxes', group: care, epoch: 0, boxes: [box(aisha, 1)] }
    const full = contractQuota.groupBytes - control(care, 0).bytes.length - healed.boxes[0]!.box.length + 1
    expect(await put(store, content(care, aisha, 0, '', full))).toEqual(['stored 1'])
    expect(await put(store, control(care, 0, '', [box(aisha, 1)]))).toEqual(['over-quota'])
    expect(await put(store, control(care, 0), healed)).toEqual(['stored 2', 'over-quota'])
    expect((await store.spaceHead(space))?.head).toBe(2)
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
