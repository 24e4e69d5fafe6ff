/** Content at the door: every reason to refuse an entry, and that none of them touches its neighbours. */
import { expect, test } from 'vitest'
import { type Bytes, equalBytes } from '../../shared/lib/bytes.ts'
import type { EntryId, GroupId } from '../../shared/lib/ids.ts'
import { encodeAppendRequest } from '../../shared/protocol/append.ts'
import { createTestSpace, epochControl } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, problemOf, words } from '../testing/test-relay.ts'

async function open(name: string, options: Parameters<typeof createPeopledRelay>[1] = {}) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made, options) }
}

function flip(bytes: Bytes, at: number): { readonly bytes: Bytes } {
  const copy = new Uint8Array(bytes)
  copy[at] = copy[at]! ^ 1
  return { bytes: copy }
}

test('RT11 RT13 sealed entries are stored without a session, and a reader gets the same bytes', async () => {
  const { care, cast, relay, space, write } = await open('bytes')
  const entries = [write(cast.nurse, care), write(cast.nurse, care), write(cast.pharmacist, care)]
  expect(words(await relay.push(entries))).toEqual(['stored', 'stored', 'stored'])
  const items = await relay.pull(space, await relay.signIn(space, cast.nurse))
  const pulled = items.flatMap((item) => (item.type === 'entry' ? [item.bytes] : []))
  for (const { bytes } of entries) expect(pulled.some((each) => equalBytes(each, bytes))).toBe(true)
})

test('AD10 no byte of an envelope can be changed without refusal', async () => {
  const { care, cast, draftContent, relay } = await open('flips')
  const { bytes } = draftContent(cast.nurse, care)
  const flips = Array.from(bytes, (_, at) => flip(bytes, at))
  for (let from = 0; from < flips.length; from += 200) {
    const results = await relay.push(flips.slice(from, from + 200))
    expect(results.every(({ type }) => type === 'refused')).toBe(true)
  }
  expect(words(await relay.push([{ bytes }]))).toEqual(['stored'])
})

test('AD10 rubbish and a control entry among content are malformed, an oversized entry too large', async () => {
  const { controls, relay } = await open('shape')
  const oversized = { bytes: new Uint8Array(65_537) }
  const results = await relay.push([{ bytes: new Uint8Array([0x80]) }, controls[0]!.entry, oversized])
  expect(words(results)).toEqual(['malformed', 'malformed', 'too-large'])
})

test('AD11 unknown space, unknown group, stranger and a device of another space are one and the same refusal', async () => {
  const { care, cast, draftContent, relay } = await open('foreign')
  const other = await open('foreign two')
  const results = await relay.push([
    other.draftContent(other.cast.nurse, other.care),
    draftContent(cast.nurse, care, { group: 'ff'.repeat(16) as GroupId }),
    draftContent(cast.stranger, care),
    draftContent(other.cast.nurse, care),
    draftContent(cast.patient, care),
  ])
  expect(words(results)).toEqual(Array(5).fill('unknown-or-forbidden'))
})

test('AD12 another’s signature over the same entry is refused', async () => {
  const { care, cast, draftContent, relay } = await open('forged')
  const forged = draftContent(cast.pharmacist, care, { author: cast.nurse.id })
  expect(words(await relay.push([forged]))).toEqual(['unknown-or-forbidden'])
})

test('AD13 an entry sent again is answered with its first arrival', async () => {
  const { care, cast, relay, write } = await open('again')
  const entry = write(cast.nurse, care)
  const [first] = await relay.push([entry])
  expect(await relay.push([entry, entry])).toEqual(Array(2).fill({ ...first, type: 'duplicate' }))
})

test('AD14 AD15 AD16 a gap, a wrong predecessor and a fork are refused, their neighbours stored', async () => {
  const { care, cast, draftContent, relay, space, write } = await open('order')
  const first = write(cast.nurse, care)
  const skipped = draftContent(cast.nurse, care, { seq: 5 })
  const stray = draftContent(cast.nurse, care, { prev: 'ab'.repeat(32) as EntryId })
  const twin = draftContent(cast.nurse, care, { seq: 0, prev: first.header.prev })
  const results = await relay.push([first, skipped, stray, twin, write(cast.pharmacist, care)])
  expect(words(results)).toEqual(['stored', 'gap', 'previous-mismatch', 'fork', 'stored'])
  expect((await relay.store.forks(space, care)).map(({ id }) => id)).toEqual([twin.id])
})

test('AD120 an entry that cites a head not on the chains here is refused, one that cites a head still to come is taken', async () => {
  const { care, cast, draftContent, relay, write } = await open('heads')
  const { heads } = draftContent(cast.nurse, care).header
  const cited = (over: Partial<typeof heads>) => draftContent(cast.nurse, care, { heads: { ...heads, ...over } })
  const elsewhere = 'a'.repeat(64) as EntryId
  const results = await relay.push([cited({ groupHash: elsewhere }), cited({ teamSeq: 1, teamHash: elsewhere })])
  expect(words(results)).toEqual(['chain-refused', 'chain-refused'])
  const toCome = { groupSeq: heads.groupSeq + 1, groupHash: elsewhere }
  const older = { teamSeq: 0, teamHash: heads.teamHash }
  expect(words(await relay.push([cited({ ...older })]))).toEqual(['chain-refused'])
  expect(words(await relay.push([cited(toCome)]))).toEqual(['stored'])
  expect(words(await relay.push([write(cast.pharmacist, care)]))).toEqual(['stored'])
})

