/**
 * With whom of her family a person shares what now: read off the chains (who is
 * in her circle) and her agreements. Who is out of the circle is shared nothing
 * with, whatever was agreed before. Rules SR.
 */
import type { GroupId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { AgreementRow } from '../../domain/projections/sharing-rows.ts'
import type { SharedKind } from '../../domain/records/agreement.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { firstLetIn, isFamilyPrivate } from '../membership/private-owner.ts'
import type { Rows } from '../read-model/rows.ts'

export interface FamilyMember {
  readonly member: MemberId
  readonly inCircle: boolean
  /** Let out of it; false for who never was in. */
  readonly leftCircle: boolean
  readonly agreements: readonly AgreementRow[]
}

export interface FamilyDeps {
  readonly chains: Pick<Chains, 'circleOf' | 'privateOf' | 'publicAbout'>
  readonly rows: Pick<Rows, 'find'>
}

/** Everybody of her family who is or was in her circle, or has a group of their own: as far as this device knows of them. */
export async function familyOf({ chains, rows }: FamilyDeps, person: PersonId): Promise<readonly FamilyMember[]> {
  const own = chains.privateOf(person, null)
  const circle = chains.circleOf(person)
  const agreements = own === undefined ? [] : await rows.find('agreements', { partition: person, groupId: own.group })
  const named = Object.values(circle?.devices ?? {}).filter(({ role }) => role === 'family')
  const owners = chains.publicAbout(person).filter(isFamilyPrivate).map(ownerOf)
  const now = new Set(circle === undefined ? [] : inNow(circle).map(({ member }) => member))
  return [...new Set([...named.map(({ member }) => member), ...owners])].map((member) => ({
    member,
    inCircle: now.has(member),
    leftCircle: !now.has(member) && named.some((device) => device.member === member),
    agreements: agreements.filter(({ memberId }) => memberId === member),
  }))
}

export function isShared({ agreements, inCircle }: FamilyMember, kind: SharedKind): boolean {
  return inCircle && agreements.some((row) => row.kind === kind && row.on)
}

/** Groups of those with whom this kind is shared now. */
export async function groupsSharing(
  deps: FamilyDeps,
  person: PersonId,
  kind: SharedKind,
): Promise<readonly { readonly member: MemberId; readonly group: GroupId }[]> {
  const family = await familyOf(deps, person)
  return family.flatMap((one) => {
    const chain = isShared(one, kind) ? deps.chains.privateOf(person, one.member) : undefined
    return chain === undefined ? [] : [{ member: one.member, group: chain.group }]
  })
}

function ownerOf(chain: ChainState): MemberId {
  return firstLetIn(chain)!.member
}
