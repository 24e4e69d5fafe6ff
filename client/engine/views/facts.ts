/**
 * What every view needs besides its rows: who is written to, what they have
 * confirmed, what is unread, what is here completely. Of people and their groups
 * only those a view is about are read: it says whom.
 */
import type { GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { DirectoryRow, StaffRow, UnreadRow } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { Heard } from '../../engine-api/travel.ts'
import type { Rows } from '../read-model/rows.ts'
import type { Session } from '../session.ts'
import { byMember, indexRows } from './index-rows.ts'
import { withoutShut } from './shut-records.ts'
import { inTeamsWords } from './team-names.ts'
import { countBy, stillUnread } from './threads.ts'

export interface Facts {
  readonly session: Session
  readonly rows: Rows
  readonly now: Instant
  readonly staff: ReadonlyMap<string, StaffRow>
  readonly unread: readonly UnreadRow[]
  readonly newMessagesByPerson: ReadonlyMap<string, number>
  /** When the newest thing that is here was written on any of this member's devices. */
  readonly lastSeenAt: (memberId: string) => Heard
  /** The same of each of their devices, newest first. */
  readonly devicesSeenAt: (memberId: string) => readonly Heard[]
  /** That record is on this member's rounds. */
  readonly mayReadPerson: (personId: string) => boolean
  readonly isPersonComplete: (personId: string) => boolean
  readonly isGroupComplete: (group: GroupId) => boolean
  /** The plan of the day is here and open, and so are the alerts of those who are visited. */
  readonly isDayComplete: (date: string, visits: readonly VisitRow[]) => boolean
}

/** Documents of a record: it is not all here before their rows are shown. */
const ofPerson = ['person', 'medicines', 'tasks', 'care-plan'] as const

export async function readFacts(session: Session, now: Instant): Promise<Facts> {
  const rows = readableRows(session)
  const [staffRows, unreadRows] = await Promise.all([rows.find('staff'), rows.find('unread')])
  const { book, chains, own } = session.device
  const staff = indexRows(await inTeamsWords(rows, own.space, staffRows), byMember)
  const { isWaiting } = session.documents
  // What was seen on this member's other devices went with the commit that brought the proof (RE3).
  const unread = stillUnread(unreadRows, (group, author) => book.of(group as GroupId).seen[author] ?? 0)

  function isGroupComplete(group: GroupId): boolean {
    const chain = chains.state(group)
    if (chain === undefined || session.catchUp.cursor().caughtUpAt === null) return false
    if (!session.access.mayRead(chain) || session.access.backfillAfter(group) !== null) return false
    // What somebody wrote lies here and cannot be shown, for whatever it waits.
    return !session.device.parked.waiting().some(({ entry }) => entry.header.group === group)
  }

  return {
    session,
    rows,
    now,
    staff,
    unread,
    newMessagesByPerson: countBy(unread, (row) => row.personId),
    isGroupComplete,
    lastSeenAt: (memberId) => {
      const devices = devicesSeenAt(memberId)
      return devices.length === 0 ? null : devices[0]
    },
    devicesSeenAt,
    mayReadPerson: (personId) => {
      const care = chains.careChainOf(personId as PersonId)
      return care !== undefined && session.access.mayRead(care)
    },
    isPersonComplete: (personId) => {
      const groups = chains.about(personId as PersonId)
      const needed = own.audience === 'staff' ? groups : groups.filter((chain) => chain.kind !== 'care')
      const isOpen = own.audience === 'public' || !ofPerson.some((kind) => isWaiting(kind, personId))
      return isOpen && needed.length > 0 && needed.every((chain) => isGroupComplete(chain.group))
    },
    isDayComplete: (date, visits) =>
      isGroupComplete(own.space as string as GroupId) &&
      !isWaiting('diary', date) &&
      !visits.some(({ personId }) => isWaiting('person', personId)),
  }

  function devicesSeenAt(memberId: string): readonly Heard[] {
    return Object.values(chains.team()?.devices ?? {})
      .filter(({ member, removedAt }) => member === memberId && removedAt === null)
      .map(({ keys }) => session.device.frontiers.lastWrittenAt(keys.device))
      .sort((a, b) => (b ?? 0) - (a ?? 0))
  }
}

/** The public's own devices hold nothing else. */
function readableRows({ access, device: { chains, own }, rows }: Session): Rows {
  if (own.audience === 'public') return rows
  return withoutShut(rows, (personId) => {
    const care = chains.careChainOf(personId as PersonId)
    return care !== undefined && !access.mayRead(care)
  })
}

export interface People {
  readonly directory: ReadonlyMap<string, DirectoryRow>
  /** What was corrected in people's details, and what somebody has to decide. */
  readonly corrections: ReadonlyMap<string, CorrectionsRow>
}

/** Who they are, as the team's list has them. */
export async function readPeople(rows: Rows, personIds: Iterable<string>): Promise<People> {
  const ids = [...new Set(personIds)].filter((id) => id !== '')
  const [directory, corrections] = await Promise.all([
    rows.findMany('directory', ids),
    rows.findMany('corrections', ids),
  ])
  return peopleOf(directory, corrections)
}

const everybody = new WeakMap<
  readonly DirectoryRow[],
  { readonly corrections: readonly object[]; readonly of: People }
>()

/** The whole list, made once until it changes: it is asked for with every key of a search (QV10). */
export async function readEverybody(rows: Rows): Promise<People> {
  const [directory, corrections] = await Promise.all([rows.find('directory'), rows.find('corrections')])
  const known = everybody.get(directory)
  if (known?.corrections === corrections) return known.of
  const made = peopleOf(directory, corrections)
  everybody.set(directory, { corrections, of: made })
  return made
}

function peopleOf(directory: readonly DirectoryRow[], corrections: readonly CorrectionsRow[]): People {
  const byId = new Map(corrections.map((row) => [row.personId, row]))
  return {
    corrections: byId,
    directory: new Map(directory.map((row) => [row.personId, corrected(row, byId.get(row.personId))])),
  }
}

/** What was corrected stands in every list; of what is disputed all values do. */
function corrected(row: DirectoryRow, corrections: CorrectionsRow | undefined): DirectoryRow {
  if (corrections === undefined) return row
  const { address, born, family, gender, given, nhsNumber, phone, preferred, title } = corrections.details
  const { name } = row
  return {
    ...row,
    name: {
      family: family ?? name.family,
      given: given ?? name.given,
      title: title ?? name.title,
      preferred: preferred ?? name.preferred,
    },
    born: born ?? row.born,
    gender: gender ?? row.gender,
    nhsNumber: nhsNumber ?? row.nhsNumber,
    address: address ?? row.address,
    phone: phone ?? row.phone,
  }
}
