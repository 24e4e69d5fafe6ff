/** Edits of one day's diary: planned, moved, given away, called off and put back, and for whom a visit is. */
import fc from 'fast-check'
import { planVisit } from '../../../domain/documents/diary.ts'
import type { Engine } from '../../engine.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth, type Place, reason } from './edit.ts'

const times = fc.record({
  from: fc.constantFrom(null, '09:00', '09:30', '11:00'),
  to: fc.constant(null),
  window: fc.constantFrom(null, 'this week'),
})
const who = fc.nat({ max: 3 })
const memberOf = ({ members }: Place, drawn: number) => nth(['', ...members], drawn) ?? ''

const plan = edit('plans a visit', fc.record({ who, times }), (at, place, drawn) => {
  const { date, personId } = place
  const asked = { date, personId, memberId: memberOf(place, drawn.who), ...drawn.times, reason: 'Check' }
  return ask(at, place, { type: 'plan-visit', ...asked })
})

/** Two who bring in one day bring in one visit, and may mean another person. */
const bringIn = edit('brings in a visit', fc.record({ isOther: fc.boolean(), times }), async (at, place, drawn) => {
  const personId = drawn.isOther ? place.otherId : place.personId
  const more = { memberId: '', tag: null, order: 1, household: '', reason: 'Check' }
  const visitId = `${'dd'.repeat(12)}${place.date.replaceAll('-', '')}`
  await at.admin.changeDocument('diary', place.date, (doc) =>
    planVisit(doc, visitId, { personId, ...drawn.times, ...more }),
  )
  return { ok: true }
})

async function visitsAt(at: Engine, { date }: Place) {
  const { off, rounds, unassigned } = await viewOf(at, 'team', { date })
  const all = [...unassigned, ...rounds.flatMap(({ visits }) => visits), ...off]
  const byId = new Map(all.map((item) => [item.visit.visitId, item]))
  return [...byId.values()].sort((a, b) => (a.visit.visitId < b.visit.visitId ? -1 : 1))
}

async function onVisit(at: Engine, place: Place, which: number) {
  const visitId = nth(await visitsAt(at, place), which)?.visit.visitId
  return visitId === undefined ? undefined : { date: place.date, visitId }
}

const give = edit('gives a visit', fc.record({ who, reason }), async (at, place, drawn, which) => {
  const on = await onVisit(at, place, which)
  const asked = { memberId: memberOf(place, drawn.who), reason: drawn.reason }
  return on === undefined ? null : ask(at, place, { type: 'assign-visit', ...on, ...asked })
})

const plain = (['cancel-visit', 'restore-visit'] as const).map((type) =>
  edit(type, fc.record({ reason }), async (at, place, drawn, which) => {
    const on = await onVisit(at, place, which)
    return on === undefined ? null : ask(at, place, { type, ...on, ...drawn })
  }),
)

const decide = edit('says whom a visit is for', fc.record({ reason }), async (at, place, drawn, which) => {
  const open = (await visitsAt(at, place)).find(({ persons }) => persons.length > 1)
  const personIds = open?.persons.map(({ personId }) => personId) ?? []
  const keep = nth(personIds, which)
  if (open === undefined || keep === undefined) return null
  const asked = { date: place.date, visitId: open.visit.visitId, personIds, keep, reason: drawn.reason }
  return ask(at, place, { type: 'resolve-visit', ...asked })
})

export const diaryEdits: KindOfEdits = {
  keyOf: ({ date }) => date,
  shown: async (at, { date }) => {
    const { off, rounds, unassigned } = await viewOf(at, 'team', { date })
    const rowsOf = (items: typeof off) => items.map(({ members, persons, visit }) => ({ members, persons, visit }))
    const byMember = rounds.map(({ memberId, visits }) => ({ memberId, visits: rowsOf(visits) }))
    return { unassigned: rowsOf(unassigned), byMember, off: rowsOf(off) }
  },
  begin: [plan, bringIn],
  edits: [
    plan,
    bringIn,
    edit('moves a visit', fc.record({ times, reason }), async (at, place, drawn, which) => {
      const on = await onVisit(at, place, which)
      const asked = { ...drawn.times, reason: drawn.reason }
      return on === undefined ? null : ask(at, place, { type: 'move-visit', ...on, ...asked })
    }),
    give,
    decide,
    ...plain,
  ],
  asks: { disagree: fc.oneof(bringIn, give), decide },
}
