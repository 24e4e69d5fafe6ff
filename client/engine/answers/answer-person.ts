/** One person: her record, her details, her care plan. Only what is hers is read. */
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { openByOneself } from '../../../shared/membership/rights.ts'
import { dayOf } from '../../domain/dates.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { type Collection, type DirectoryRow, homePartition, type StoryRow } from '../../domain/projections/rows.ts'
import type { OwnOpening } from '../../engine-api/access-acts.ts'
import type { ParamsOf, PersonView } from '../../engine-api/queries.ts'
import type { OutsideRounds, PlannedVisit } from '../../engine-api/team-views.ts'
import { endedOpening } from '../acts/ended-openings.ts'
import { travelOfPhoto } from '../blobs/blob-marks.ts'
import { groupsSharing } from '../sharing/family.ts'
import { type Facts, readPeople } from '../views/facts.ts'
import { readGroups } from '../views/group-facts.ts'
import { personView, shownGivingsMs } from '../views/person.ts'
import { listRows } from './answer-threads.ts'
import { accordingTo } from './answer-trust.ts'
import { readBack, readSince } from './read-timeline.ts'

const ofRecord: readonly Collection[] = [
  'banners',
  'alerts',
  'medicines',
  'listChanges',
  'details',
  'warnings',
  'warningAnswers',
  'latest',
  'receipts',
  'agreements',
  'contactAgreements',
]

export async function answerPerson(facts: Facts, params: ParamsOf<'person'>): Promise<PersonView> {
  const { item, limit, personId } = params
  const { now, rows, session } = facts
  const partition = personId
  await rows.open([personId], ofRecord)
  const [banners, alerts, medicines, listChanges, details, warnings, answers] = await Promise.all([
    rows.find('banners', { partition }),
    rows.find('alerts', { partition }),
    rows.find('medicines', { partition }),
    rows.find('listChanges', { partition }),
    rows.find('details', { partition }),
    rows.find('warnings', { partition }),
    rows.find('warningAnswers', { partition }),
  ])
  const [latest] = await rows.findMany('latest', [`${personId}/observations`])
  const story = await readBack(rows, 'story', partition, (found) => isEnough(found, params))
  const givings = await readSince(rows, 'givings', partition, (now - shownGivingsMs) as Instant)
  const chains = session.device.chains.about(personId as PersonId).filter((chain) => chain.kind !== 'team')
  const readers = await groupsSharing({ chains: session.device.chains, rows }, personId as PersonId, 'next-steps')
  const { travelOfRow } = await readGroups(facts, chains, { withReceipts: true })
  const { directory } = await readPeople(rows, [personId])
  const { answerContact } = await import('./answer-contact.ts')
  const view = personView({
    now,
    person: directory.get(personId) ?? null,
    complete: facts.isPersonComplete(personId),
    updatedAt: session.catchUp.cursor().caughtUpAt,
    banner: banners[0] ?? null,
    alerts: alerts[0] ?? null,
    medicines,
    medicinesUpdatedAt: listChanges[0]?.changedAt ?? null,
    details: details[0],
    warnings: warnings[0],
    warningAnswers: answers,
    story: story.rows,
    latestObservation: latest?.observation ?? null,
    window: { limit, item, isWhole: story.isWhole },
    givings,
    threads: await listRows(facts, chains),
    familyReading: readers.map(({ group }) => threadIdOf(group)),
    contact: await answerContact(facts, personId as PersonId),
    planned: await plannedOf(facts, personId),
    outside: await outsideOf(facts, directory.get(personId)),
    opening: openingOf(facts, personId),
    travelOfRow,
    travelOfPhoto: travelOfPhoto(session.device.blobMarks),
  })
  return { ...view, ...(await accordingTo(facts, personId, 'medicines')) }
}

async function plannedOf({ now, rows, staff }: Facts, personId: string): Promise<readonly PlannedVisit[]> {
  const [{ comingVisits }, { plannedVisits }] = await Promise.all([
    import('./coming-visits.ts'),
    import('../views/planned-visits.ts'),
  ])
  const { off, on } = await comingVisits(rows, dayOf(now))
  const visitStates = await rows.findMany(
    'visitStates',
    on.filter((visit) => visit.personId === personId).map(({ visitId }) => visitId),
  )
  return plannedVisits({ personId, visits: on, off, visitStates, staff })
}

/** Open by nothing but what this member granted herself. */
function openingOf({ now, session }: Facts, personId: string): OwnOpening | null {
  const { chains, own } = session.device
  const [care, team] = [chains.careChainOf(personId as PersonId), chains.team()]
  if (own.audience !== 'staff' || care === undefined || team === undefined) return null
  const opening = openByOneself(care, team, own.member, now)
  return opening === undefined ? null : { reason: opening.reason, until: opening.until }
}

/** Whoever opened it looks again within a day, or not at all. */
const endedToldForMs = 24 * 60 * 60_000

/** Before the first contact nobody knows whose rounds she is on. */
async function outsideOf(facts: Facts, person: DirectoryRow | undefined): Promise<OutsideRounds | null> {
  const { now, rows, session, staff } = facts
  const isKnown = session.catchUp.cursor().caughtUpAt !== null
  if (person === undefined || !isKnown || facts.mayReadPerson(person.personId)) return null
  const nurse = [...staff.values()].find(({ signature }) => signature.name === person.namedNurse)
  const team = session.device.own.space as string
  const [settings, contacts] = await Promise.all([
    rows.find('settings'),
    rows.find('contacts', { partition: homePartition }),
  ])
  const said = settings.find(({ conflict, part }) => part.kind === 'phone' && conflict === undefined)?.state.value
  const contact = contacts.find(({ groupId }) => groupId === team)?.phone
  const { chains, own } = session.device
  const ended = endedOpening(chains.careChainOf(person.personId as PersonId), chains.team(), own.member, staff)
  return {
    ...{ namedNurse: person.namedNurse, nursePhone: nurse?.phone || null, teamPhone: said || contact || null },
    ended: ended !== null && now - ended.at < endedToldForMs ? ended : null,
  }
}

/** Two records and more make one item, so a few are read beyond what is asked for. */
function isEnough(found: readonly StoryRow[], { item, limit }: ParamsOf<'person'>): boolean {
  if (limit === undefined || found.length < 2 * limit) return false
  return item === undefined || found.some(({ id }) => id === item)
}
