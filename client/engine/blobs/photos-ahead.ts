/**
 * What is compared at the door has to be there without signal: of everybody this
 * member visits today the newest photo of each place is fetched in quiet moments,
 * one a step, so that what somebody writes goes before. Rule PH630.
 */
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import { firstOfEachPlace } from '../../domain/records/photo-places.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import type { AccessWatch } from '../sync/access-watch.ts'
import type { RelayClient, Session } from '../sync/relay-client.ts'
import { isVisitOf } from '../views/today.ts'
import { blobKey } from './blob-marks.ts'
import { type FetchedBlob, type KeepFetchedDeps, keepFetched } from './keep-fetched.ts'

export interface PhotosAheadDeps extends Omit<KeepFetchedDeps, 'mayKeep'> {
  readonly access: Pick<AccessWatch, 'evicted'>
  readonly clock: Clock
  readonly mayRead: (group: GroupId) => boolean
  readonly member: MemberId
  readonly relay: Pick<RelayClient, 'getBlob'>
  readonly rows: Pick<Rows, 'changed' | 'find' | 'newest'>
}

export interface PhotosAhead {
  /** True while more of them are to be fetched. */
  readonly run: (session: Session) => Promise<boolean>
  readonly stop: () => void
}

type Wanted = Pick<FetchedBlob, 'group' | 'blob'>

/** Of one person: what a form shows to compare with is among them too. */
const entriesLookedAt = 50
/** However much is written meanwhile. */
const lookAgainMs = 10 * 60_000

export function createPhotosAhead(deps: PhotosAheadDeps): PhotosAhead {
  const { access, clock, mayRead, member, relay, rows, store } = deps
  const mayKeep = (group: GroupId) => mayRead(group) && access.evicted(group) === null
  let waiting: Wanted[] = []
  let isMoved = true
  let looked: { readonly at: number; readonly date: string } | null = null
  const stop = rows.changed((collections) => {
    if (collections.has('visits') || collections.has('story')) isMoved = true
  })

  async function look(date: string): Promise<Wanted[]> {
    const visits = (await rows.find('visits', { date })).filter((visit) => isVisitOf(visit, member))
    const wanted: Wanted[] = []
    for (const personId of new Set(visits.map((visit) => visit.personId))) {
      if (personId === '') continue
      const { rows: story } = await rows.newest('story', personId, entriesLookedAt)
      for (const { groupId, photo } of firstOfEachPlace(story.toSorted((one, other) => other.at - one.at))) {
        const group = groupId as GroupId
        const isHere = (await store.get('blobs', blobKey(group, photo.blob))) !== undefined
        if (!isHere && mayKeep(group)) wanted.push({ group, blob: photo.blob })
      }
    }
    return wanted
  }

  async function lookIfDue(): Promise<void> {
    const [at, date] = [clock.now(), dayOf(clock.now())]
    const isDue = looked === null || looked.date !== date || (isMoved && at - looked.at >= lookAgainMs)
    if (!isDue) return
    isMoved = false
    looked = { at, date }
    waiting = await look(date)
  }

  return {
    run: async (session) => {
      await lookIfDue()
      const next = waiting.shift()
      if (next === undefined) return false
      const got = await relay.getBlob(session, next.group, next.blob)
      if (got.ok) await keepFetched({ ...deps, mayKeep }, { ...next, sealed: got.value })
      // Without signal the others are not tried in vain; the next look finds what is still away.
      else if (got.error.type === 'no-signal') waiting = []
      if (!got.ok) isMoved = true
      return waiting.length > 0
    },
    stop,
  }
}
