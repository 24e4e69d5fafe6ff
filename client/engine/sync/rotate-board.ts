/**
 * Once a month the board gets a new key: every phone of the public holds it, and
 * who left should not hold it for ever. When it became the newest is read off
 * the records that brought it to the groups. Staff devices come one after the
 * other, each ten minutes later, so that one of them does it. Who removed a lost
 * phone brings a new one at once. Rules GK10, GK302.
 */
import type { DeviceId, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { isGone } from '../../../shared/membership/gone.ts'
import type { Chains } from '../membership/chains.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import { type GroupTurnDeps, groupTurn } from '../membership/group-turn.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { postPlan } from './post-plan.ts'
import type { RelayClient } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export const boardKeyForMs = 30 * 24 * 60 * 60_000
const turnMs = 10 * 60_000
const due = { store: 'meta', prefix: 'board-due/', end: 'board-due0' } as const

/** This device removed a phone that holds the board's key: on the disk before that, so that a kill forgets nothing. */
export function boardDueWrite(phone: DeviceId): Write {
  return { store: due.store, key: `${due.prefix}${phone}`, value: new Uint8Array([1]) }
}

export interface RotateDeps extends Pick<GroupTurnDeps, 'device'> {
  readonly space: SpaceId
  readonly relay: RelayClient
  readonly chains: Chains
  readonly keyring: Keyring
  readonly admin: GroupAdmin
  readonly rows: Rows
  readonly store: DeviceStore
  readonly clock: Clock
  readonly onActed: (group: GroupId) => void
  readonly onLostRace: () => void
}

export function createBoardRotation(deps: RotateDeps): () => Promise<StepOutcome> {
  const { admin, chains, clock, store } = deps

  /** Of phones that are in nowhere any more: before that the new key would still be brought to them. */
  async function removedHere(): Promise<readonly string[]> {
    const keys = (await store.scan(due.store, due.prefix, due.end)).map(({ key }) => key)
    return keys.filter((key) => isGone(chains.all(), chains.team(), key.slice(due.prefix.length) as DeviceId))
  }

  async function isMonthOver(): Promise<boolean> {
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
    const asked = await removedHere()
    if (board === undefined || !(asked.length > 0 || (await isMonthOver()))) return { type: 'ok' }
    const plan = await admin.newEpoch(board.group)
    if (!plan.ok) return { type: 'ok' }
    const posted = await postPlan(deps, plan.value)
    if (posted.type === 'lost-race') deps.onLostRace()
    if (posted.type === 'ok') {
      deps.onActed(board.group)
      await store.commit(asked.map((key) => ({ store: due.store, key, value: null })))
    }
    return posted.type === 'lost-race' ? { type: 'ok' } : posted
  }
}
