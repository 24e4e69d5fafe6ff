/** The people of the team and their devices, as an administrator and as a colleague see them. */
import type { TeamDevicesView, TeamMember, TeamProposal } from '../../engine-api/team-acts.ts'
import { aisha, at, ben, lena, reid, sol } from './sample-cast.ts'

const one = { isThis: false, heardAt: at('09:02'), managed: null }

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
        { deviceId: 'd-aisha', mark: '7F3A', isThis: true, heardAt: at('09:19'), managed: null },
        {
          deviceId: 'd-aisha-2',
          mark: '02C9',
          isThis: false,
          heardAt: at('17:40', 3),
          managed: { by: lena, at: at('08:40', 5) },
        },
      ],
    }),
    member(sol, {
      role: 'associate',
      devices: [{ deviceId: 'd-sol', mark: 'B81E', isThis: false, heardAt: null, managed: null }],
    }),
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

function proposal(over: Partial<TeamProposal>): TeamProposal {
  return {
    proposalId: 'p-1',
    what: { type: 'make-admin', who: aisha, marks: ['7F3A', '02C9'] },
    state: 'open',
    by: reid,
    isMine: false,
    at: at('08:40'),
    until: at('08:40', -7),
    decidedBy: null,
    decidedAt: null,
    ...over,
  }
}

/** What Dr Reid proposed waits for Lena, and what she proposed for him. */
export const proposedTeam: TeamDevicesView = {
  ...sampleTeamDevices,
  may: 'manage',
  kit: 'kept',
  needsSecond: true,
  members: sampleTeamDevices.members.map((each) => ({ ...each, isMe: each.memberId === lena.memberId })),
  proposals: [
    proposal({}),
    proposal({ proposalId: 'p-2', what: { type: 'admit-admin', mark: 'C0DE', code: '482913' } }),
    proposal({
      proposalId: 'p-3',
      what: { type: 'archive-use', person: 'Doreen Ashworth', reason: 'Subject access request of 20 November' },
      by: lena,
      isMine: true,
    }),
  ],
}

/** Lena and Dr Reid, with a kit that holds. */
export const keptTeam: TeamDevicesView = { ...proposedTeam, proposals: [] }

export const waitingKitTeam: TeamDevicesView = {
  ...keptTeam,
  proposals: [proposal({ what: { type: 'new-kit', given: true }, by: lena, isMine: true })],
}

const reidAt = { decidedBy: reid, decidedAt: at('10:05', 2) }

export const answeredTeam: TeamDevicesView = {
  ...proposedTeam,
  proposals: [
    proposal({ state: 'approved', by: lena, isMine: true, ...reidAt, what: { type: 'new-kit', given: true } }),
    proposal({ proposalId: 'p-2', state: 'declined', by: lena, isMine: true, ...reidAt }),
    proposal({ proposalId: 'p-3', state: 'withdrawn', ...reidAt }),
    proposal({ proposalId: 'p-4', state: 'over', at: at('08:40', 9), until: at('08:40', 2) }),
    proposal({ proposalId: 'p-5', state: 'proposer-gone', by: ben }),
  ],
}

export const recoveredTeam: TeamDevicesView = {
  ...proposedTeam,
  proposals: [],
  recoveries: [{ who: lena, mark: 'LENA', at: at('07:55') }],
}
