/**
 * What follows from the chains: who may read, who may write, whose key it is,
 * and when a new epoch is due. Relay and clients ask here, and only here.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, GroupId, Instant, MemberId } from '../lib/ids.ts'
import { isEnding, isOpening, isReplaced, type Opening } from './break-glass.ts'
import type { ChainAccess, ChainDevice, ChainEpoch, ChainState } from './chain.ts'
import { activeOn, isClinical, namedAt, type SeenHeads, standingAt } from './standing.ts'
import { isTakenBack, takesBack } from './taking-back.ts'

type Team = ChainState | undefined

/** The device as the group's own chain names it, else as the team's does; removed ones too. */
export function deviceIn(chain: ChainState, team: Team, device: DeviceId): ChainDevice | undefined {
  return chain.devices[device] ?? team?.devices[device]
}

export function isActiveNow(chain: ChainState, team: Team, device: DeviceId): boolean {
  return standingAt(chain, team, device, headsOf(chain, team)) !== undefined
}

/** Whether the device might write in the group as of the heads an entry cites. */
export function isActiveAt(chain: ChainState, team: Team, device: DeviceId, heads: SeenHeads): boolean {
  const standing = standingAt(chain, team, device, heads)
  return standing !== undefined && holdsKey(chain, standing)
}

/** Writing needs membership, not access: nobody's offline note is refused for a caseload that changed meanwhile. */
export function canWrite(chain: ChainState, team: Team, device: DeviceId): boolean {
  return isActiveAt(chain, team, device, headsOf(chain, team))
}

/** Whether the group needs a new epoch: it has none, somebody left or the kit let somebody in since, or the team's key moved on. */
export function isStale(chain: ChainState, team: Team): boolean {
  const newest = chain.epochs.at(-1)
  const lastChange = Math.max(
    chain.lastRemoval,
    chain.recoveries.at(-1)?.at ?? -1,
    chain.pastArchives.at(-1)?.replacedAt ?? -1,
  )
  if (newest === undefined || newest.at < lastChange) return true
  return chain.kind !== 'team' && team !== undefined && newest.teamEpoch < team.epochs.length - 1
}

export interface ReadQuestion {
  readonly chain: ChainState
  readonly team: Team
  /** The care chain of the person the group is about; access to it covers their private groups and circle. */
  readonly careChain: ChainState | undefined
  readonly device: DeviceId
  readonly now: Instant
  /** Asked for the board alone: whether a private group or circle of the space has the device in. */
  readonly isInPublicGroup: () => boolean
}

/** Whether the relay may serve the group's entries and boxes to the device. */
export function canRead({ chain, team, careChain, device, now, isInPublicGroup }: ReadQuestion): boolean {
  if (chain.kind === 'board') return isInTeam(team, device) || isInPublicGroup()
  const own = namedAt(chain, team, device, headsOf(chain, team))
  if (own !== undefined && holdsKey(chain, own)) return true
  if (chain.kind === 'team' || team === undefined) return false
  const lent = activeOn(team, device, team.seq)
  if (lent === undefined || !isClinical(lent.role)) return false
  const granting = chain.kind === 'care' ? chain : careChain
  return granting !== undefined && granting.about === chain.about && hasAccess(granting, team, lent.member, now)
}

/** Whether a private group or circle among `chains` has the device in: then it reads the board. */
export function isInPublicGroup(chains: Iterable<ChainState>, team: Team, device: DeviceId): boolean {
  for (const chain of chains) {
    const isPublic = chain.kind === 'private' || chain.kind === 'circle'
    if (isPublic && namedAt(chain, team, device, headsOf(chain, team)) !== undefined) return true
  }
  return false
}

/** Whether a live access on the care chain names the member, or a round the member looks after. */
export function hasAccess(careChain: ChainState, team: ChainState, member: MemberId, now: Instant): boolean {
  return careChain.access.some((access) => isLive(careChain, access, now) && namesMember(access, team, member))
}

