/** Answers what a person shares and who looked at her record; loaded when it is asked for the first time. */
import type { Instant, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { AssociateOutside, SharingView } from '../../engine-api/sharing.ts'
import { associatesOf, inNow } from '../membership/circle-plan.ts'
import { furtherPhoneOf } from '../membership/further-phone.ts'
import { familyOf } from '../sharing/family.ts'
import type { Facts } from '../views/facts.ts'
import { namesOf } from '../views/member-names.ts'
import { phonesOf } from '../views/phones.ts'
import { sharingView } from '../views/sharing.ts'
import { markOf } from '../views/team-devices.ts'
import { answerContact } from './answer-contact.ts'
import { listRows } from './answer-threads.ts'

export async function answerSharing(facts: Facts, asked: string | null): Promise<SharingView> {
  const { now, rows, session } = facts
  const { chains } = session.device
  const personId = (asked ?? chains.byKind('private')[0]?.about ?? '') as PersonId
  const [group, circle] = [chains.privateOf(personId, null), chains.circleOf(personId)]
  const [shown] = await listRows(
    facts,
    [circle ?? group].filter((chain) => chain !== undefined),
  )
  const [members, views] = await Promise.all([
    rows.find('members'),
    rows.find('views', { partition: personId }),
    session.device.frontiers.load(),
  ])
  const groups = new Set<string>(chains.publicAbout(personId).map((chain) => chain.group))
  // Staff know an associate from other circles and from the team's door, before their device has said the name in this one.
  const { own } = session.device
  const isStaff = own.audience === 'staff'
  const names = namesOf(isStaff ? members : members.filter(({ groupId }) => groups.has(groupId)), own.group)
  const inCircle = circle === undefined ? [] : inNow(circle)
  const isHere = (chain: ChainState | undefined) => chain === undefined || facts.isGroupComplete(chain.group)
  return sharingView({
    personId,
    called: shown?.about ?? '',
    now,
    contact: await answerContact(facts, personId),
    family: await familyOf({ chains, rows }, personId),
    herself: new Set(Object.values(group?.devices ?? {}).map(({ member }) => member)),
    associates: [...new Set(inCircle.filter(({ role }) => role === 'associate').map(({ member }) => member))],
    outside: isStaff ? outsideOf(chains.team(), circle, names) : [],
    phones: phonesOf(session, personId, names),
    furtherPhoneOf: (member) => (isStaff ? furtherPhoneOf(chains, personId, member) : 'no'),
    nameOf: (member: MemberId) => names.get(member),
    views,
    joinedAt: joinedAtOf(chains.team(), chains.careChainOf(personId)),
    complete: group !== undefined && isHere(group) && isHere(circle),
    updatedAt: session.catchUp.cursor().caughtUpAt,
  })
}

/** The newest by member. Her own phone sees the team's chain and not by which round she is looked after. */
function joinedAtOf(team: ChainState | undefined, care: ChainState | undefined): ReadonlyMap<string, Instant> {
  const isHers = (round: RoundId) =>
    care === undefined || care.access.some(({ to }) => to.type === 'round' && to.round === round)
  const own = (team?.ownRounds ?? []).filter(({ round }) => isHers(round))
  return new Map(own.map(({ member, writtenAt }) => [member, writtenAt]))
}

/** Who was taken out comes back with a new device only, and is not offered before. */
function outsideOf(
  team: ChainState | undefined,
  circle: ChainState | undefined,
  names: ReadonlyMap<string, Signature>,
): readonly AssociateOutside[] {
  return [...associatesOf(team)]
    .flatMap(([memberId, devices]) => {
      const [fresh] = devices.filter((device) => circle?.devices[device] === undefined)
      const isIn = circle !== undefined && inNow(circle).some(({ member }) => member === memberId)
      return fresh === undefined || isIn ? [] : [{ memberId, who: names.get(memberId) ?? null, mark: markOf(fresh) }]
    })
    .sort((a, b) => (a.who?.name ?? '~').localeCompare(b.who?.name ?? '~', 'en-GB'))
}
