/** Who looks after a conversation: nobody's taking or giving back is lost, and the more urgent word holds. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, must, priya } from '../testing/medicines.ts'
import { newDocument } from './genesis.ts'
import { giveThread, nameThread, type ThreadDoc, takeThread } from './thread.ts'
import { readThreadFacts } from './thread-rows.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<ThreadDoc>

const group = '0a'.repeat(16)
const said = (by: Signature, minute: number) => ({ by, at: (minute * 60_000) as Instant })
const begun = (who: Signature): Doc => newDocument('thread', who.memberId)

function meet(...docs: readonly Doc[]): Doc {
  const changes = docs.flatMap((doc) => A.getAllChanges(doc))
  return A.applyChanges(newDocument('thread', 'ff'.repeat(16)), changes)[0]
}

const factsOf = (doc: Doc) => readThreadFacts(doc, group)
const holders = (doc: Doc) => factsOf(doc).owners.map(({ who }) => who.name)

test('TH1 taken apart both look after it; titles written apart both stand, and the more urgent holds', () => {
  const [hers, his] = [begun(aisha), begun(priya)]
  const mine = must(
    nameThread(must(takeThread(hers, said(aisha, 1))), { title: ' Dressings ', priority: 'today' }, said(aisha, 2)),
  )
  const theirs = must(
    nameThread(must(takeThread(his, said(priya, 3))), { title: 'Supplies', priority: 'urgent' }, said(priya, 4)),
  )
  const both = meet(mine, theirs)
  expect(factsOf(both)).toMatchObject({ groupId: group, title: 'Dressings / Supplies', priority: 'urgent' })
  expect(factsOf(both).wordedApart?.map(({ by }) => by.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  expect(factsOf(mine).wordedApart).toBeUndefined()
  expect(holders(both)).toEqual(['Aisha Rahman', 'Priya Patel'])
  expect(factsOf(begun(aisha))).toMatchObject({ title: '', priority: 'whenever', owners: [], changed: null })
  const { priority, title } = factsOf(both)
  expect(must(nameThread(both, { title, priority }, said(aisha, 5)))).toBe(both)
  const words = [
    { title: 'Dressings', priority: 'today' },
    { title: 'Supplies', priority: 'urgent' },
  ] as const
  for (const chosen of words) {
    const decided = factsOf(must(nameThread(both, chosen, said(aisha, 5))))
    expect(decided).toMatchObject(chosen)
    expect(decided.wordedApart).toBeUndefined()
  }
})

test('TH1 handed over, it waits for a yes; given back and taken apart, somebody has it', () => {
  const on = (doc: Doc): Doc => A.load(A.save(doc), { actor: aisha.memberId })
  const mine = must(takeThread(begun(aisha), said(aisha, 1)))
  const handed = must(giveThread(on(mine), priya, said(aisha, 2)))
  expect(factsOf(handed).owners).toMatchObject([{ who: priya, by: aisha }])
  const back = must(giveThread(on(mine), null, said(aisha, 3)))
  expect(holders(back)).toEqual([])
  expect(holders(meet(back, must(takeThread(begun(priya), said(priya, 3)))))).toEqual(['Priya Patel'])
  expect(must(takeThread(mine, said(aisha, 4)))).toBe(mine)
  expect(must(nameThread(mine, { title: '', priority: 'whenever' }, said(aisha, 4)))).toBe(mine)
  expect(nameThread(mine, { title: 'x'.repeat(121), priority: 'today' }, said(aisha, 4))).toMatchObject({
    error: { type: 'too-long', limit: 120 },
  })
})

test('TH2 whatever two people do, apart or together, all devices end with the same; another shape says nothing', () => {
  const step = fc.record({
    who: fc.constantFrom(aisha, priya),
    act: fc.constantFrom('take', 'give', 'back', 'urgent', 'today'),
    meets: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const docs = new Map([aisha, priya].map((who) => [who.memberId, begun(who)]))
      for (const [index, { act, meets, who }] of steps.entries()) {
        const mine = docs.get(who.memberId) as Doc
        const mark = said(who, index + 1)
        const other = who === aisha ? priya : aisha
        const made =
          act === 'take'
            ? takeThread(mine, mark)
            : act === 'give' || act === 'back'
              ? giveThread(mine, act === 'give' ? other : null, mark)
              : nameThread(mine, { title: act, priority: act === 'urgent' ? 'urgent' : 'today' }, mark)
        docs.set(who.memberId, must(made))
        if (meets) docs.set(who.memberId, A.load(A.save(meet(...docs.values())), { actor: who.memberId }))
      }
      const [one, other] = [...docs.values()] as [Doc, Doc]
      expect(factsOf(meet(one, other))).toEqual(factsOf(meet(other, one, one)))
    }),
    { numRuns: 25 },
  )
  const odd = A.change(begun(aisha), (draft) => {
    Object.assign(draft, { title: 3, urgency: 'now', owners: 'me', changed: '{}' })
  })
  expect(factsOf(odd)).toEqual({ groupId: group, title: '', priority: 'whenever', owners: [], changed: null })
})
