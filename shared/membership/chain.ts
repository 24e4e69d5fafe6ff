/**
 * The chain reducer: who is in a group, in which epochs, and who may read it.
 *
 * Relay and clients run this one function over the same signed control entries
 * and get the same state. It is pure and synchronous and sees no content; the
 * caller has verified the entry's signature with the key of `signerOf`. What an
 * author may do is judged as of the team head the entry cites, so a chain can be
 * replayed after its authors have left; that reference never goes back along a
 * chain, so nobody can act as of a time before they were removed. SPEC.md.
 */

import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant, InviteId, MemberId, PersonId, RoundId, SpaceId } from '../lib/ids.ts'
import { zeroHash } from '../lib/ids.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { AccessTarget, ArchiveKey, DeviceKeys, GroupKind, ProposedAct, Role } from '../protocol/control.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import { keepCheckpoint } from './checkpoint.ts'
import { beginChain } from './genesis.ts'
import { rootOfKit } from './proposals.ts'
import { adminCount, fewestAdmins } from './readiness.ts'
import { standingAt } from './standing.ts'
import { applyBody, recover } from './steps.ts'

export interface ChainDevice {
  readonly keys: DeviceKeys
  /** As it is now; as of an earlier head it is `activeOn` that says. */
  readonly role: Role
  /** The control number that made an administrator of clinical staff; null where the role never changed. */
  readonly adminSince: number | null
  readonly member: MemberId
  /** The control number that let it in. */
  readonly since: number
  /** The control number that removed it; null while it is in. It never comes back: a new device is a new id. */
  readonly removedAt: number | null
  readonly invite: InviteId | null
  /**
   * The device that signed what let it in; of what another became, whoever let that one in. Null: from before it was
   * kept, so it is nobody's word.
   */
  readonly letInBy: DeviceId | null
}

export interface ChainEpoch {
  readonly epoch: number
  readonly commitment: Bytes
  readonly kemKey: Bytes
  readonly back: Bytes
  readonly archiveBox: Bytes
  readonly teamEpoch: number
  /** The control number that began it. */
  readonly at: number
}

export interface ChainAccess {
  readonly to: AccessTarget
  readonly reason: string
  readonly until: Instant | null
  readonly by: DeviceId
  readonly at: number
  /** By its author's clock. */
  readonly writtenAt: Instant
  /** Granted to the granter's own self: breaking the glass, unless it is part of setting somebody up. */
  readonly self: boolean
}

/** An administrator who put herself on a round: without an end, without a reason, and with nobody's yes. */
export interface OwnRound {
  readonly round: RoundId
  readonly member: MemberId
  /** By her own clock. */
  readonly writtenAt: Instant
}

export interface ChainCheckpoint {
  readonly page: number
  readonly hash: EntryId
  /** When, by the relay's clock. */
  readonly writtenAt: Instant
}

export interface ChainProposal {
  readonly id: EntryId
  readonly act: ProposedAct
  readonly by: DeviceId
  readonly at: number
  readonly writtenAt: Instant
  readonly until: Instant
  /** Of a new kit: the control number by which two of its sheets were given back; null before. */
  readonly keptAt: number | null
  readonly decided: ChainDecision | null
}

export interface ChainDecision {
  readonly isApproved: boolean
  readonly by: DeviceId
  readonly at: number
  readonly writtenAt: Instant
}

/** A device whose disk the organisation encrypts and can wipe, as an administrator says. */
export interface ManagedDevice {
  readonly device: DeviceId
  readonly by: DeviceId
  readonly writtenAt: Instant
}

/** A device let in by the recovery kit alone. */
export interface ChainRecovery {
  readonly device: DeviceId
  readonly at: number
  readonly writtenAt: Instant
}

export interface PastArchive {
  readonly archive: ArchiveKey
  /** The control number that put another in its place. */
  readonly replacedAt: number
}

