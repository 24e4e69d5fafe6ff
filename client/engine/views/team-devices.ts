/** The people of the team and the devices they are in with, as the team's chain says. Rules TJ1, TJ2. */
import type { DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainProposal, ChainState } from '../../../shared/membership/chain.ts'
import { markOfManaged } from '../../../shared/membership/managed.ts'
import { needsSecond, proposalStanding } from '../../../shared/membership/proposals.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type {
  ProposedWords,
  TeamDevice,
  TeamDevicesView,
  TeamMember,
  TeamProposal,
  TeamRecovery,
  TeamRole,
} from '../../engine-api/team-acts.ts'
import type { Heard } from '../../engine-api/travel.ts'
import { joinCode } from '../membership/invites.ts'

export interface TeamDevicesFacts {
  readonly team: ChainState | undefined
  readonly device: DeviceId
  readonly memberId: string
  readonly staff: ReadonlyMap<string, StaffRow>
  /** Who they are as they said themselves elsewhere, or as whoever invited them wrote. */
  readonly named: ReadonlyMap<string, Signature>
  readonly heardAt: (device: DeviceId) => Heard
  readonly now: Instant
  /** Whom a care group is about, by name; null where that is not here. */
  readonly personIn: (group: GroupId) => string | null
}

const roleOrder: readonly TeamRole[] = ['admin', 'staff', 'associate', 'ig']

export function teamDevicesView(facts: TeamDevicesFacts): TeamDevicesView {
  const all = Object.values(facts.team?.devices ?? {})
  const members = [...new Set(all.map(({ member }) => member))].map((memberId) =>
    memberOf(
      memberId,
      all.filter(({ member }) => member === memberId),
      facts,
    ),
  )
  const me = all.find(({ keys }) => keys.device === facts.device)
  return {
    may: me?.role === 'admin' ? 'manage' : me !== undefined && isClinical(me.role) ? 'own-devices' : 'look',
    members: members.sort(
      (a, b) =>
        Number(b.devices.length > 0) - Number(a.devices.length > 0) ||
        roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) ||
        nameOf(a).localeCompare(nameOf(b), 'en-GB'),
    ),
    kit:
      facts.team === undefined || facts.team.root === null ? 'none' : facts.team.kitKeptAt === null ? 'to-do' : 'kept',
    needsSecond: facts.team !== undefined && needsSecond(facts.team),
    proposals: facts.team === undefined ? [] : proposalsOf(facts.team, facts),
    recoveries: facts.team === undefined ? [] : recoveriesOf(facts.team, facts),
    adminCount: members.filter(({ devices, role }) => role === 'admin' && devices.length > 0).length,
  }
}

/** Enough to say aloud; who it belongs to stands beside it. */
export function markOf(device: DeviceId): string {
  return device.slice(-4).toUpperCase()
}

function memberOf(memberId: string, devices: readonly ChainDevice[], facts: TeamDevicesFacts): TeamMember {
  const here = devices.filter(({ removedAt }) => removedAt === null)
  const roles = new Set((here.length > 0 ? here : devices).map(({ role }) => role))
  return {
    memberId,
    who: facts.staff.get(memberId)?.signature ?? facts.named.get(memberId) ?? null,
    isMe: memberId === facts.memberId,
    role: roleOrder.find((role) => roles.has(role)) ?? 'staff',
    removed: devices
      .filter(({ removedAt }) => removedAt !== null)
      .map(({ keys: { device } }) => ({ deviceId: device, mark: markOf(device) })),
    devices: here
      .map(({ keys: { device } }) => ({
        deviceId: device,
        mark: markOf(device),
        isThis: device === facts.device,
        managed: managedOf(device, facts),
        heardAt: facts.heardAt(device),
      }))
      .sort((a, b) => (b.heardAt ?? 0) - (a.heardAt ?? 0)),
  }
}

function managedOf(device: DeviceId, facts: TeamDevicesFacts): TeamDevice['managed'] {
  const mark = facts.team && markOfManaged(facts.team, device)
  if (mark === undefined) return null
  return { by: whoOf(facts.team?.devices[mark.by]?.member, facts), at: mark.writtenAt }
}

/** As many answered ones as are of use to look at. */
const answeredShown = 10

function proposalsOf(team: ChainState, facts: TeamDevicesFacts): readonly TeamProposal[] {
  const all = team.proposals.map((each) => proposalOf(team, each, facts)).reverse()
  const answered = all.filter(({ state }) => state !== 'open').slice(0, answeredShown)
  return [...all.filter(({ state }) => state === 'open'), ...answered]
}

function proposalOf(team: ChainState, proposal: ChainProposal, facts: TeamDevicesFacts): TeamProposal {
  const { by, decided, id, until, writtenAt } = proposal
  const member = team.devices[by]?.member
  return {
    proposalId: id,
    what: wordsOf(proposal, facts),
    state: proposalStanding(team, proposal, facts.now),
    by: whoOf(member, facts),
    isMine: member === facts.memberId,
    at: writtenAt,
    until,
    decidedBy: decided === null ? null : whoOf(team.devices[decided.by]?.member, facts),
    decidedAt: decided?.writtenAt ?? null,
  }
}

function wordsOf({ act, keptAt }: ChainProposal, facts: TeamDevicesFacts): ProposedWords {
  switch (act.type) {
    case 'make-admin':
      return { type: act.type, who: whoOf(act.member, facts), marks: act.devices.map(markOf) }
    case 'admit-admin': {
      const { invite, keys } = act
      const code = invite === null ? null : joinCode(keys.device, invite)
      return { type: act.type, mark: markOf(keys.device), code }
    }
    case 'new-kit':
      return { type: act.type, given: keptAt !== null }
    case 'archive-use':
      return { type: act.type, person: facts.personIn(act.group), reason: act.reason }
  }
}

function recoveriesOf({ devices, recoveries }: ChainState, facts: TeamDevicesFacts): readonly TeamRecovery[] {
  return recoveries
    .map(({ device, writtenAt }) => ({
      who: whoOf(devices[device]?.member, facts),
      mark: markOf(device),
      at: writtenAt,
    }))
    .reverse()
}

function whoOf(memberId: string | undefined, { staff }: TeamDevicesFacts) {
  return (memberId === undefined ? undefined : staff.get(memberId)?.signature) ?? null
}

function nameOf({ who }: TeamMember): string {
  return who?.name ?? '~'
}
