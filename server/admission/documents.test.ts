/** AD311, AD312: the table of who writes which document, at the relay's door. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { docIdOf, settingsKey } from '../../shared/lib/doc-id.ts'
import { type DocId, type GroupId, type Instant, type PersonId, zeroDoc, zeroHash } from '../../shared/lib/ids.ts'
import type { ContentHeader, ContentKind } from '../../shared/protocol/entry.ts'
import { seededId } from '../../shared/testing/test-device.ts'
import { createTestSpace, testNow } from '../../shared/testing/test-space.ts'
import {
  createRoleWorld,
  everybody,
  isClinical,
  type Kind,
  kinds,
  type RoleWorld,
  roleTable,
} from '../testing/role-table.ts'
import { createPeopledRelay, type TestRelay, words } from '../testing/test-relay.ts'

let world: RoleWorld

beforeAll(async () => {
  world = await createRoleWorld('documents')
})

afterEach(() => {
  vi.restoreAllMocks()
})

const today = docIdOf('diary', new Date(testNow).toISOString().slice(0, 10))
const entryKinds = ['change', 'record', 'audit', 'snapshot'] as const satisfies readonly ContentKind[]

/** Every document there is, by the kind of group that holds it, and ids that no group holds. */
function docsOf({ groups, made: { person } }: RoleWorld): Readonly<Record<string, DocId>> {
  const stranger = seededId<PersonId>('nobody here')
  return {
    none: zeroDoc,
    drawn: seededId<DocId>('a document'),
    'care person': docIdOf('person', person),
    'care medicines': docIdOf('medicines', person),
    'care tasks': docIdOf('tasks', person),
    'care plan': docIdOf('care-plan', person),
    'another person': docIdOf('person', stranger),
    'team settings': docIdOf('team-settings', settingsKey),
    'team today': today,
    'circle tasks': docIdOf('circle-tasks', person),
    ...Object.fromEntries(kinds.map((kind) => [`${kind} talk`, docIdOf('thread', groups[kind])])),
  }
}

/** What is in the group's own row, by hand. */
function isLetIn(who: (typeof everybody)[number], group: Kind, kind: ContentKind, name: string): boolean {
  if (kind === 'snapshot') return (group === 'team' || group === 'care') && isOfStaff(who, group, name)
  if (kind === 'audit') return group === 'care' && name === 'none' && isClinical(who)
  const isTalk = name === `${group} talk`
  if (kind === 'record') return name === 'none' || (isTalk && group !== 'board')
  if (isTalk) return (group === 'private' || group === 'circle') && isClinical(who)
  return name === 'circle tasks' ? group === 'circle' : group !== 'board' && isOfStaff(who, group, name)
}

function isOfStaff(who: (typeof everybody)[number], group: Kind, name: string): boolean {
  return name.startsWith(`${group} `) && name !== `${group} talk` && isClinical(who)
}

/** Whoever writes in none has no row in the table of documents: AD150 asks the others. */
const writers = everybody.filter((who) => who !== 'nobody' && kinds.some((kind) => roleTable[who][kind].includes('W')))

for (const who of writers) {
  test(`AD311 AD150 what ${who} may write in groups of every kind, by kind of entry and document`, async () => {
    const { devices, groups, made, relay } = world
    for (const group of kinds.filter((each) => roleTable[who][each].includes('W'))) {
      const cells = entryKinds.flatMap((kind) =>
        Object.entries(docsOf(world))
          // Of what is no document's, these stand for all.
          .filter(([name]) => kind === 'change' || kind === 'record' || name === 'none' || name.startsWith(group))
          .map(([name, doc]) => ({ name, doc, kind, isIn: isLetIn(who, group, kind, name) })),
      )
      // Of the feed as the relay has it: moved on only by what the table lets in.
      let place: Pick<ContentHeader, 'seq' | 'prev'> = { seq: 0, prev: zeroHash }
      const entries = cells.map(({ doc, isIn, kind }) => {
        const entry = made.draftContent(devices[who], groups[group], { ...place, kind, doc })
        if (isIn) place = { seq: place.seq + 1, prev: entry.id }
        return entry
      })
      const said = words(await relay.push(entries))
      const inWords = cells.map(({ isIn }) => (isIn ? 'stored' : 'unknown-or-forbidden'))
      const named = (each: readonly string[]) =>
        cells.map(({ kind, name }, at) => `${group} ${kind} ${name}: ${each[at]}`)
      expect(named(said)).toEqual(named(inWords))
    }
  })
}

