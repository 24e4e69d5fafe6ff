/** The lease of the vault that was looked at last, and what the clock has shown by now. Rules VA of lease.ts. */
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from './device-store.ts'
import {
  encodeLease,
  isWorthWriting,
  type Lease,
  type LeaseStanding,
  type LeaseTerm,
  leasePlace,
  newLease,
  parseLease,
  seenNow,
  standingOf,
} from './lease.ts'

export interface VaultLease {
  /** Also what the clock has shown by now is kept. */
  readonly look: (term: LeaseTerm) => Promise<LeaseStanding>
  /** The relay has answered; nothing before the first look. */
  readonly renew: () => Promise<void>
  readonly standing: () => LeaseStanding | null
}

export function createVaultLease({
  clock,
  store,
}: {
  readonly clock: Clock
  readonly store: Pick<DeviceStore, 'commit' | 'get'>
}): VaultLease {
  let held: { readonly lease: Lease; readonly term: LeaseTerm } | null = null

  async function onDisk(): Promise<Lease> {
    return parseLease(await store.get(leasePlace.store, leasePlace.key), clock.now())
  }

  /** On a full disk the lease stays as it was: sooner over, never longer than it should be. */
  async function keep(before: Lease, after: Lease): Promise<void> {
    if (isWorthWriting(before, after)) await store.commit([{ ...leasePlace, value: encodeLease(after) }])
  }

  return {
    look: async (term) => {
      const before = await onDisk()
      held = { lease: seenNow(before, clock.now(), term), term }
      await keep(before, held.lease)
      return standingOf(held.lease, clock.now(), term)
    },
    renew: async () => {
      if (held === null) return
      held = { ...held, lease: newLease(clock.now()) }
      await keep(await onDisk(), held.lease)
    },
    standing: () => (held === null ? null : standingOf(held.lease, clock.now(), held.term)),
  }
}
