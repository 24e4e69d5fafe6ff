/**
 * A device takes another identity: in one control the new one comes in as exactly
 * what the old one is on this chain, and the old one leaves. It is never beside
 * it, so whoever has a copy of a device gains no second one, and the device that
 * is still in its owner's hands finds itself out. Rules MB180, MB255, MB256.
 */
import { err, ok } from '../lib/result.ts'
import type { SucceedControl } from '../protocol/control.ts'
import type { ChainDevice } from './chain.ts'
import { markOfSuccessor } from './managed.ts'
import { newcomer, refusalOfKeys } from './newcomer.ts'
import { activeOn, needsTeam } from './standing.ts'
import type { Step, Stepped } from './steps.ts'

export function succeed({ chain, team, entry }: Step, { keys }: SucceedControl): Stepped {
  const { author, groupSeq, team: cited } = entry.header
  const former = activeOn(chain, author, chain.seq)
  // Clinical staff stand in groups that do not name them: there is nothing there to hand over.
  if (former === undefined) return err({ type: 'not-a-member' })
  if (chain.devices[keys.device] !== undefined) return err({ type: 'already-member' })
  const lent = team?.devices[keys.device]
  const isKnown = lent !== undefined && lent.since <= cited.seq
  const isTheirs = needsTeam(chain.kind, former.role) && isSame(former, team && activeOn(team, keys.device, cited.seq))
  if (isKnown && !isTheirs) return err({ type: 'already-member' })
  const refused = refusalOfKeys(keys)
  if (refused !== undefined) return err(refused)
  const { letInBy, member, role } = former
  const grown = newcomer(chain, entry, { keys, role, member, invite: null }, letInBy)
  return ok({
    ...grown,
    devices: { ...grown.devices, [author]: { ...former, removedAt: groupSeq } },
    lastRemoval: groupSeq,
    managed: markOfSuccessor(grown.managed, author, keys.device),
  })
}

/** An associate whom the team names already: as the same member, and still in. */
function isSame({ member, role }: ChainDevice, lent: ChainDevice | undefined): boolean {
  return lent?.role === role && lent.member === member
}