/** Plain data: it can be stored, sent to a worker and compared as it is. */
export interface ChainState {
  readonly group: GroupId
  readonly space: SpaceId
  readonly kind: GroupKind
  readonly about: PersonId | null
  /** Whose genesis it is. */
  readonly founder: DeviceId
  readonly seq: number
  readonly head: EntryId
  /** Entry id by control number. */
  readonly hashes: readonly EntryId[]
  /** Team reference by control number; never falls. All 0 on the team chain. */
  readonly teamSeqs: readonly number[]
  readonly devices: Readonly<Record<DeviceId, ChainDevice>>
  readonly epochs: readonly ChainEpoch[]
  readonly cuts: Readonly<Record<DeviceId, number>>
  readonly access: readonly ChainAccess[]
  readonly rounds: Readonly<Record<RoundId, readonly MemberId[]>>
  readonly archive: ArchiveKey | null
  /** Of the team's recovery kit; null where it has none of its own. */
  readonly root: Bytes | null
  /** The control number by which the kit was first given back; null before. */
  readonly kitKeptAt: number | null
  /** Of the team's relay; null where its genesis names none. */
  readonly relay: Bytes | null
  /** Of the relay's fetch log, oldest first: the last hundred. */
  readonly checkpoints: readonly ChainCheckpoint[]
  readonly pastArchives: readonly PastArchive[]
  /** The control number by which two people were administrators first, where the kit is the team's own; null before. */
  readonly pairedAt: number | null
  /** All there ever were, in order. */
  readonly proposals: readonly ChainProposal[]
  readonly recoveries: readonly ChainRecovery[]
  /** As it is now; of the team alone. */
  readonly managed: readonly ManagedDevice[]
  /** All there ever were, in order; of the team alone. */
  readonly ownRounds: readonly OwnRound[]
  /** The highest team reference, which is the last one. */
  readonly teamSeq: number
  /** The control number of the last removal; -1 before the first. */
  readonly lastRemoval: number
}

export type ChainRefusal =
  | { readonly type: 'wrong-group' }
  | { readonly type: 'compare-and-swap' }
  | { readonly type: 'behind-team' }
  | { readonly type: 'control-fork' }
  | { readonly type: 'team-reference' }
  | { readonly type: 'team-reference-went-back' }
  | { readonly type: 'bad-genesis'; readonly detail: string }
  | { readonly type: 'author-not-active' }
  | { readonly type: 'role' }
  | { readonly type: 'wrong-kind' }
  | { readonly type: 'bad-device-id' }
  | { readonly type: 'bad-keys'; readonly detail: string }
  | { readonly type: 'already-member' }
  | { readonly type: 'not-of-the-team' }
  | { readonly type: 'not-a-member' }
  | { readonly type: 'epoch-number' }
  | { readonly type: 'archive-box-missing' }
  | { readonly type: 'team-epoch' }
  | { readonly type: 'cut-of-active-device' }
  | { readonly type: 'cut-missing' }
  | { readonly type: 'too-long' }
  /** Nobody but an administrator changes more of a round than that she leaves it. */
  | { readonly type: 'own-round' }
  /** Nobody would look after the person. */
  | { readonly type: 'last-access' }
  /** A checkpoint of a page that was signed for already. */
  | { readonly type: 'checkpoint-number' }
  /** Nobody's record is begun before the kit is kept and a second administrator is in. */
  | { readonly type: 'not-ready' }
  /** It has to be proposed, and approved by a second administrator. */
  | { readonly type: 'needs-second' }
  | { readonly type: 'no-proposal' }
  /** Decided, run out, or its proposer is out. */
  | { readonly type: 'proposal-over' }
  | { readonly type: 'same-person' }
  | { readonly type: 'same-kit' }
  | { readonly type: 'kit-not-kept' }

