/** One person: who she is, what to know, what happened, and who is talking about it. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { ageInYears, dayOf, isDay } from '../../domain/dates.ts'
import type {
  BannerRow,
  DirectoryRow,
  MedicineRow,
  ObservationRow,
  PersonAlertsRow,
  StoryRow,
} from '../../domain/projections/rows.ts'
import type { PersonView, ThreadListRow } from '../../engine-api/queries.ts'
import { storyItems, type TravelOfRow } from './story.ts'

export interface PersonFacts {
  readonly now: Instant
  readonly person: DirectoryRow | null
  readonly complete: boolean
  readonly updatedAt: Instant | null
  readonly banner: BannerRow | null
  readonly alerts: PersonAlertsRow | null
  readonly medicines: readonly MedicineRow[]
  readonly medicinesUpdatedAt: Instant | null
  readonly story: readonly StoryRow[]
  readonly threads: readonly ThreadListRow[]
  readonly travelOfRow: TravelOfRow
}

export function personView(facts: PersonFacts): PersonView {
  const story = storyItems(facts.story, facts.travelOfRow)
  const banner = facts.banner ?? bannerOf(facts.person)
  return {
    person: facts.person,
    complete: facts.complete,
    updatedAt: facts.updatedAt,
    banner,
    alerts: facts.alerts?.alerts ?? [],
    medicines: [...facts.medicines].sort(byName),
    medicinesUpdatedAt: facts.medicinesUpdatedAt,
    observations: story.map((item) => item.observation).filter((row): row is ObservationRow => row !== null),
    story,
    threads: facts.threads,
    scale2Target: facts.alerts?.scale2Target ?? null,
    ageYears: ageOf(banner, facts.now),
    pregnant: facts.alerts?.pregnant ?? false,
    ...disputesOf(facts),
  }
}

function disputesOf({ alerts, banner }: PersonFacts): Pick<PersonView, 'disputes'> {
  const disputes = [...(banner?.disputes ?? []), ...(alerts?.disputes ?? [])]
  return disputes.length === 0 ? {} : { disputes }
}

/** Until the person's own document is here, the directory says who she is. */
function bannerOf(person: DirectoryRow | null): BannerRow | null {
  if (person === null) return null
  const { born, gender, name, nhsNumber, personId } = person
  return { personId, name, born, gender, nhsNumber, died: null }
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
