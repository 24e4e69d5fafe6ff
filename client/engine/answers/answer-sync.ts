/** Answers how up to date this device is and what waits; on every screen, and never what somebody opened it for (QV586). */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import { initialsOf } from '../../domain/names.ts'
import type { SyncView } from '../../engine-api/sync-views.ts'
import { toldWaits } from '../documents/waits-told.ts'
import { oldCopyView } from '../succession/old-copy.ts'
import { type OutboxMark, outboxKey } from '../sync/outbox.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { syncView } from '../views/sync-view.ts'
import { isVisitOf } from '../views/today.ts'
import type { AnswerDeps } from './answer-query.ts'

/** Each is told once, and in words of its own. */
const toldAsFork: ReadonlySet<string> = new Set(['control-fork', 'feed-fork', 'false-snapshot'])
const toldElsewhere: ReadonlySet<string> = new Set([...toldAsFork, 'own-feed-fork'])

export async function answerSync(facts: Facts, deps: AnswerDeps): Promise<SyncView> {
  const { now, rows, session } = facts
  const { device, runner } = session
  const { chains, feeds, forks, labels, notices, parked } = device
  const { caughtUpAt, lastContactAt, offlineSince: noticedAt } = runner.state()
  // Opened without signal: since when there is none is not when it was opened.
  const offlineSince = noticedAt === null || caughtUpAt !== null ? noticedAt : (lastContactAt ?? noticedAt)
  const visits = await rows.find('visits', { date: dayOf(now) })
  const mine = visits.filter((visit) => isVisitOf(visit, device.own.member))
  const marks = feeds.marks()
  const labelOf = ({ group, seq }: OutboxMark) => labels.of(outboxKey(group, seq))
  const unsentPhotos = device.blobMarks.unsent()
  const aboutGroup = (group: string) => chains.state(group as GroupId)?.about ?? null
  const { directory } = await readPeople(rows, [
    ...unsentPhotos.flatMap(({ key }) => aboutGroup(key.slice(0, 32)) ?? []),
    ...marks.flatMap((mark) => labelOf(mark).personId ?? []),
    ...forks.all().flatMap(({ group }) => chains.state(group)?.about ?? []),
  ])
  const initials = (personId: string | null) => {
    const person = personId === null ? undefined : directory.get(personId)
    return person === undefined ? '' : initialsOf(person.name)
  }
  const { clockSkewMs, pokes, refill, sending, wentBack } = session.syncFacts()
  return syncView({
    now,
    marks,
    feedOf: (group) => feeds.of(group as GroupId),
    labelOf: (mark) => {
      const { kind, personId } = labelOf(mark)
      return { kind, initials: initials(personId) }
    },
    photos: unsentPhotos.map((photo) => ({ ...photo, initials: initials(aboutGroup(photo.key.slice(0, 32))) })),
    offlineSince,
    isRead:
      session.catchUp.cursor().caughtUpAt !== null &&
      !session.documents.isWaiting('diary', dayOf(now)) &&
      // What is not hers to read never comes.
      mine.every(({ personId }) => !facts.mayReadPerson(personId) || facts.isPersonComplete(personId)),
    lastContactAt,
    sending,
    parked: [
      ...parked
        .refused()
        .filter(({ reason }) => !toldAsFork.has(reason))
        .map(({ at, id, reason }) => ({ id, reason, at })),
      ...notices
        .all()
        .filter(({ type }) => !toldElsewhere.has(type))
        .map(({ at, subject, type }) => ({ id: subject, reason: type, at })),
      ...(await toldWaits(device.sealedStore, now)),
    ],
    forks: forks.all().length === 0 ? [] : (await import('../views/fork-views.ts')).forkViews(facts, initials),
    rollbacks: wentBack ? await (await import('../views/rollback-views.ts')).rollbackViews(facts) : [],
    // Nothing follows from it for the public (SX790).
    refill: device.own.audience === 'public' ? null : refill,
    oldCopy: oldCopyView(device),
    space: device.own.space,
    ready: {
      at: facts.isDayComplete(dayOf(now), mine) ? session.catchUp.cursor().caughtUpAt : null,
      have: mine.filter((visit) => facts.isPersonComplete(visit.personId)).length,
      of: mine.length,
    },
    colleagues: [...facts.staff.values()]
      .filter((row) => row.memberId !== device.own.member)
      .map(({ memberId, signature }) => ({ signature, devices: facts.devicesSeenAt(memberId) })),
    storage: { ...(await deps.store.usage()), promised: deps.storagePromised() },
    clockSkewMs,
    pokes,
  })
}
