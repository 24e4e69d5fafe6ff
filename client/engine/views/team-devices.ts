/** The people of the team and the devices they are in with, as the team's chain says. Rules TJ1, TJ2. */
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { TeamDevicesView, TeamMember, TeamRole } from '../../engine-api/team-acts.ts'

export interface TeamDevicesFacts {
  readonly team: ChainState | undefined
  readonly device: DeviceId
  readonly memberId: string
  readonly staff: ReadonlyMap<string, StaffRow>
  /** Who they are as they said themselves elsewhere, or as whoever invited them wrote. */
  readonly named: ReadonlyMap<string, Signature>
  readonly heardAt: (device: DeviceId) => Instant | null
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
        heardAt: facts.heardAt(device),
      }))
      .sort((a, b) => (b.heardAt ?? 0) - (a.heardAt ?? 0)),
  }
}

function nameOf({ who }: TeamMember): string {
  return who?.name ?? '~'
}