/**
 * It has not run out, nobody has ended what she granted herself, nor taken back what she was given. What ends
 * another's gives nothing, by no clock.
 */
export function isLive(careChain: ChainState, access: ChainAccess, now: Instant): boolean {
  if (isEnding(access) || takesBack(access)) return false
  const isOver = isOpening(access) ? isReplaced(careChain, access) : isTakenBack(careChain, access)
  return !isOver && (access.until === null || access.until > now)
}

function namesMember({ to }: ChainAccess, team: ChainState, member: MemberId): boolean {
  return to.type === 'member' ? to.member === member : (team.rounds[to.round]?.includes(member) ?? false)
}

/** By a round, or by what somebody else granted: not because she opened it herself. */
export function looksAfter(careChain: ChainState, team: ChainState, member: MemberId, now: Instant): boolean {
  const isOwn = (access: ChainAccess) => isOpening(access) && access.to.member === member
  const others = { ...careChain, access: careChain.access.filter((access) => !isOwn(access)) }
  return hasAccess(others, team, member, now)
}

/** By nothing but what this member granted herself; undefined where somebody else let her in too, or nothing is open. */
export function openByOneself(
  careChain: ChainState,
  team: ChainState,
  member: MemberId,
  now: Instant,
): Opening | undefined {
  const isOwn = (access: ChainAccess): access is Opening => isOpening(access) && access.to.member === member
  if (looksAfter(careChain, team, member, now)) return undefined
  return careChain.access.filter(isOwn).findLast((access) => isLive(careChain, access, now))
}

/** The chains a device may see: staff all of the space, others their own groups', the team's and the board's. */
export function readableChains(
  chains: readonly ChainState[],
  team: ChainState,
  device: DeviceId,
): readonly ChainState[] {
  const onTeam = activeOn(team, device, team.seq)
  if (onTeam !== undefined && onTeam.role !== 'associate') return chains
  // Being named on the board alone makes nobody one of the space.
  const own = chains.filter((chain) => chain.kind !== 'board' && isNamed(chain, team, device))
  if (own.length === 0) return []
  return chains.filter((chain) => chain.kind === 'team' || chain.kind === 'board' || own.includes(chain))
}

export interface BoxRecipient {
  readonly recipient: DeviceId | GroupId
  readonly kemKey: Bytes
}

/**
 * Everybody the key of `epoch` is sealed to: the named devices that are in, and the team behind them. The public
 * get the board's key as a record, whether they may post or not; its boxes are for those of the team who hold no team
 * key: associates, and information governance.
 */
export function boxRecipients(chain: ChainState, team: Team, epoch: ChainEpoch): readonly BoxRecipient[] {
  const named =
    chain.kind === 'board'
      ? Object.values(team?.devices ?? {}).filter(({ removedAt, role }) => removedAt === null && !isClinical(role))
      : Object.values(chain.devices).filter(
          (device) => isNamed(chain, team, device.keys.device) && holdsKey(chain, device),
        )
  const devices = named.map(({ keys }) => ({ recipient: keys.device, kemKey: keys.kemKey }))
  const teamEpoch = chain.kind === 'team' ? undefined : team?.epochs[epoch.teamEpoch]
  return team === undefined || teamEpoch === undefined
    ? devices
    : [...devices, { recipient: team.group, kemKey: teamEpoch.kemKey }]
}

/** Associates and information governance are named on the team chain but hold no team key. */
function holdsKey(chain: ChainState, { role }: ChainDevice): boolean {
  return chain.kind !== 'team' || isClinical(role)
}

function headsOf(chain: ChainState, team: Team): SeenHeads {
  return { groupSeq: chain.seq, teamSeq: team?.seq ?? 0 }
}

function isNamed(chain: ChainState, team: Team, device: DeviceId): boolean {
  return namedAt(chain, team, device, headsOf(chain, team)) !== undefined
}

function isInTeam(team: Team, device: DeviceId): boolean {
  return team !== undefined && activeOn(team, device, team.seq) !== undefined
}
