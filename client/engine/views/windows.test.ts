/** QV13: windows on a story and on a conversation. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { MessageRow, ObservationRow, StoryRow } from '../../domain/projections/rows.ts'
import { readBack } from '../answers/read-timeline.ts'
import type { Rows } from '../read-model/rows.ts'
import { type PersonFacts, personView } from './person.ts'
import { threadView } from './threads.ts'

const author = { memberId: 'm', name: 'Ben', role: 'community nurse', face: '' }
const originAt = (n: number) => ({
  ...{ entryId: `e${n}`, groupId: 'g', deviceId: 'd', seq: n, author, own: false, arrivedAt: null },
  ...{ at: n as Instant, hlc: String(n).padStart(16, '0') },
})
const note = (n: number, more: Partial<StoryRow> = {}): StoryRow => ({
  ...originAt(n),
  ...{ id: `s${n}`, kind: 'note', personId: 'p', title: '', lines: [], next: null, observation: null },
  ...{ visitId: null, answers: null },
  ...more,
})
const observation = { id: 'old', personId: 'p', at: 1, author, values: {}, news2: {} } as unknown as ObservationRow

function viewOf(story: readonly StoryRow[], window: NonNullable<PersonFacts['window']>) {
  const nothing = {
    banner: null,
    planned: [],
    outside: null,
    contact: { type: 'not-asked' } as const,
    alerts: null,
    person: null,
    medicinesUpdatedAt: null,
    updatedAt: null,
  }
  const none = { details: undefined, warnings: undefined, warningAnswers: [], givings: [], threads: [], medicines: [] }
  return personView({
    ...{ ...nothing, ...none, story, window, now: 1_000 as Instant, complete: true },
    ...{ travelOfRow: () => null, travelOfPhoto: () => null, latestObservation: observation },
  })
}

const many = (count: number, from = 1) => Array.from({ length: count }, (_, i) => note(from + i))
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

test('QV13 the newest items are handed over, and that there are older ones', () => {
  const view = viewOf(many(10), { limit: 3, item: undefined, isWhole: true })
  expect([idsOf(view.story), view.older]).toEqual([['s10', 's9', 's8'], true])
  expect(viewOf(many(3), { limit: 3, item: undefined, isWhole: true }).older).toBeUndefined()
  expect(view.observations).toEqual([observation])
})

test('QV13 what a search led to is in it, however old', () => {
  expect(idsOf(viewOf(many(6), { limit: 2, item: 's3', isWhole: true }).story)).toEqual(['s6', 's5', 's4', 's3'])
})

test('QV13 the oldest act may be read in part: it waits for what comes before', () => {
  const view = viewOf(many(3, 4), { limit: 9, item: undefined, isWhole: false })
  expect([idsOf(view.story), view.older]).toEqual([['s6', 's5'], true])
})

test('QV13 of a conversation the newest messages, with what they answer though it is older', () => {
  const message = (n: number, answers: string | null): MessageRow => ({
    ...originAt(n),
    ...{ id: `m${n}`, threadId: 't', personId: 'p', text: `words ${n}`, answers, about: null },
  })
  const view = threadView({
    ...{ row: null, complete: true, unseenIds: new Set<string>(), travelOfRow: () => null },
    messages: [message(1, null), message(2, null), message(3, 'm1')],
    window: { limit: 2, isWhole: true },
  })
  expect([idsOf(view.messages), view.older]).toEqual([['m2', 'm3'], true])
  expect(view.messages[1]?.answers?.text).toBe('words 1')
})

test('QV13 it is read back as far as is asked for, and no further', async () => {
  const asked: number[] = []
  const rows = {
    newest: (_collection: string, _partition: string, count: number) => {
      asked.push(count)
      return Promise.resolve({ rows: many(Math.min(count, 300)), isWhole: count >= 300 })
    },
  } as unknown as Rows
  expect((await readBack(rows, 'story', 'p', (found) => found.length > 100)).rows).toHaveLength(128)
  expect((await readBack(rows, 'story', 'p', () => false)).isWhole).toBe(true)
  expect(asked).toEqual([64, 128, 64, 128, 192, 256, 320])
})
