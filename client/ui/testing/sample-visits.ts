/** Aisha's twelve visits of the sample day. */
import type { AlertRow, ObservationRow } from '../../domain/projections/rows.ts'
import type { StoryItem, TodayView, TodayVisit } from '../../engine-api/queries.ts'
import type { Travel } from '../../engine-api/travel.ts'
import { aisha, at, people } from './sample-cast.ts'
import { sampleAlerts, sampleObservations, sampleStory } from './sample-record.ts'

interface Planned {
  readonly personId: string
  readonly from: string | null
  readonly to?: string
  readonly window?: string
  readonly reason: string
  readonly tag?: readonly [string, 'plain' | 'mid' | 'high']
  readonly household?: string
  readonly state?: TodayVisit['state']
  readonly travel?: Travel
  readonly newMessages?: number
}

const planned: readonly Planned[] = [
  {
    personId: 'elsie',
    from: '08:00',
    to: '08:15',
    reason: 'Eye drops',
    state: 'finished',
    travel: { type: 'sent', at: at('08:12') },
  },
  {
    personId: 'winston',
    from: '08:30',
    to: '09:00',
    reason: 'Blood pressure and weight',
    state: 'finished',
    travel: { type: 'saved', at: at('09:11') },
  },
  { personId: 'harold', from: '09:30', to: '10:00', reason: 'Insulin, then leg dressing', tag: ['Insulin', 'high'] },
  { personId: 'doreen', from: '10:00', to: '11:00', reason: 'More breathless since Sunday', newMessages: 1 },
  {
    personId: 'joan',
    from: '11:15',
    to: '12:00',
    reason: 'Pressure area check',
    tag: ['Dog in house', 'plain'],
    household: '14 Mill Lane',
  },
  { personId: 'sidney', from: '11:15', to: '12:00', reason: 'Blood test for kidneys', household: '14 Mill Lane' },
  { personId: 'patrick', from: '12:30', to: '13:00', reason: 'Pain plan, week two', tag: ['Opioid', 'high'] },
  { personId: 'rukhsana', from: '13:30', to: '14:00', reason: 'First visit after hospital' },
  { personId: 'gwen', from: '14:15', to: '14:45', reason: 'Leg ulcer dressing' },
  { personId: 'stanislaw', from: '15:00', to: '15:30', reason: 'Injection, monthly' },
  { personId: 'mabel', from: '15:45', to: '16:15', reason: 'Diabetes review', tag: ['Key safe', 'plain'] },
  {
    personId: 'amina',
    from: null,
    window: 'this week',
    reason: 'Catheter change',
    tag: ['Two-person visit', 'mid'],
  },
]

const noKnownAllergies: readonly AlertRow[] = [
  { kind: 'allergies', title: 'No known allergies', fact: 'Asked 04-May-2026', date: '2026-05-04', serious: false },
]

function toVisit(plan: Planned, index: number): TodayVisit {
  const isDoreen = plan.personId === 'doreen'
  const alerts: readonly AlertRow[] = isDoreen ? sampleAlerts : noKnownAllergies
  const latestObservation: ObservationRow | null = isDoreen ? sampleObservations[0]! : null
  const lastNote: StoryItem | null = isDoreen ? sampleStory[0]! : null
  return {
    visit: {
      visitId: `v-${plan.personId}`,
      personId: plan.personId,
      date: '2026-11-24',
      memberId: aisha.memberId,
      from: plan.from,
      to: plan.to ?? null,
      window: plan.window ?? null,
      reason: plan.reason,
      tag: plan.tag === undefined ? null : { text: plan.tag[0], level: plan.tag[1] },
      order: index,
      household: plan.household ?? plan.personId,
    },
    person: people.find((person) => person.personId === plan.personId) ?? null,
    alerts,
    latestObservation,
    lastNote,
    state: plan.state ?? 'not-started',
    travel: plan.travel ?? null,
    newMessages: plan.newMessages ?? 0,
    updatedAt: isDoreen ? at('09:08') : at('07:55'),
  }
}

export const sampleToday: TodayView = {
  date: '2026-11-24',
  complete: true,
  visits: planned.map(toVisit),
  readyAt: at('07:55'),
  readyCount: planned.length,
}

export const noVisits: TodayView = { ...sampleToday, visits: [], readyCount: 0 }

/** Just joined: what is planned was fetched and is still being opened. */
export const unopenedToday: TodayView = { ...noVisits, complete: false }

export const unreadyToday: TodayView = { ...sampleToday, readyAt: null, readyCount: 9 }
