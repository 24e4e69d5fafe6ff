/**
 * The chains of a relay that lost them, offered in the order in which they were
 * once let in: each author was in then, so each is let in again. Only a device
 * that sees all chains of the space may do it: who sees a part of them would
 * bring a removal before what the removed device had signed by then, and the
 * relay would refuse that for ever. What is there already is answered so, and
 * costs nothing more. SX124.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import { isBusy, requestOverhead } from './push.ts'
import { withinLimits } from './push-plan.ts'
import type { RelayClient, RelayFailure } from './relay-client.ts'

export interface OfferedChains {
  /** Groups whose chains grew there by this. */
  readonly moved: ReadonlySet<GroupId>
}

/** `controls` in their order; of one group none is left out but from its beginning. */
export async function offerChains(
  relay: Pick<RelayClient, 'appendControl'>,
  space: SpaceId,
  controls: readonly ControlEntry[],
): Promise<Result<OfferedChains, RelayFailure | { readonly type: 'busy' }>> {
  const moved = new Set<GroupId>()
  /** The relay has something else there: the rest of that chain does not fit either. */
  const other = new Set<GroupId>()
  let rest = controls
  while (rest.length > 0) {
    const batch = withinLimits(rest, ({ bytes }) => bytes.length + requestOverhead)
    const answer = await relay.appendControl(
      space,
      batch.map(({ bytes }) => ({ control: bytes, boxes: [] })),
    )
    if (!answer.ok) return answer
    const refused = answer.value.findIndex(({ type }) => type === 'refused')
    const taken = refused === -1 ? batch.length : refused
    for (const [index, { header }] of batch.slice(0, taken).entries()) {
      if (answer.value[index]?.type === 'stored') moved.add(header.group)
    }
    rest = rest.slice(taken)
    const refusal = answer.value[refused]
    if (refusal?.type !== 'refused') continue
    if (isBusy(refusal.problem)) return err({ type: 'busy' })
    const { group } = rest[0]!.header
    // All others follow the team's.
    if ((group as string) === space) break
    other.add(group)
    rest = rest.filter(({ header }) => !other.has(header.group))
  }
  return ok({ moved })
}
