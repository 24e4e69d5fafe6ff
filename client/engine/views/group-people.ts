/**
 * Who is in a group and what they are called, from what was published to it:
 * chains hold ids and roles, names are in records alone. Staff know the person
 * from their directory, everybody else from her card.
 */
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { hasAccess } from '../../../shared/membership/rights.ts'
import { isClinical, namedAt } from '../../../shared/membership/standing.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { calledName, firstName, formatPlainName } from '../../domain/names.ts'
import type { MemberRow, PersonCardRow } from '../../domain/projections/group-rows.ts'
import type { DirectoryRow, StaffRow } from '../../domain/projections/rows.ts'
import type { Called } from '../../domain/records/who-wrote.ts'
import type { Audience, ThreadKind } from '../../engine-api/queries.ts'
import { firstLetIn, isPrivateOf } from '../membership/private-owner.ts'
import type { Session } from '../session.ts'
import { outsiderOf, whoIs } from '../writing/record-context.ts'
import type { ThreadGroup } from './threads.ts'
import type { Recipient } from './travel.ts'

export interface KnownNames {
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly staff: ReadonlyMap<string, StaffRow>
  /** By `group/member`. */
  readonly members: ReadonlyMap<string, MemberRow>
  readonly cards: ReadonlyMap<string, PersonCardRow>
  readonly now: Instant
}

/**
 * Whose confirmation counts: of staff the public in the group, of colleagues each
 * other, of the public the others in it and their team, who are one reader: who
 * of the staff has read what, and how many, is not for the public to count.
 */
export function recipientsOf(session: Session, chain: ChainState, names: KnownNames): readonly Recipient[] {
  const { own } = session.device
  const others = publicIn(session, chain)
    .filter(({ who }) => who !== own.member)
    .map((named) => ({
      members: [named.who],
      name: calledIn(session, chain, named, names),
      face: faceIn(chain, named, names),
    }))
  const isAmongPublic = chain.kind === 'private' || chain.kind === 'circle'
  if (isAmongPublic && own.audience === 'staff') return unique(others)
  const staff = staffOf(session, chain, names)
  if (own.audience === 'public') {
    const team = { members: staff, name: null, face: '' }
    return chain.kind === 'circle' ? [...unique(others), team] : [team]
  }
  // Whoever is named on the chain of a record holds its key beside them.
  const named = chain.kind === 'care' ? unique(others) : []
  const colleagues = staff.map((member) => {
    const signature = names.staff.get(member)?.signature
    return { members: [member], name: signature?.name ?? own.spaceName, face: signature?.face ?? '' }
  })
  return [...named, ...colleagues]
}

export function threadGroupOf(session: Session, chain: ChainState, names: KnownNames): ThreadGroup {
  const { own } = session.device
  const person = personOf(chain, names)
  const kind = kindOf(chain)
  const member = kind === 'family' ? names.members.get(`${chain.group}/${firstLetIn(chain)?.member}`) : undefined
  const isTalkWithTeam = own.audience === 'public' && kind !== 'circle'
  return {
    threadId: threadIdOf(chain.group),
    groupId: chain.group,
    personId: chain.about,
    kind,
    about: person?.called ?? null,
    title: isTalkWithTeam ? own.spaceName : (member?.signature.name ?? person?.name ?? own.spaceName),
    face: isTalkWithTeam ? '' : (member?.signature.face ?? person?.face ?? ''),
    audience: audienceOf(session, chain, names),
  }
}

export function kindOf(chain: ChainState): ThreadKind {
  if (chain.kind === 'circle') return 'circle'
  if (chain.kind !== 'private') return 'staff'
  return isPrivateOf(chain, null) ? 'own' : 'family'
}

function audienceOf(session: Session, chain: ChainState, names: KnownNames): Audience {
  if (chain.kind !== 'private' && chain.kind !== 'circle') return { type: 'staff-only' }
  const nameOf = chain.kind === 'circle' ? calledIn : nameIn
  const readers = unique(
    publicIn(session, chain).map((named) => ({ members: [named.who], name: nameOf(session, chain, named, names) })),
  )
  // Before her phone is in, a thread of her own is for her already.
  if (readers.length === 0) return { type: 'with-public', names: [personOf(chain, names)?.name ?? ''].filter(isSaid) }
  const named = readers.map(({ name }) => name).filter(isSaid)
  return { type: 'with-public', names: named, unnamed: readers.length - named.length }
}

const isSaid = (name: Called) => name !== ''

interface Named {
  readonly who: string
  readonly role: Role
}

/** "Doreen", "Karen": in a circle, and where a confirmation is told. */
function calledIn(session: Session, chain: ChainState, named: Named, names: KnownNames): Called {
  const person = named.role === 'patient' ? personOf(chain, names) : undefined
  return person?.called ?? nameIn(session, chain, named, names, firstName)
}

/** "Doreen Ashworth": alone with the team people are named in full. What somebody calls themselves comes with what they are. */
function nameIn(
  { device: { own } }: Session,
  chain: ChainState,
  { role, who }: Named,
  names: KnownNames,
  shorten = (name: string) => name,
): Called {
  if (who === own.member) return shorten(own.signature.name)
  const person = role === 'patient' ? personOf(chain, names) : undefined
  if (person !== undefined) return person.name
  const name = shorten(names.members.get(`${chain.group}/${who}`)?.signature.name ?? '')
  const as = outsiderOf(role)
  return name === '' || as === undefined ? name : { name, as }
}

function faceIn(chain: ChainState, { role, who }: Named, names: KnownNames): string {
  const person = role === 'patient' ? personOf(chain, names) : undefined
  return person?.face ?? names.members.get(`${chain.group}/${who}`)?.signature.face ?? ''
}

interface NamedPerson {
  readonly name: string
  readonly called: string
  readonly face: string
}

function personOf({ about, group }: ChainState, { cards, directory }: KnownNames): NamedPerson | undefined {
  const person = about === null ? undefined : directory.get(about)
  if (person === undefined) return cards.get(group)
  return { name: formatPlainName(person.name), called: calledName(person.name), face: person.face }
}

/** Who is in and no staff. */
function publicIn({ device: { chains } }: Session, chain: ChainState): readonly Named[] {
  const team = chains.team()
  const heads = { groupSeq: chain.seq, teamSeq: team?.seq ?? 0 }
  return Object.values(chain.devices)
    .filter(({ keys }) => namedAt(chain, team, keys.device, heads) !== undefined)
    .map((device) => ({ who: whoIs(chain, team, device), role: device.role }))
}

/** Colleagues who look after the person, a team lead among them, or all of the clinical staff where the group is about nobody. */
function staffOf({ device: { chains, own } }: Session, chain: ChainState, { now }: KnownNames): readonly MemberId[] {
  const team = chains.team()
  const careChain = chain.about === null ? undefined : chains.careChainOf(chain.about)
  const looksAfter = (member: MemberId) =>
    careChain === undefined || team === undefined || hasAccess(careChain, team, member, now)
  const devices = Object.values(team?.devices ?? {})
    .filter(({ member, removedAt, role }) => removedAt === null && isClinical(role) && member !== own.member)
    .filter(({ member }) => looksAfter(member))
  return [...new Set(devices.map(({ member }) => member))]
}

/** Of somebody with several devices one. */
function unique<Named extends Pick<Recipient, 'members'>>(readers: readonly Named[]): readonly Named[] {
  return [...new Map(readers.map((reader) => [reader.members[0], reader])).values()]
}
