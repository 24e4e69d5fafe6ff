/**
 * What a save will take is fetched while its words are still being typed: the
 * keys of the groups it is sealed for, the pages its rows lie on, the code. The
 * tap then waits for little but the disk. Nothing is written here, and without
 * it a save only takes longer (CM265).
 */
import type { GroupId, PersonId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import { groupsSharing } from '../sharing/family.ts'
import type { Renewing } from '../sync/renewing.ts'
import { chainOfThread } from './chain-of-thread.ts'

export interface PrepareDeps {
  readonly chains: Chains
  readonly rows: Rows
  readonly sealer: Pick<EntrySealer, 'prepare'>
  readonly space: SpaceId
  readonly renewing: Renewing
}

/** By the name of the draft. */
export async function prepareWriting(deps: PrepareDeps, draftKey: string): Promise<void> {
  const [form, about = '', visitId = ''] = draftKey.split('/')
  if (form === 'visit') await prepareVisit(deps, about as PersonId, visitId)
  if (form === 'message') await prepareGroups(deps, [chainOfThread(deps.chains, about)])
}

async function prepareVisit(deps: PrepareDeps, person: PersonId, visitId: string): Promise<void> {
  const { chains, rows } = deps
  await Promise.all([
    import('./write-visit.ts'),
    prepareGroups(deps, [chains.careChainOf(person), chains.privateOf(person, null)]),
    groupsSharing(deps, person, 'next-steps').then((family) =>
      prepareGroups(
        deps,
        family.map(({ group }) => chains.state(group)),
      ),
    ),
    rows.open([person], ['banners', 'alerts', 'latest', 'nextSteps']),
    rows.newest('story', person, 1),
    rows.findMany('directory', [person]),
    rows.findMany('visitStates', [visitId]),
  ])
}

async function prepareGroups(deps: PrepareDeps, some: readonly (ChainState | undefined)[]) {
  const { chains, renewing, sealer, space } = deps
  const groups = some.flatMap((chain) => (chain === undefined ? [] : [chain.group]))
  await renewing(groups, 'somebody')
  const epochOf = (group: GroupId) => (chains.state(group)?.epochs.length ?? 0) - 1
  await Promise.all(groups.map((group) => sealer.prepare({ space, group, epoch: epochOf(group) })))
}
