/**
 * Who of the staff is who, in the team's words: what an administrator wrote when
 * inviting them, or else their own card; for the public, the team's card.
 */
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { signedAs } from '../../domain/records/signed-as.ts'
import type { Rows } from '../read-model/rows.ts'
import type { Facts } from './facts.ts'
import { everyIn, isSignature } from './outsiders.ts'

export async function inTeamsWords(
  rows: Pick<Rows, 'findMany'>,
  team: string,
  staff: readonly StaffRow[],
): Promise<readonly StaffRow[]> {
  const invited = await rows.findMany(
    'members',
    staff.map(({ memberId }) => `${team}/${memberId}`),
  )
  const byMember = new Map(invited.map(({ memberId, signature }) => [memberId, signature]))
  return staff.map((row) => {
    const { name, role } = byMember.get(row.memberId) ?? row.signature
    return { ...row, signature: { ...row.signature, name, role } }
  })
}

/** By member. The public have no list of staff. */
export async function teamSignatures({ rows, session, staff }: Facts): Promise<ReadonlyMap<string, Signature>> {
  const members =
    session.device.own.audience === 'public'
      ? ([...(await rows.find('teamCards'))].sort((a, b) => b.at - a.at)[0]?.members ?? [])
      : [...staff.values()].map(({ signature }) => signature)
  return new Map(members.map((each) => [each.memberId, each]))
}

/** Everybody of the staff who is named in it. */
export function signedInTeamsWords<View>(view: View, team: ReadonlyMap<string, Signature>): View {
  if (team.size === 0) return view
  return everyIn(view, (each) => {
    const known = isSignature(each) ? team.get(each.memberId) : undefined
    return known === undefined ? each : signedAs(each as Signature, known)
  }) as View
}
