/**
 * Once a month the board gets a new key: every phone of the public holds it, and
 * who left should not hold it for ever. When it became the newest is read off
 * the records that brought it to the groups. Staff devices come one after the
 * other, each ten minutes later, so that one of them does it. Rule GK10.
 */
import type { GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import type { Chains } from '../membership/chains.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import { type GroupTurnDeps, groupTurn } from '../membership/group-turn.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import { postPlan } from './post-plan.ts'
import type { RelayClient } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export const boardKeyForMs = 30 * 24 * 60 * 60_000
const turnMs = 10 * 60_000

export interface RotateDeps extends Pick<GroupTurnDeps, 'device'> {
  readonly space: SpaceId
  readonly relay: RelayClient
  readonly chains: Chains
  readonly keyring: Keyring
  readonly admin: GroupAdmin
  readonly rows: Rows
  readonly clock: Clock
  readonly onActed: (group: GroupId) => void
  readonly onLostRace: () => void
}

export function createBoardRotation(deps: RotateDeps): () => Promise<StepOutcome> {
  const { admin, chains, clock } = deps

  async function isDue(): Promise<boolean> {
    const board = chains.board()
    if (board === undefined) return false
    const newest = board.epochs.length - 1
    const keys = await deps.rows.find('boardKeys')
    const times = keys.flatMap(({ at, epoch }) => (epoch === newest && at !== undefined ? [at] : []))
    if (times.length === 0) return false
    const since = Math.min(...times) as Instant
    const turn = groupTurn({ ...deps, now: clock.now() }, board)
    return clock.now() - since >= boardKeyForMs + turn * turnMs
  }

  return async () => {
    const board = chains.board()
    if (board === undefined || !(await isDue())) return { type: 'ok' }
    const plan = await admin.newEpoch(board.group)
    if (!plan.ok) return { type: 'ok' }
    const posted = await postPlan(deps, plan.value)
    if (posted.type === 'lost-race') deps.onLostRace()
    if (posted.type === 'ok') deps.onActed(board.group)
    return posted.type === 'lost-race' ? { type: 'ok' } : posted
  }
}
