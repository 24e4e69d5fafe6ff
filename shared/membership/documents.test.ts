/** MB311 to MB313: which documents a group holds, and who of those in it writes what. The table is written here a second time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { docIdOf, documentKinds, settingsKey } from '../lib/doc-id.ts'
import { type DocId, type GroupId, type Instant, type PersonId, zeroDoc } from '../lib/ids.ts'
import type { GroupKind, Role } from '../protocol/control.ts'
import type { ContentKind } from '../protocol/entry.ts'
import { seededId } from '../testing/test-device.ts'
import { testNow } from '../testing/test-space.ts'
import { type DocPlace, documentOf, isInDiaryReach, mayWriteEntry } from './documents.ts'

const kinds = ['team', 'care', 'private', 'circle', 'board'] as const satisfies readonly GroupKind[]
const roles = ['admin', 'staff', 'associate', 'ig', 'patient', 'family'] as const satisfies readonly Role[]
const entryKinds = ['change', 'record', 'audit', 'snapshot'] as const satisfies readonly ContentKind[]
const [doreen, harold] = [seededId<PersonId>('Doreen'), seededId<PersonId>('Harold')]
const groupOf = (kind: GroupKind) => seededId<GroupId>(`documents ${kind}`)
const placeOf = (kind: GroupKind): DocPlace => {
  const about = kind === 'team' || kind === 'board' ? null : doreen
  return { kind, about, group: groupOf(kind) }
}

const today = new Date(testNow).toISOString().slice(0, 10)
const docs: Readonly<Record<string, DocId>> = {
  none: zeroDoc,
  drawn: seededId<DocId>('a document'),
  settings: docIdOf('team-settings', settingsKey),
  today: docIdOf('diary', today),
  'her circle tasks': docIdOf('circle-tasks', doreen),
  ...Object.fromEntries(
    (['person', 'medicines', 'tasks', 'care-plan'] as const).map((k) => [`her ${k}`, docIdOf(k, doreen)]),
  ),
  ...Object.fromEntries(
    documentKinds
      .filter((k) => k !== 'thread')
      .map((k) => [`his ${k}`, docIdOf(k, k === 'diary' ? '1999-12-31' : harold)]),
  ),
  ...Object.fromEntries(kinds.map((kind) => [`talk in ${kind}`, docIdOf('thread', groupOf(kind))])),
}

/** By clinical staff, and what others who are in the group write there as well. */
const table: Readonly<Record<GroupKind, Readonly<Record<ContentKind, readonly [staff: string, others: string]>>>> = {
  team: {
    change: ['settings, today', ''],
    record: ['none, talk in team', 'none, talk in team'],
    audit: ['', ''],
    snapshot: ['settings, today', ''],
  },
  care: {
    change: ['her person, her medicines, her tasks, her care-plan', ''],
    record: ['none, talk in care', 'none, talk in care'],
    audit: ['none', ''],
    snapshot: ['her person, her medicines, her tasks, her care-plan', ''],
  },
  private: {
    change: ['talk in private', ''],
    record: ['none, talk in private', 'none, talk in private'],
    audit: ['', ''],
    snapshot: ['', ''],
  },
  circle: {
    change: ['talk in circle, her circle tasks', 'her circle tasks'],
    record: ['none, talk in circle', 'none, talk in circle'],
    audit: ['', ''],
    snapshot: ['', ''],
  },
  board: { change: ['', ''], record: ['none', 'none'], audit: ['', ''], snapshot: ['', ''] },
}

for (const kind of kinds) {
  for (const role of roles) {
    test(`MB311 MB312 MB420 what ${role} writes in a group of kind ${kind}, and nothing else`, () => {
      const place = placeOf(kind)
      for (const entryKind of entryKinds) {
        const said = Object.keys(docs).filter((name) =>
          mayWriteEntry(place, role, { kind: entryKind, doc: docs[name]!, writtenAt: testNow }),
        )
        const [staff, others] = table[kind][entryKind]
        const mine = role === 'admin' || role === 'staff' ? staff : others
        expect([entryKind, said.sort()]).toEqual([entryKind, mine.split(', ').filter(Boolean).sort()])
      }
    })
  }
}

const somewhen = fc.integer({ min: -1e12, max: 9e12 }).map((at) => at as Instant)
const dayLength = 86_400_000

test('MB311 an id that was not computed for the group names nothing there, whatever it is and whenever it was written', () => {
  const drawn = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('hex') as DocId)
  const names = new Set(Object.values(docs))
  fc.assert(
    fc.property(fc.constantFrom(...kinds), drawn, somewhen, (kind, doc, at) => {
      fc.pre(!names.has(doc))
      expect(documentOf(placeOf(kind), doc, at)).toBeUndefined()
    }),
  )
})

test('MB313 a day is the diary’s 400 days around the time its change names, whatever was asked before', () => {
  const team = placeOf('team')
  const away = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.constantFrom(-401, -400, 400, 401))
  // From 2001 to 2198: the ends are asked below.
  const when = fc.integer({ min: 978_307_200_000, max: 7_195_000_000_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(when, away), { minLength: 1, maxLength: 4 }), (asked) => {
      for (const [at, days] of asked) {
        const key = new Date((Math.floor(at / dayLength) + days) * dayLength).toISOString().slice(0, 10)
        const isNear = Math.abs(days) <= 400
        expect(documentOf(team, docIdOf('diary', key), at as Instant)).toEqual(
          isNear ? { kind: 'diary', key } : undefined,
        )
        expect(isInDiaryReach(key, at as Instant)).toBe(isNear)
      }
    }),
    { numRuns: 40 },
  )
})

test('MB313 a change that says it was written before 2000 or after 2200 is to no day', () => {
  const team = placeOf('team')
  for (const at of [Date.UTC(1999, 11, 31), Date.UTC(2200, 0, 2), 0, 253_402_300_799_999] as Instant[]) {
    const day = docIdOf('diary', new Date(at).toISOString().slice(0, 10))
    expect(documentOf(team, day, at)).toBeUndefined()
  }
})
