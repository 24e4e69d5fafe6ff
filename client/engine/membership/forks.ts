/**
 * The alarms of this device: what it refused because it shows a second history.
 * They are read off what was parked, so they lie on the disk and outlast every
 * restart; nothing takes them back, since what was signed cannot be unsaid.
 *
 * 1. Of the team's chain: nothing more is written on this device.
 * 2. Of another group's chain: nothing more is written into that group.
 * 3. Of a colleague's feed: nothing stops. The entry that came first stays, and
 *    the other one is shown to nobody.
 * 4. A colleague's snapshot that is not what its entries say: nothing stops, and
 *    the document here is what the entries make.
 *
 * Reading goes on, and so does sending: what was sealed before names the history
 * that was known here, by which others notice too. SX121, SX122.
 */
import type { DeviceId, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { contradictionOf } from '../../../shared/membership/fork.ts'
import { type Entry, parseEntry } from '../../../shared/protocol/entry.ts'
import type { Parked, Refused } from '../receive/parked.ts'
import type { Chains } from './chains.ts'

export interface Fork {
  readonly type: 'team' | 'group' | 'feed' | 'snapshot'
  /** The chain that has two histories, or the group of the feed. */
  readonly group: GroupId
  /** What was refused for it. */
  readonly evidence: Entry
  readonly signer: DeviceId
  readonly at: Instant
}

export interface Forks {
  /** One for each chain and each feed, by what showed it first. */
  readonly all: () => readonly Fork[]
  /** Whether nothing more may be written there. */
  readonly stops: (group: GroupId) => boolean
}

export interface ForksDeps {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly parked: Pick<Parked, 'refused'>
  readonly chains: Pick<Chains, 'state' | 'team'>
}

const alarms: ReadonlySet<string> = new Set(['control-fork', 'feed-fork', 'false-snapshot'])

export function createForks({ chains, device, parked, space }: ForksDeps): Forks {
  const found = new Map<string, Fork | null>()

  function forkOf(refused: Refused): Fork | null {
    if (!alarms.has(refused.reason)) return null
    const known = found.get(refused.id)
    if (known !== undefined) return known
    const fork = readFork(refused)
    found.set(refused.id, fork)
    return fork
  }

  function readFork({ at, bytes, reason }: Refused): Fork | null {
    const parsed = parseEntry(bytes)
    if (!parsed.ok) return null
    const evidence = parsed.value
    const { author: signer, group } = evidence.header
    // Of its own feed the device tells by what was not sent (SX102).
    if (reason === 'feed-fork') return signer === device ? null : { type: 'feed', group, evidence, signer, at }
    if (reason === 'false-snapshot') return { type: 'snapshot', group, evidence, signer, at }
    const where = contradictionOf(evidence, chains.state(group), chains.team())?.group ?? group
    return { type: (where as string) === space ? 'team' : 'group', group: where, evidence, signer, at }
  }

  function all(): readonly Fork[] {
    const byPlace = new Map<string, Fork>()
    for (const fork of parked.refused().map(forkOf)) {
      if (fork === null) continue
      const isOfDevice = fork.type === 'feed' || fork.type === 'snapshot'
      const place = isOfDevice ? `${fork.type}/${fork.group}/${fork.signer}` : fork.group
      const before = byPlace.get(place)
      if (before === undefined || fork.at < before.at) byPlace.set(place, fork)
    }
    const forks = [...byPlace.values()]
    // Where the team has two histories its groups get two as well: that is told once.
    const isOfTeam = forks.some(({ type }) => type === 'team')
    return isOfTeam ? forks.filter(({ type }) => type !== 'group') : forks
  }

  return {
    all,
    stops: (group) => all().some((fork) => fork.type === 'team' || (fork.type === 'group' && fork.group === group)),
  }
}
