/** The groups a person has from the first day, each made where it is missing: the care record with who looks after it, and her own. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { Chains } from './chains.ts'
import type { AdminPlan, AdminRefusal, GroupAdmin, NewAccess } from './group-admin.ts'

export interface PersonGroupsDeps {
  readonly chains: Pick<Chains, 'careChainOf' | 'privateOf'>
  readonly admin: Pick<GroupAdmin, 'createGroup'>
}

export async function planPersonGroups(
  { admin, chains }: PersonGroupsDeps,
  about: PersonId,
  access: readonly NewAccess[],
): Promise<Result<readonly AdminPlan[], AdminRefusal>> {
  const plans: AdminPlan[] = []
  const wanted = [
    chains.careChainOf(about) === undefined && ({ kind: 'care', about, access } as const),
    chains.privateOf(about, null) === undefined && ({ kind: 'private', about, owner: null } as const),
  ]
  for (const group of wanted) {
    if (group === false) continue
    const plan = await admin.createGroup(group)
    if (!plan.ok) return plan
    plans.push(plan.value)
  }
  return ok(plans)
}
