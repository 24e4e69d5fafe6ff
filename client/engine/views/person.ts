/** One person: who she is, what to know, what happened, and who is talking about it. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { ageInYears, dayOf, isDay } from '../../domain/dates.ts'
import type { GivingRow } from '../../domain/projections/giving-rows.ts'
import type { DetailsRow } from '../../domain/projections/part-rows.ts'
import type {
  BannerRow,
  DirectoryRow,
  MedicineRow,
  ObservationRow,
  PersonAlertsRow,
  StoryRow,
} from '../../domain/projections/rows.ts'
import type { WarningAnswerRow, WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { Called } from '../../domain/records/who-wrote.ts'
import { allergyFacts } from '../../domain/safety/person-facts.ts'
import type { OwnOpening } from '../../engine-api/access-acts.ts'
import type { ContactState } from '../../engine-api/contact.ts'
import type { PersonView, StoryItem, ThreadListRow } from '../../engine-api/queries.ts'
import type { OutsideRounds, PlannedVisit } from '../../engine-api/team-views.ts'
import { alertsOf } from './alerts.ts'
import { storyItems, type TravelOfPhoto, type TravelOfRow } from './story.ts'
import { warningsOfPerson } from './warnings.ts'

export interface PersonFacts {
  readonly now: Instant
  readonly person: DirectoryRow | null
  readonly complete: boolean
  readonly updatedAt: Instant | null
  readonly banner: BannerRow | null
  readonly alerts: PersonAlertsRow | null
  readonly medicines: readonly MedicineRow[]
  readonly medicinesUpdatedAt: Instant | null
  readonly details: DetailsRow | undefined
  readonly warnings: WarningsRow | undefined
  readonly warningAnswers: readonly WarningAnswerRow[]
  /** The newest rows that are read. */
  readonly story: readonly StoryRow[]
  readonly window?: StoryWindow
  /** Whenever it was. */
  readonly latestObservation?: ObservationRow | null
  readonly givings: readonly GivingRow[]
  readonly threads: readonly ThreadListRow[]
  /** Threads of family who read what happens next. */
  readonly familyReading?: readonly string[]
  readonly contact: ContactState
  readonly planned: readonly PlannedVisit[]
  readonly outside: OutsideRounds | null
  readonly opening?: OwnOpening | null
  readonly travelOfRow: TravelOfRow
  readonly travelOfPhoto: TravelOfPhoto
}

export interface StoryWindow {
  readonly limit: number | undefined
  /** In sight, however old. */
  readonly item: string | undefined
  readonly isWhole: boolean
}

export function personView(facts: PersonFacts): PersonView {
  const items = storyItems(facts.story, facts.travelOfRow, facts.travelOfPhoto)
  const story = shownOf(items, facts.window)
  const banner = bannerFrom(facts.banner, facts.person)
  return {
    person: facts.person,
    complete: facts.complete,
    updatedAt: facts.updatedAt,
    banner,
    alerts: alertsOf(facts.alerts, facts.complete),
    medicines: [...facts.medicines].sort(byName),
    givings: recentGivings(facts.givings, facts.now),
    medicinesUpdatedAt: facts.medicinesUpdatedAt,
    observations: observationsOf(items, facts.latestObservation ?? null),
    story,
    ...((facts.window?.isWhole === false || story.length < items.length) && { older: true as const }),
    threads: facts.threads,
    contact: facts.contact,
    nextStepReaders: nextStepReaders(facts),
    scale2Target: facts.alerts?.scale2Target ?? null,
    ageYears: ageOf(banner, facts.now),
    pregnant: facts.alerts?.pregnant ?? false,
    allergies: allergyFacts(facts.details),
    ...warningsOfPerson(facts.warnings, facts.warningAnswers),
    ...disputesOf(facts),
    ...(facts.planned.length > 0 && { planned: facts.planned }),
    ...(facts.outside !== null && { outside: facts.outside }),
    ...(facts.opening != null && { opening: facts.opening }),
  }
}

function disputesOf({ alerts, banner }: PersonFacts): Pick<PersonView, 'disputes'> {
  const disputes = [...(banner?.disputes ?? []), ...(alerts?.disputes ?? [])]
  return disputes.length === 0 ? {} : { disputes }
}

/** Of the oldest act a part may not be read yet: it is shown with what comes before it. */
function shownOf(items: readonly StoryItem[], window: StoryWindow | undefined): readonly StoryItem[] {
  if (window === undefined) return items
  const known = window.isWhole ? items : items.slice(0, -1)
  const wanted = known.findIndex(({ id }) => id === window.item) + 1
  return window.limit === undefined ? known : known.slice(0, Math.max(window.limit, wanted))
}

/** The last one measured is told also where the story that is read does not reach back to it. */
function observationsOf(items: readonly StoryItem[], latest: ObservationRow | null): readonly ObservationRow[] {
  const rows = items.flatMap(({ observation }) => observation ?? [])
  return latest === null || rows.some(({ id }) => id === latest.id) ? rows : [...rows, latest]
}

/** She herself first. */
function nextStepReaders({ familyReading = [], threads }: PersonFacts): readonly Called[] {
  const own = threads.filter(({ kind }) => kind === 'own')
  const family = threads.filter(({ kind, threadId }) => kind !== 'own' && familyReading.includes(threadId))
  return [...own, ...family].flatMap(({ audience }) => (audience.type === 'with-public' ? audience.names : []))
}

export const shownGivingsMs = 48 * 60 * 60_000

function recentGivings(rows: readonly GivingRow[], now: Instant): readonly GivingRow[] {
  return rows.filter(({ at }) => now - at < shownGivingsMs).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}

/** Until the person's own document says who she is, the directory does: an allergy may be all that stands in it. */
export function bannerFrom(banner: BannerRow | null, person: DirectoryRow | null): BannerRow | null {
  if (person === null) return banner
  const { born, gender, name, nhsNumber, personId } = person
  const own = banner ?? { personId, name, born, gender, nhsNumber, died: null }
  const isNamed = own.name.family !== '' || own.name.given !== ''
  return {
    ...own,
    name: isNamed ? own.name : name,
    born: own.born || born,
    gender: own.gender || gender,
    nhsNumber: own.nhsNumber || nhsNumber,
  }
}

export function ageOf(banner: BannerRow | null, now: Instant): number | null {
  const born = banner?.born ?? ''
  return isDay(born) ? ageInYears(born, dayOf(now)) : null
}

/** What is given now before what was stopped; within each by name. */
function byName(a: MedicineRow, b: MedicineRow): number {
  if (a.status !== b.status) return a.status === 'current' ? -1 : 1
  return a.name === b.name ? (a.medicineId < b.medicineId ? -1 : 1) : a.name < b.name ? -1 : 1
}
