/** The rounds of the sample team, as an administrator and a colleague see them, and who looks after Doreen. */
import type { Signature } from '../../domain/records/signature.ts'
import type {
  HandedPerson,
  HandedView,
  LookingAfterView,
  RoundItem,
  RoundMember,
  RoundPerson,
  RoundsView,
} from '../../engine-api/rounds.ts'
import { aisha, at, ben, lena, people, priya, reid } from './sample-cast.ts'

function member(who: Signature, isMe = who === aisha): RoundMember {
  return { memberId: who.memberId, who, isMe }
}

function persons(from: number, to: number, isOnlyHere = true): readonly RoundPerson[] {
  return people.slice(from, to).map((person) => ({ personId: person.personId, person, isOnlyHere }))
}

function round(name: string, over: Partial<RoundItem>): RoundItem {
  return { roundId: `r-${name}`, name, named: null, members: [], people: [], leaving: null, ...over }
}

const itsOwn = { ownSince: at('17:20', 3) } as const
const stranger = { memberId: 'm-new', who: null, isMe: false }

export const sampleRounds: RoundsView = {
  mayManage: false,
  complete: true,
  rounds: [
    round('Evenings and weekends', {}),
    round('North', {
      members: [member(aisha), member(ben)],
      people: persons(0, 5, false),
      leaving: {
        nobodys: [],
        gone: [
          { members: [member(ben)], people: persons(1, 4, false) },
          { members: [member(ben), member(lena)], people: persons(4, 5, false) },
        ],
        kept: persons(0, 1, false),
      },
    }),
    round('South and Mill Lane', {
      members: [{ ...member(reid), ...itsOwn }],
      people: persons(5, 8),
    }),
    round('', { members: [stranger], people: persons(8, 9) }),
  ],
  nobodys: [],
  colleagues: [aisha, ben, lena, priya, reid],
}

export const managedRounds: RoundsView = { ...sampleRounds, mayManage: true, nobodys: persons(9, 11) }

/** She is the last one of a round that people depend on, and on another one that looks after nobody. */
export const lastOnRound: RoundsView = {
  ...sampleRounds,
  rounds: [
    round('Evenings and weekends', {
      members: [member(aisha)],
      leaving: { nobodys: [], gone: [], kept: [] },
    }),
    round('North', {
      members: [member(aisha)],
      people: persons(0, 5),
      leaving: { nobodys: persons(0, 5), gone: [], kept: [] },
    }),
  ],
}

export const noRounds: RoundsView = { ...sampleRounds, mayManage: true, rounds: [] }

export const arrivingRounds: RoundsView = { ...sampleRounds, complete: false, rounds: [] }

export const sampleLookingAfter: LookingAfterView = {
  person: people[0]!,
  complete: true,
  maySay: true,
  mayManage: false,
  members: [
    { ...member(ben), isLast: false, alsoBy: [] },
    { ...member(aisha), isLast: false, alsoBy: ['North'] },
  ],
  rounds: [{ roundId: 'r-North', name: 'North', members: [member(aisha)], isLast: false, isMine: true }],
  otherMembers: [lena, priya, reid],
  otherRounds: [
    { roundId: 'r-South', name: 'South and Mill Lane', members: [member(reid)], isLast: false, isMine: false },
  ],
}

/** By the round on which she put herself. */
export const ownLookingAfter: LookingAfterView = {
  ...sampleLookingAfter,
  rounds: sampleLookingAfter.rounds.map((each) => ({
    ...each,
    members: each.members.map((one) => ({ ...one, ...itsOwn })),
  })),
}

export const lastLookingAfter: LookingAfterView = {
  ...sampleLookingAfter,
  members: [],
  rounds: sampleLookingAfter.rounds.map((each) => ({ ...each, isLast: true })),
}

export const nobodysPerson: LookingAfterView = { ...sampleLookingAfter, members: [], rounds: [], mayManage: true }

function handed(from: number, to: number, ...members: readonly Signature[]): readonly HandedPerson[] {
  return persons(from, to).map(({ person, personId }) => ({
    personId,
    person,
    members: members.map((who) => member(who)),
  }))
}

const byLena = { by: lena, at: at('08:20'), round: null } as const

/** One given, one taken, and a round each way. */
export const sampleHanded: HandedView = {
  items: [
    { ...byLena, id: 'given', isGiven: true, people: handed(0, 1, aisha, ben) },
    { ...byLena, id: 'taken', isGiven: false, people: handed(1, 2, ben, reid), at: at('16:10', 1) },
    { ...byLena, id: 'on', isGiven: true, round: 'South and Mill Lane', people: handed(2, 9, aisha, reid) },
    { ...byLena, id: 'off', isGiven: false, round: '', people: handed(9, 10, ben), by: null },
  ],
}
