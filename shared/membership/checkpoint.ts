/**
 * How far the relay's own log of fetches goes, put on the team chain by the relay
 * once a day. It is the one thing a relay may write, and it is in nothing: no
 * device, no member, no key of any group. Rules MB140 to MB142.
 */
import { err, ok, type Result } from '../lib/result.ts'
import { type CheckpointControl, relayIdOf } from '../protocol/control.ts'
import type { ControlHeader } from '../protocol/entry.ts'
import type { ChainRefusal, ChainState } from './chain.ts'
import { belongsOn } from './role-rules.ts'

/** A quarter of a year of days. Every device of the space keeps them, so they do not grow for ever. */
export const checkpointsKept = 100

/** Whether `author` is the relay that the team's genesis names. */
export function isRelayOf(team: ChainState, author: string): boolean {
  return team.relay !== null && relayIdOf(team.relay) === author
}

export function keepCheckpoint(
  chain: ChainState,
  { author, writtenAt }: ControlHeader,
  { hash, page }: CheckpointControl,
): Result<ChainState, ChainRefusal> {
  if (!belongsOn(chain.kind, 'checkpoint')) return err({ type: 'wrong-kind' })
  if (!isRelayOf(chain, author)) return err({ type: 'author-not-active' })
  if (page <= (chain.checkpoints.at(-1)?.page ?? 0)) return err({ type: 'checkpoint-number' })
  return ok({ ...chain, checkpoints: [...chain.checkpoints, { page, hash, writtenAt }].slice(-checkpointsKept) })
}