test('AD311 what is forbidden is answered like what does not exist, after the same signature, and nothing of it is kept', async () => {
  const made = createTestSpace('documents unsaid')
  const relay = await createPeopledRelay(made)
  const { care, cast, circle, draftContent, person, space } = made
  const over = { kind: 'change', doc: docIdOf('medicines', person) } as const
  const forbidden = draftContent(cast.relative, circle, over)
  const unknown = draftContent(cast.relative, circle, { ...over, group: seededId<GroupId>('no such group') })
  const verified = vi.spyOn(crypto.subtle, 'verify')
  const answers = []
  for (const entry of [forbidden, unknown, draftContent(cast.relative, care, over)]) {
    verified.mockClear()
    answers.push([await relay.push([entry]), verified.mock.calls.length])
  }
  expect(answers).toEqual(Array(3).fill(answers[0]))
  expect(words(await relay.push([draftContent(cast.relative, circle)]))).toEqual(['stored'])
  expect(await relay.store.quarantined(space, circle)).toEqual([])
})

async function withLeavers(name: string): Promise<ReturnType<typeof createTestSpace> & { readonly relay: TestRelay }> {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made)
  const { cast, circle, post, space, team } = made
  await relay.grow(space, [
    post(cast.admin, team, { type: 'remove', device: cast.nurse.id }),
    post(cast.pharmacist, circle, { type: 'remove', device: cast.relative.id }),
  ])
  return { ...made, relay }
}

test('AD312 of a colleague who left everything is kept, of others what was theirs to write', async () => {
  const { care, cast, circle, draftContent, person, relay, space } = await withLeavers('documents leavers')
  const [tasks, medicines] = [docIdOf('circle-tasks', person), docIdOf('medicines', person)]
  const hers = [
    draftContent(cast.nurse, care),
    draftContent(cast.nurse, care, { kind: 'change', doc: medicines }),
    draftContent(cast.nurse, care, { kind: 'change', doc: seededId<DocId>('of a newer app') }),
    draftContent(cast.nurse, care, { kind: 'snapshot' }),
  ]
  expect(words(await relay.push(hers))).toEqual(hers.map(() => 'quarantined'))
  const family = [
    draftContent(cast.relative, circle),
    draftContent(cast.relative, circle, { kind: 'change', doc: tasks }),
    draftContent(cast.relative, circle, { kind: 'change', doc: medicines }),
    draftContent(cast.relative, circle, { kind: 'change', doc: docIdOf('thread', circle) }),
    draftContent(cast.relative, circle, { kind: 'snapshot' }),
  ]
  const forbidden = 'unknown-or-forbidden'
  expect(words(await relay.push(family))).toEqual(['quarantined', 'quarantined', forbidden, forbidden, forbidden])
  expect((await relay.store.quarantined(space, circle)).map(({ id }) => id)).toEqual(
    family.slice(0, 2).map(({ id }) => id),
  )
})

test('AD313 a day of the diary is let in by the time its change names, and never for the clock of somebody else', async () => {
  const made = createTestSpace('documents days')
  const relay = await createPeopledRelay(made)
  const { cast, draftContent, team } = made
  const dayAt = (at: number) => docIdOf('diary', new Date(at).toISOString().slice(0, 10))
  const day = 86_400_000
  const push = async (writtenAt: number, doc: DocId) =>
    words(
      await relay.push([
        draftContent(cast.nurse, team, { kind: 'change', doc, writtenAt: writtenAt as Instant, seq: 9 }),
      ]),
    )
  // What is let in comes as far as its place in the feed.
  for (const [away, word] of [
    [-401, 'unknown-or-forbidden'],
    [-400, 'gap'],
    [400, 'gap'],
    [401, 'unknown-or-forbidden'],
  ] as const) {
    expect(await push(testNow, dayAt(testNow + away * day))).toEqual([word])
  }
  const later = testNow + 300 * day
  expect(await push(later, dayAt(testNow + 401 * day))).toEqual(['gap'])
  expect(await push(testNow, dayAt(testNow + 401 * day))).toEqual(['unknown-or-forbidden'])
  for (const at of [0, Date.UTC(2300, 0, 1)]) expect(await push(at, dayAt(at))).toEqual(['unknown-or-forbidden'])
})
