/** The people of the team and their devices, as an administrator and as a colleague see them. */
import type { TeamDevicesView, TeamMember } from '../../engine-api/team-acts.ts'
import { aisha, at, ben, lena, reid, sol } from './sample-cast.ts'

const one = { isThis: false, heardAt: at('09:02') }

function member(who: TeamMember['who'] & object, over: Partial<TeamMember> = {}): TeamMember {
  const devices = [{ deviceId: `d-${who.face}`, mark: who.face.slice(-4).toUpperCase(), ...one }]
  return { memberId: who.memberId, who, isMe: false, role: 'staff', devices, removed: [], ...over }
}

export const sampleTeamDevices: TeamDevicesView = {
  may: 'own-devices',
  adminCount: 2,
  kit: 'none',
  needsSecond: false,
  proposals: [],
  recoveries: [],
  members: [
    member(lena, { role: 'admin' }),
    member(reid, { role: 'admin' }),
    member(aisha, {
      isMe: true,
      devices: [
        { deviceId: 'd-aisha', mark: '7F3A', isThis: true, heardAt: at('09:19') },
        { deviceId: 'd-aisha-2', mark: '02C9', isThis: false, heardAt: at('17:40', 3) },
      ],
    }),
    member(sol, { role: 'associate', devices: [{ deviceId: 'd-sol', mark: 'B81E', isThis: false, heardAt: null }] }),
    member(ben, { devices: [], removed: [{ deviceId: 'd-ben', mark: '44D0' }] }),
  ],
}

/** Lena alone may let anybody in. */
export const managedTeam: TeamDevicesView = {
  ...sampleTeamDevices,
  may: 'manage',
  adminCount: 1,
  members: sampleTeamDevices.members
    .filter(({ memberId }) => memberId !== reid.memberId)
    .map((each) => ({
      ...each,
      isMe: each.memberId === lena.memberId,
      devices: each.devices.map((device) => ({ ...device, isThis: device.deviceId === 'd-lena' })),
    })),
}
