/** Who has a device: the team, Sol, Noor, Karen and Doreen. */
import type { MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import { idOf } from './seed.ts'
import type { MemberKey, NeighbourhoodMember, NeighbourhoodRound } from './types.ts'

export const millRound: NeighbourhoodRound = { roundId: idOf('round/mill') as RoundId, name: 'Mill and Quarry' }
export const beckRound: NeighbourhoodRound = { roundId: idOf('round/beck') as RoundId, name: 'Beck and Station' }
export const doreenId = idOf('person/doreen') as PersonId

const all = [millRound.roundId, beckRound.roundId]

export const members: Readonly<Record<MemberKey, NeighbourhoodMember>> = {
  aisha: member('aisha', 'Aisha Rahman', 'community nurse', 'staff', '07700 900101', [millRound.roundId]),
  ben: member('ben', 'Ben Okafor', 'community nurse', 'staff', '07700 900102', [beckRound.roundId]),
  priya: member('priya', 'Priya Nair', 'pharmacist', 'staff', '01632 960103', all),
  lena: member('lena', 'Lena Fischer', 'team lead', 'staff', '01632 960104', all),
  reid: member('reid', 'Dr Tom Reid', 'GP', 'staff', '01632 960105', all),
  sol: member('sol', 'Sol Marsh', 'social prescriber', 'associate', '07700 900106', []),
  noor: member('noor', 'Noor Aziz', 'information governance', 'ig', '01632 960109', []),
  karen: member('karen', 'Karen Ashworth', 'daughter', 'public', '07700 900107', [], doreenId),
  doreen: member('doreen', 'Doreen Ashworth', 'looked after here', 'public', '01632 960108', [], doreenId),
}

function member(
  key: MemberKey,
  name: string,
  role: string,
  kind: NeighbourhoodMember['kind'],
  phone: string,
  roundIds: readonly RoundId[],
  aboutPersonId: PersonId | null = null,
): NeighbourhoodMember {
  const memberId = idOf(`member/${key}`) as MemberId
  return { key, memberId, signature: { memberId, name, role, face: key }, kind, aboutPersonId, roundIds, phone }
}
