/** RT420: what snapshots fold is left out where a reader asks for it, named, and kept. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { docIdOf } from '../../shared/lib/doc-id.ts'
import type { EntryId } from '../../shared/lib/ids.ts'
import type { ContentEntry } from '../../shared/protocol/entry.ts'
import { createPullParser, type PullItem } from '../../shared/protocol/pull.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, type TestRelay } from '../testing/test-relay.ts'

type Mode = 'skip' | 'only'

async function open(name: string) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made) }
}

async function pull(relay: TestRelay, path: string, token: string): Promise<readonly PullItem[]> {
  const parsed = createPullParser().push(await bytesOf(await relay.call(path, { token })))
  if (!parsed.ok) throw new Error(parsed.error.detail)
  return parsed.value
}

test('RT420 whatever was written, a reader who asks gets all but what the newest snapshots fold, or that alone', async () => {
  const what = fc.constantFrom('note', 'person', 'medicines', 'snapshot person', 'snapshot medicines')
  const writings = fc.array(fc.record({ by: fc.nat(1), what }), { minLength: 8, maxLength: 18 })
  const sureToFold = ['person', 'snapshot person', 'note'].map((said) => ({ by: 1, what: said }))
  // A colleague's snapshot folds the newest entry of another's feed.
  const newestIsFolded = [
    ...['person', 'person'].map((said) => ({ by: 1, what: said })),
    { by: 0, what: 'snapshot person' },
  ]
  let runs = 0
  const met = { left: 0 }
  await fc.assert(
    fc.asyncProperty(writings, fc.nat(), async (some, from) => {
      const { care, cast, person, relay, space, write } = await open(`folded ${runs++}`)
      const written: ContentEntry[] = []
      for (const { by, what: said } of some) {
        const author = by === 0 ? cast.nurse : cast.admin
        const doc = said === 'note' ? undefined : docIdOf(said.includes('person') ? 'person' : 'medicines', person)
        const ofDoc = written.filter(({ header }) => header.doc === doc && doc !== undefined)
        const newest = new Map(ofDoc.map(({ header, id }) => [header.author, id]))
        const kind = said === 'note' ? 'record' : said.startsWith('snapshot') ? 'snapshot' : 'change'
        const refs = kind === 'snapshot' ? [...newest.values()] : ([] as EntryId[])
        written.push(write(author, care, { kind, refs, ...(doc !== undefined && { doc }) }))
      }
      await relay.push(written)
      const token = await relay.signIn(space, cast.nurse)
      const ask = (mode: Mode | null, after: number) =>
        pull(relay, `/v1/spaces/${space}/entries?after=${after}${mode === null ? '' : `&folded=${mode}`}`, token)
      const all = await ask(null, 0)
      const idsIn = (items: readonly PullItem[]) =>
        written.filter(({ bytes }) =>
          items.some((item) => item.type === 'entry' && Buffer.from(item.bytes).equals(bytes)),
        )
      const mine = ({ header }: ContentEntry) => header.author === cast.nurse.id
      const last = new Map(written.map((entry) => [entry.header.author, entry]))
      const folded = written.filter((entry) => {
        const { author, doc, kind, seq } = entry.header
        const snapshot = written.findLast(({ header }) => header.kind === 'snapshot' && header.doc === doc)
        const upTo = written.find(({ header, id }) => snapshot?.header.refs.includes(id) && header.author === author)
        const isOfDoc = kind === 'change' || kind === 'snapshot'
        return isOfDoc && !mine(entry) && last.get(author) !== entry && seq <= (upTo?.header.seq ?? -1)
      })
      met.left += folded.length
      const skipped = await ask('skip', 0)
      expect(idsIn(skipped)).toEqual(written.filter((entry) => !folded.includes(entry)))
      const named = skipped.flatMap((item) =>
        item.type === 'folded'
          ? Array.from({ length: item.to - item.from + 1 }, (_, i) => `${item.author} ${item.from + i}`)
          : [],
      )
      expect(named.sort()).toEqual(folded.map(({ header }) => `${header.author} ${header.seq}`).sort())
      expect(skipped.filter(({ type }) => type !== 'folded' && type !== 'entry').length).toBe(
        all.filter(({ type }) => type !== 'entry').length,
      )
      const alone = await ask('only', 0)
      expect(idsIn(alone)).toEqual(folded)
      expect(alone.filter(({ type }) => type === 'entry').length).toBe(folded.length)
      // Cut anywhere: what comes after the last whole item is the rest, and the first one asked for is whole.
      const arrivals = all.flatMap((item) => (item.type === 'entry' ? [item.arrival] : []))
      const at = arrivals[from % arrivals.length]!
      const rest = await ask('skip', at - 1)
      expect(rest.find((item) => 'arrival' in item)).toMatchObject({ type: 'entry', arrival: at })
      expect(idsIn(await ask(null, 0))).toEqual(written)
    }),
    {
      numRuns: 5,
      examples: [
        [sureToFold, 0],
        [newestIsFolded, 0],
      ],
    },
  )
  expect(met.left).toBeGreaterThan(0)
})

test('RT420 another word than these is malformed, and a group one may not read stays unknown', async () => {
  const { care, cast, relay, space } = await open('folded words')
  const [nurse, patient] = [await relay.signIn(space, cast.nurse), await relay.signIn(space, cast.patient)]
  expect((await relay.call(`/v1/spaces/${space}/entries?folded=all`, { token: nurse })).status).toBe(400)
  const path = `/v1/spaces/${space}/groups/${care}/entries?folded=only`
  const plain = `/v1/spaces/${space}/groups/${care}/entries`
  const [one, other] = [await relay.call(path, { token: patient }), await relay.call(plain, { token: patient })]
  expect([one.status, await one.text()]).toEqual([other.status, await other.text()])
})
