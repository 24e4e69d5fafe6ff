/**
 * Today: the visits in the engine's order, cut into doors, with the next one and
 * what must be looked at first picked out. Nothing here re-orders the list.
 */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { TodayView, TodayVisit } from '../../engine-api/queries.ts'
import { isAlarm } from './medicine-warnings.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

const pinLimit = 3
const newsPinAge = 24 * 60 * 60_000

/** Neighbouring visits behind one door; most doors have one. */
export interface Door {
  readonly household: string
  readonly visits: readonly TodayVisit[]
}

export interface Pin {
  readonly kind: 'not-sent' | 'news2' | 'safety'
  readonly visit: TodayVisit
}

export interface TodayModel extends Disposable {
  readonly view: ReadonlySignal<TodayView | undefined>
  readonly doors: ReadonlySignal<readonly Door[]>
  /** Started and not finished, else the first not started; undefined when all are done. */
  readonly next: ReadonlySignal<TodayVisit | undefined>
  readonly pins: ReadonlySignal<readonly Pin[]>
  readonly notSentCount: ReadonlySignal<number>
}

interface TodayDeps {
  readonly engine: Pick<EngineApi, 'watch'>
  readonly clock: ReadonlySignal<Instant>
}

/** For the day it is made on; the screen makes a new one after midnight. */
export function createTodayModel({ engine, clock }: TodayDeps): TodayModel {
  const { view, dispose } = watchQuery(engine, 'today', { date: dayOf(clock.peek()) })
  const visits = computed(() => view.value?.visits ?? [])
  return {
    view,
    doors: computed(() => groupByDoor(visits.value)),
    next: computed(() => findNext(visits.value)),
    pins: computed(() => findPins(visits.value, clock.value)),
    notSentCount: computed(() => visits.value.filter(({ travel }) => isHere(travel)).length),
    dispose,
  }
}

export function groupByDoor(visits: readonly TodayVisit[]): readonly Door[] {
  const doors: { household: string; visits: TodayVisit[] }[] = []
  for (const visit of visits) {
    const { household } = visit.visit
    const last = doors.at(-1)
    if (last !== undefined && household !== '' && last.household === household) last.visits.push(visit)
    else doors.push({ household, visits: [visit] })
  }
  return doors
}

export function findNext(visits: readonly TodayVisit[]): TodayVisit | undefined {
  return visits.find(({ state }) => state === 'started') ?? visits.find(({ state }) => state === 'not-started')
}

/** What could harm if it is missed: a medicine not to be given, a score that asks for an urgent answer, a note that was refused. Three at most. */
export function findPins(visits: readonly TodayVisit[], now: Instant): readonly Pin[] {
  const refused = visits.filter(({ travel }) => travel?.type === 'not-sent')
  const alarming = visits.filter((visit) => isAlarming(visit, now))
  const unsafe = visits.filter(({ state, warnings = [] }) => state !== 'finished' && warnings.some(isAlarm))
  const pins: readonly Pin[] = [
    ...unsafe.map((visit) => ({ kind: 'safety', visit }) as const),
    ...alarming.map((visit) => ({ kind: 'news2', visit }) as const),
    ...refused.map((visit) => ({ kind: 'not-sent', visit }) as const),
  ]
  return pins.slice(0, pinLimit)
}

function isAlarming({ latestObservation, state }: TodayVisit, now: Instant): boolean {
  if (latestObservation === null || state === 'finished' || now - latestObservation.at > newsPinAge) return false
  const { news2 } = latestObservation
  const threshold = news2.type === 'complete' ? news2.threshold : news2.type === 'incomplete' ? news2.reached : null
  return threshold === 'medium' || threshold === 'high'
}

function isHere(travel: TodayVisit['travel']): boolean {
  return travel?.type === 'saved' || travel?.type === 'not-sent'
}