/** The key the entry's signature must verify under, before `applyControl` is asked. */
export function signerOf(
  chain: ChainState | undefined,
  team: ChainState | undefined,
  entry: ControlEntry,
): Result<Bytes, ChainRefusal> {
  const { header, control } = entry
  if (control.type === 'checkpoint') return chain?.relay ? ok(chain.relay) : err({ type: 'wrong-kind' })
  if (control.type === 'kit' || control.type === 'recover') {
    const root = control.type === 'kit' ? rootOfKit(chain, control) : chain?.root
    return root ? ok(root) : err({ type: 'wrong-kind' })
  }
  if (control.type === 'genesis' && isTeamEntry(entry)) {
    const named = control.keys.device === header.author
    return named ? ok(control.keys.signKey) : err({ type: 'bad-genesis', detail: 'written by another device' })
  }
  const known = chain?.devices[header.author] ?? (isTeamEntry(entry) ? undefined : team?.devices[header.author])
  return known === undefined ? err({ type: 'author-not-active' }) : ok(known.keys.signKey)
}

/** `chain` is undefined before the genesis; `team` is undefined for entries of the team chain itself. */
export function applyControl(
  chain: ChainState | undefined,
  team: ChainState | undefined,
  entry: ControlEntry,
): Result<ChainState, ChainRefusal> {
  const parent = isTeamEntry(entry) ? undefined : team
  const refusal = refusalOfPlace(chain, entry) ?? refusalOfTeamReference(chain, parent, entry)
  if (refusal !== undefined) return err(refusal)
  if (chain === undefined) return beginChain(parent, entry)
  const { control } = entry
  if (control.type === 'checkpoint') return advanced(keepCheckpoint(chain, entry.header, control), entry)
  if (control.type === 'recover') {
    const recovered = recover(chain, entry, control)
    return recovered.ok ? ok(advance(recovered.value, entry)) : recovered
  }
  const heads = { groupSeq: chain.seq, teamSeq: entry.header.team.seq }
  const author = standingAt(chain, parent, entry.header.author, heads)
  if (author === undefined) return err({ type: 'author-not-active' })
  return advanced(applyBody({ chain, team: parent, entry, author }), entry)
}

function advanced(stepped: Result<ChainState, ChainRefusal>, entry: ControlEntry): Result<ChainState, ChainRefusal> {
  return stepped.ok ? ok(advance(stepped.value, entry)) : stepped
}

function isTeamEntry({ header }: ControlEntry): boolean {
  return (header.group as string) === header.space
}

/** Compare-and-swap on the head: of two entries written at once, one is refused and written again. */
function refusalOfPlace(chain: ChainState | undefined, { header, control }: ControlEntry): ChainRefusal | undefined {
  if (chain !== undefined && (chain.group !== header.group || chain.space !== header.space))
    return { type: 'wrong-group' }
  const isNext = header.groupSeq === (chain?.seq ?? -1) + 1 && header.prev === (chain?.head ?? zeroHash)
  return isNext && (control.type === 'genesis') === (chain === undefined) ? undefined : { type: 'compare-and-swap' }
}

function refusalOfTeamReference(
  chain: ChainState | undefined,
  team: ChainState | undefined,
  entry: ControlEntry,
): ChainRefusal | undefined {
  const { seq, hash } = entry.header.team
  if (isTeamEntry(entry)) return seq === 0 && hash === zeroHash ? undefined : { type: 'team-reference' }
  if (team === undefined || seq > team.seq) return { type: 'behind-team' }
  if (team.space !== entry.header.space) return { type: 'wrong-group' }
  if (team.hashes[seq] !== hash) return { type: 'control-fork' }
  return chain !== undefined && seq < chain.teamSeq ? { type: 'team-reference-went-back' } : undefined
}

function advance(chain: ChainState, { id, header }: ControlEntry): ChainState {
  const isPaired = chain.root !== null && adminCount(chain, header.groupSeq) >= fewestAdmins
  return {
    ...chain,
    pairedAt: chain.pairedAt ?? (isPaired ? header.groupSeq : null),
    seq: header.groupSeq,
    head: id,
    hashes: [...chain.hashes, id],
    teamSeqs: [...chain.teamSeqs, header.team.seq],
    teamSeq: header.team.seq,
  }
}
