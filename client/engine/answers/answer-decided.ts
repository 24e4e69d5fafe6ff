/** Answers what was decided about a person, and what one member wrote down as decisions; loaded when it is first asked for. */
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { writerPartition } from '../../domain/projections/decided-rows.ts'
import type { DecidedByView, DecidedView } from '../../engine-api/decided-views.ts'
import type { ParamsOf } from '../../engine-api/queries.ts'
import { decidedItems } from '../views/decided.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { namesOf } from '../views/member-names.ts'
import { readBack } from './read-timeline.ts'

export async function answerDecided(facts: Facts, { limit, personId }: ParamsOf<'decided'>): Promise<DecidedView> {
  const { rows, session, staff } = facts
  const { chains, own } = session.device
  const [found, contacts, banners, members, settings, { directory }] = await Promise.all([
    readBack(rows, 'decided', personId, (some) => limit !== undefined && some.length >= limit),
    rows.find('contactAgreements', { partition: personId }),
    rows.find('banners', { partition: personId }),
    rows.find('members'),
    rows.find('settings'),
    readPeople(rows, [personId]),
  ])
  const names = namesOf(members, own.group)
  const rounds = new Map(settings.filter(({ part }) => part.kind === 'round').map((row) => [row.part.id, row]))
  const care = chains.careChainOf(personId as PersonId)
  const isOutside = !facts.mayReadPerson(personId)
  const items = decidedItems({
    me: own.member,
    rows: found.rows,
    contacts: isOutside ? [] : contacts,
    isWhole: found.isWhole,
    care: isOutside ? undefined : care,
    team: chains.team(),
    nameOf: (memberId) => staff.get(memberId)?.signature ?? names.get(memberId),
    roundName: (roundId) => rounds.get(roundId)?.state.name ?? '',
  })
  return {
    person: directory.get(personId) ?? null,
    banner: banners[0] ?? null,
    complete: facts.isPersonComplete(personId),
    isOutside,
    items: limit === undefined ? items : items.slice(0, limit),
    older: !found.isWhole || (limit !== undefined && items.length > limit),
  }
}

const shownMs = 28 * 24 * 60 * 60_000

/** Where she wrote stands by itself; what she wrote is read with each person, whose record alone has it. */
export async function answerDecidedBy(facts: Facts, { memberId }: ParamsOf<'decided-by'>): Promise<DecidedByView> {
  const { now, rows, session } = facts
  const since = (now - shownMs) as Instant
  const pointers = await readBack(rows, 'decidedBy', writerPartition(memberId), (some) =>
    some.some(({ at }) => at < since),
  )
  const recent = pointers.rows.filter(({ at }) => at >= since)
  const readable = new Set(recent.map(({ personId }) => personId).filter(facts.mayReadPerson))
  const { directory } = await readPeople(rows, readable)
  const found = await Promise.all(
    [...readable].map((personId) => readBack(rows, 'decided', personId, (some) => some.some(({ at }) => at < since))),
  )
  const items = found
    .flatMap((each) => each.rows)
    .flatMap(({ at, author, id, personId, said }) =>
      said.type === 'decision' && author.memberId === memberId && at >= since
        ? [{ id, personId, person: directory.get(personId) ?? null, what: said.what, why: said.why, at }]
        : [],
    )
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
  return {
    items,
    elsewhere: recent.filter(({ personId }) => !readable.has(personId)).length,
    complete: session.catchUp.cursor().caughtUpAt !== null && [...readable].every(facts.isPersonComplete),
  }
}
