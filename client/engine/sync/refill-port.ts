/** What filling a restored relay needs, and what is counted for it: shared by when (refill.ts) and how (run-refill.ts). */
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { BlobMarks } from '../blobs/blob-marks.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { ControlLog } from './control-log.ts'
import type { Frontiers } from './frontiers.ts'
import type { OwnFeeds } from './own-feeds.ts'
import type { RelayClient } from './relay-client.ts'

export interface RefillDeps {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly relay: Pick<RelayClient, 'append' | 'appendControl'>
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly chains: Chains
  readonly controlLog: ControlLog
  readonly frontiers: Frontiers
  readonly feeds: Pick<OwnFeeds, 'all'>
  readonly blobMarks: BlobMarks
  readonly clock: Clock
  readonly commitLock: Serial
  /** What the stream leaves out, it does not lack. */
  readonly mayRead: (chain: ChainState) => boolean
  /** All that is here was offered: what the relay refused of our own may be taken now, and boxes may be wanting. */
  readonly onOffered: () => void
}

/** How many entries of each chain and feed the relay holds. */
export interface Held {
  readonly chains: Map<GroupId, number>
  readonly feeds: Map<string, number>
  /** Own entries that it had taken before and took anew: what it lacked until then, shown as if it had not. */
  givenBack: number
}

export function feedOf(group: GroupId, author: DeviceId): string {
  return `${group}/${author}`
}

/** The team's own but associates: nobody else may bring chains back (refill-chains.ts). */
export function seesAllChains({ chains, device }: Pick<RefillDeps, 'chains' | 'device'>): boolean {
  const own = chains.team()?.devices[device]
  return own !== undefined && own.removedAt === null && own.role !== 'associate'
}
