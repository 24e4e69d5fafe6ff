/**
 * What every view needs besides its rows, read once an answer: who is written
 * to, what they have confirmed, what is unread, what is here completely.
 */
import type { GroupId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import type { DirectoryRow, Origin, StaffRow, StoryKind, UnreadRow } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { Reader, Travel } from '../../engine-api/queries.ts'
import type { ReadModel } from '../read-model/read-model.ts'
import type { Session } from '../session.ts'
import { directoryOf } from './cached-directory.ts'
import { type KnownNames, recipientsOf, threadGroupOf } from './group-people.ts'
import { byMember, byPerson, indexRows } from './index-rows.ts'
import { countBy, stillUnread, type ThreadGroup } from './threads.ts'
import { type Recipient, readersOf, travelOf } from './travel.ts'

export interface Facts {
  readonly session: Session
  readonly readModel: ReadModel
  readonly now: Instant
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly staff: ReadonlyMap<string, StaffRow>
  /** What was corrected in people's details, and what somebody has to decide. */
  readonly corrections: ReadonlyMap<string, CorrectionsRow>
  readonly unread: readonly UnreadRow[]
  readonly newMessagesByPerson: ReadonlyMap<string, number>
  readonly travelOfRow: (row: Written) => Travel | null
  readonly readersOfRow: (row: Written) => readonly Reader[]
  readonly threadGroup: (chain: ChainState) => ThreadGroup
  /** When the newest thing that is here was written on any of this member's devices. */
  readonly lastSeenAt: (memberId: string) => Instant | null
  /** That record is on this member's rounds. */
  readonly mayReadPerson: (personId: string) => boolean
  readonly isPersonComplete: (personId: string) => boolean
  readonly isGroupComplete: (group: GroupId) => boolean
  /** The plan of the day is here and open, and so are the alerts of those who are visited. */
  readonly isDayComplete: (date: string, visits: readonly VisitRow[]) => boolean
}

/** A message, or an item of a story. */
type Written = Origin & { readonly kind?: StoryKind }

/** Documents of a record: it is not all here before their rows are shown. */
const ofPerson = ['person', 'medicines', 'tasks', 'care-plan'] as const

export async function readFacts(session: Session, readModel: ReadModel, now: Instant): Promise<Facts> {
  const [directoryRows, staffRows, receipts, unreadRows, correctionRows, memberRows, cardRows] = await Promise.all([
    directoryOf(readModel),
    readModel.find('staff'),
    readModel.find('receipts'),
    readModel.find('unread'),
    readModel.find('corrections'),
    readModel.find('members'),
    readModel.find('personCards'),
  ])
  const corrections = indexRows(correctionRows, byPerson)
  const plain = indexRows(directoryRows, byPerson)
  const directory = corrections.size === 0 ? plain : allCorrected(plain, corrections)
  const staff = indexRows(staffRows, byMember)
  const names: KnownNames = {
    ...{ directory, staff, now },
    members: new Map(memberRows.map((row) => [`${row.groupId}/${row.memberId}`, row])),
    cards: new Map(cardRows.map((row) => [row.groupId, row])),
  }
  const byGroup = groupReceipts(receipts)
  const { book, chains, device, feeds, own } = session.device
  const { isWaiting } = session.documents
  const unread = stillUnread(unreadRows, (group, author) =>
    seenTo(session, byGroup.get(group) ?? [], group as GroupId, author),
  )

  const written = new Map<string, readonly Recipient[]>()

  /** The same for everything in a group. */
  function recipientsIn(group: GroupId): readonly Recipient[] {
    const known = written.get(group)
    if (known !== undefined) return known
    const chain = chains.state(group)
    const found = chain === undefined ? [] : recipientsOf(session, chain, names)
    written.set(group, found)
    return found
  }

  function confirmationsOf({ groupId, kind }: Written) {
    return {
      receipts: byGroup.get(groupId) ?? [],
      recipients: recipientsIn(groupId as GroupId),
      canBeSeen: kind === undefined || kind === 'message',
    }
  }

  function travelOfRow(row: Written): Travel | null {
    if (!row.own) return null
    const feed = feeds.of(row.groupId as GroupId)
    return travelOf(row, { deviceId: device, now, feed, ...confirmationsOf(row) })
  }

  function isGroupComplete(group: GroupId): boolean {
    const chain = chains.state(group)
    if (chain === undefined || session.catchUp.cursor().caughtUpAt === null) return false
    if (!session.access.mayRead(chain) || session.access.backfillAfter(group) !== null) return false
    return !session.device.parked.waiting().some((item) => item.for === 'key' && item.entry.header.group === group)
  }

  return {
    session,
    readModel,
    now,
    directory,
    staff,
    corrections,
    unread,
    newMessagesByPerson: countBy(unread, (row) => row.personId),
    travelOfRow,
    readersOfRow: (row) => readersOf(row, confirmationsOf(row)),
    threadGroup: (chain) => threadGroupOf(session, chain, names),
    isGroupComplete,
    lastSeenAt: (memberId) => {
      const devices = Object.values(chains.team()?.devices ?? {}).filter(({ member }) => member === memberId)
      const times = devices.map(({ keys }) => session.device.frontiers.lastWrittenAt(keys.device) ?? 0)
      const newest = Math.max(0, ...times)
      return newest === 0 ? null : (newest as Instant)
    },
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

  function seenTo(here: Session, receiptsOf: readonly ReceiptRow[], group: GroupId, author: string): number {
    const elsewhere = receiptsOf.filter((receipt) => receipt.memberId === here.device.own.member)
    return Math.max(book.of(group).seen[author] ?? 0, ...elsewhere.map((receipt) => receipt.seen[author] ?? 0))
  }
}

function allCorrected(
  directory: ReadonlyMap<string, DirectoryRow>,
  corrections: ReadonlyMap<string, CorrectionsRow>,
): ReadonlyMap<string, DirectoryRow> {
  return new Map([...directory].map(([personId, row]) => [personId, corrected(row, corrections.get(personId))]))
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

function groupReceipts(receipts: readonly ReceiptRow[]): ReadonlyMap<string, readonly ReceiptRow[]> {
  const byGroup = new Map<string, ReceiptRow[]>()
  for (const receipt of receipts) {
    const rows = byGroup.get(receipt.groupId)
    if (rows === undefined) byGroup.set(receipt.groupId, [receipt])
    else rows.push(receipt)
  }
  return byGroup
}