test('AD17 an epoch the group does not have is refused, an older one is taken', async () => {
  const { cast, chain, draftContent, post, relay, space, team } = await open('epochs')
  await relay.grow(space, [post(cast.admin, team, epochControl(chain(team), undefined))])
  expect(words(await relay.push([draftContent(cast.nurse, team, { epoch: 2 })]))).toEqual(['unknown-epoch'])
  expect(words(await relay.push([draftContent(cast.nurse, team, { epoch: 0 })]))).toEqual(['stored'])
})

test('AD18 what a removed device still had is quarantined: kept, and served to nobody', async () => {
  const { care, cast, post, relay, space, team, write } = await open('leaver')
  await relay.push([write(cast.nurse, care)])
  const late = write(cast.nurse, care)
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(words(await relay.push([late, late]))).toEqual(['quarantined', 'quarantined'])
  expect((await relay.store.quarantined(space, care)).map(({ id }) => id)).toEqual([late.id])
  const items = await relay.pull(space, await relay.signIn(space, cast.admin))
  expect(items.some((item) => item.type === 'entry' && equalBytes(item.bytes, late.bytes))).toBe(false)
})

test('AD110 what the relay would refuse a device that is in for good, it keeps of one that was removed', async () => {
  const { care, cast, draftContent, post, relay, space, team, write } = await open('leaver-refused')
  await relay.push([write(cast.nurse, care)])
  const refused = [
    draftContent(cast.nurse, care, { epoch: 9 }),
    draftContent(cast.nurse, care, { seq: 7 }),
    draftContent(cast.nurse, care, { seq: 0 }),
    draftContent(cast.nurse, care, { prev: 'ab'.repeat(32) as EntryId }),
  ]
  expect(words(await relay.push(refused))).toEqual(['unknown-epoch', 'gap', 'fork', 'previous-mismatch'])
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(words(await relay.push(refused))).toEqual(Array(4).fill('quarantined'))
  expect(words(await relay.push([draftContent(cast.stranger, care, { epoch: 9 })]))).toEqual(['unknown-or-forbidden'])
})

test('AD121 what the cut counts of somebody who left is taken, once more too; what is beyond it, or of after the leaving, is not', async () => {
  const { care, cast, chain, draftContent, post, relay, space, team, teamOf, write } = await open('counted')
  const mine = [write(cast.nurse, care), write(cast.nurse, care)]
  const [counted, late] = mine as [(typeof mine)[0], (typeof mine)[0]]
  const removal = post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  await relay.grow(space, [removal, post(cast.admin, team, epochControl(chain(team), undefined))])
  expect(words(await relay.push([counted]))).toEqual(['quarantined'])
  const cut = epochControl(chain(care), teamOf(care), { [cast.nurse.id]: 1 })
  await relay.grow(space, [post(cast.admin, care, cut)])
  const forged = draftContent(cast.nurse, care, { seq: 0, prev: counted.header.prev })
  expect(words(await relay.push([forged]))).toEqual(['quarantined'])
  expect(words(await relay.push([counted, late]))).toEqual(['stored', 'quarantined'])
  expect(words(await relay.push([counted]))).toEqual(['duplicate'])
})

test('AD19 the team chain names associates and governance, but lets them write nothing there', async () => {
  const { cast, draftContent, relay, team } = await open('keyless')
  const results = await relay.push([draftContent(cast.linkWorker, team), draftContent(cast.governance, team)])
  expect(words(results)).toEqual(['unknown-or-forbidden', 'unknown-or-forbidden'])
})

test('ES5 beyond the quota the entry is refused and named so', async () => {
  const { care, cast, relay, write } = await open('quota', { quota: { groupBytes: 20_000 } })
  const large = new Uint8Array(12_000) as Bytes
  const entries = [write(cast.nurse, care, {}, large), write(cast.nurse, care, {}, large)]
  expect(words(await relay.push(entries))).toEqual(['stored', 'over-quota'])
})

test('RT12 a request that is no list, is empty, or is larger than a mebibyte is refused whole', async () => {
  const { relay } = await open('requests')
  const post = async (body: Uint8Array) => problemOf(await relay.call('/v1/entries', { body }))
  expect(await post(new Uint8Array([0xa0]))).toBe('malformed')
  expect(await post(new Uint8Array([0x80]))).toBe('malformed')
  expect(await post(new Uint8Array(0))).toBe('malformed')
  expect(await post(new Uint8Array(1_048_577))).toBe('too-large')
  expect(await post(encodeAppendRequest(Array(17).fill(new Uint8Array(65_000))))).toBe('too-large')
})
