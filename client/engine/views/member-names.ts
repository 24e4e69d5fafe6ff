/** Who members are, by what they said themselves in any group, or else by what whoever invited them into the team wrote. */
import type { MemberRow } from '../../domain/projections/group-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'

export function namesOf(members: readonly MemberRow[], team: string): ReadonlyMap<string, Signature> {
  const [invited, said] = [true, false].map((isTeam) => members.filter(({ groupId }) => (groupId === team) === isTeam))
  return new Map([...invited!, ...said!].map(({ memberId, signature }) => [memberId, signature]))
}
