/** The alarms of this device, as people are told of them. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import type { ForkView } from '../../engine-api/sync-views.ts'
import type { Fork } from '../membership/forks.ts'
import type { Facts } from './facts.ts'

export function forkViews(
  { session, staff }: Pick<Facts, 'session' | 'staff'>,
  initialsOf: (personId: PersonId) => string,
): readonly ForkView[] {
  const { chains, forks } = session.device
  return forks.all().map((fork: Fork): ForkView => {
    const { at, evidence, group, signer, type } = fork
    const chain = chains.state(group)
    const member = chain === undefined ? undefined : deviceIn(chain, chains.team(), signer)?.member
    const about = chain?.about ?? null
    return {
      ...{ id: evidence.id, type, at },
      groupKind: chain?.kind ?? 'team',
      initials: about === null ? '' : initialsOf(about),
      signer: staff.get(member ?? '')?.signature ?? null,
    }
  })
}
