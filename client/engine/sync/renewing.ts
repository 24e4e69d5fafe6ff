/**
 * Who left knows the keys that were in use until then. A group whose key
 * somebody knows who left gets a new one before this device seals words into it,
 * and while they are typed (KR700). What is asked with every save is here and
 * asks nobody; the rest is loaded when a group is due.
 */
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { Timer } from '../platform/timer.ts'
import type { HouseWorkPart } from './house-work.ts'
import type { RenewGroupsDeps } from './renew-groups.ts'

/** A new key takes a tenth of a second and one round trip. Longer nobody's save is held up. */
export const longestWaitMs = 1_500

export interface RenewingDeps extends RenewGroupsDeps {
  readonly device: DeviceId
  readonly part: HouseWorkPart
  readonly timer: Timer
  /** All that who left wrote there is here: a new key says where their feeds end. */
  readonly isWhole: (chain: ChainState) => boolean
  /** The relay was put back to an older copy just now: no chain is added to. */
  readonly isSettling: () => boolean
}

/** Undefined, at once, where there is nothing to wait for. Else it resolves soon, renewed or not. */
export type Renewing = (groups: readonly GroupId[], forWhom: 'somebody' | 'the device') => Promise<void> | undefined

export function createRenewing(deps: RenewingDeps): Renewing {
  const { chains, device, part, timer } = deps

  /** A robot has not read what those who left wrote; of the public the person herself gives her own groups new keys. */
  function mayRenew({ devices, kind }: ChainState): boolean {
    if (kind === 'board' || part === 'door') return false
    return part === 'all' || (kind !== 'team' && devices[device]?.role === 'patient')
  }

  function isDue(group: GroupId): boolean {
    const chain = chains.state(group)
    if (chain === undefined || chain.epochs.length === 0) return false
    const team = chain.kind === 'team' ? undefined : chains.team()
    // Who left the team by itself knows its key, and by that every key sealed to it, until somebody gives it the next.
    const wantsKey = isStale(chain, team) || (team !== undefined && isDue(team.group))
    return wantsKey && mayRenew(chain) && deps.isWhole(chain) && !deps.isSettling()
  }

  const load = loadOnce(async () => (await import('./renew-groups.ts')).createRenewGroups(deps, isDue))

  return (groups, forWhom) => {
    const { hasSession, offlineSince } = deps.syncState()
    if (!hasSession || offlineSince !== null) return undefined
    const due = groups.filter(isDue)
    if (due.length === 0) return undefined
    return new Promise((resolve) => {
      const over = new AbortController()
      const cancel = timer.after(longestWaitMs, () => {
        over.abort()
        resolve()
      })
      const renewed = load().then((renew) => renew(due, forWhom, over.signal))
      // Without its file the key is renewed in a quiet moment, as ever.
      void renewed
        .catch(() => {})
        .finally(cancel)
        .then(resolve)
    })
  }
}
