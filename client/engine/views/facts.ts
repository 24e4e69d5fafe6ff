/**
 * What every view needs besides its rows, read once an answer: who is written
 * to, what they have confirmed, what is unread, what is here completely.
 */
import type { GroupId, Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { hasAccess } from '../../../shared/membership/rights.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { calledName, formatPlainName } from '../../domain/names.ts'

import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import type { DirectoryRow, Origin, StaffRow, StoryKind, UnreadRow } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { Travel } from '../../engine-api/queries.ts'
import type { ReadModel } from '../read-model/read-model.ts'
import type { Session } from '../session.ts'
import { directoryOf } from './cached-directory.ts'
import { byMember, byPerson, indexRows } from './index-rows.ts'
import { countBy, stillUnread, type ThreadGroup } from './threads.ts'
import { type Recipient, travelOf } from './travel.ts'

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
  readonly travelOfRow: (row: Origin & { readonly kind?: StoryKind }) => Travel | null
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

/** Documents of a record: it is not all here before their rows are shown. */
const ofPerson = ['person', 'medicines', 'tasks', 'care-plan'] as const

export async function readFacts(session: Session, readModel: ReadModel, now: Instant): Promise<Facts> {
  const [directoryRows, staffRows, receipts, unreadRows, correctionRows] = await Promise.all([
    directoryOf(readModel),
    readModel.find('staff'),
    readModel.find('receipts'),
    readModel.find('unread'),
    readModel.find('corrections'),
  ])
  const corrections = indexRows(correctionRows, byPerson)
  const plain = indexRows(directoryRows, byPerson)
  const directory = corrections.size === 0 ? plain : allCorrected(plain, corrections)
  const staff = indexRows(staffRows, byMember)
  const byGroup = groupReceipts(receipts)
  const { book, chains, device, feeds, own } = session.device
  const { isWaiting } = session.documents
  const unread = stillUnread(unreadRows, (group, author) =>
    seenTo(session, byGroup.get(group) ?? [], group as GroupId, author),
  )

  function travelOfRow(row: Origin & { readonly kind?: StoryKind }): Travel | null {
    const group = row.groupId as GroupId
    const chain = chains.state(group)
    const recipients = chain === undefined ? [] : recipientsOf(session, chain, { directory, staff, now })
    return travelOf(row, {
      deviceId: device,
      now,
      feed: feeds.of(group),
      receipts: byGroup.get(group) ?? [],
      recipients,
      canBeSeen: row.kind === undefined || row.kind === 'message',
    })
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
    threadGroup: (chain) => threadGroupOf(session, chain, directory),
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
      const needed = own.audience === 'staff' ? groups : groups.filter((chain) => chain.kind === 'private')
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

interface Names {
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly staff: ReadonlyMap<string, StaffRow>
  readonly now: Instant
}

/** Whose confirmation counts: of staff the person and her family, of the person her team, of colleagues each other. */
function recipientsOf({ device }: Session, chain: ChainState, names: Names): readonly Recipient[] {
  const { chains, own } = device
  const team = chains.team()
  if (chain.kind === 'private' && own.audience === 'staff') {
    const named = Object.values(chain.devices).filter(
      ({ member, removedAt, role }) =>
        removedAt === null && member !== own.member && (role === 'patient' || role === 'family'),
    )
    return unique(named.map(({ member, role }) => ({ memberId: member, name: publicName(role, chain, names) })))
  }
  const staff = Object.values(team?.devices ?? {}).filter(
    ({ removedAt, role }) => removedAt === null && role === 'staff',
  )
  const careChain = chain.about === null ? undefined : chains.careChainOf(chain.about)
  const looksAfter = (member: MemberId) =>
    careChain === undefined || team === undefined || hasAccess(careChain, team, member, names.now)
  return unique(
    staff
      .filter(({ member }) => member !== own.member && looksAfter(member))
      .map(({ member }) => ({ memberId: member, name: names.staff.get(member)?.signature.name ?? own.spaceName })),
  )
}

function publicName(role: string, { about }: ChainState, { directory }: Names): string {
  const person = about === null ? undefined : directory.get(about)
  return role === 'patient' && person !== undefined ? calledName(person.name) : ''
}

function unique(recipients: readonly Recipient[]): readonly Recipient[] {
  return [...new Map(recipients.map((recipient) => [recipient.memberId, recipient])).values()]
}

function threadGroupOf(
  { device: { own } }: Session,
  chain: ChainState,
  directory: ReadonlyMap<string, DirectoryRow>,
): ThreadGroup {
  const person = chain.about === null ? undefined : directory.get(chain.about)
  const name = person === undefined ? '' : formatPlainName(person.name)
  const isPublic = own.audience === 'public'
  return {
    threadId: threadIdOf(chain.group),
    groupId: chain.group,
    personId: chain.about,
    title: isPublic ? own.spaceName : name || own.spaceName,
    face: isPublic ? '' : (person?.face ?? ''),
    audience:
      chain.kind === 'private'
        ? { type: 'with-public', names: [isPublic ? own.signature.name : name] }
        : { type: 'staff-only' },
  }
}
