/** What each kind of control changes, and why it may be refused. The frame around it (place, team, author) is chain.ts. */
import type { DeviceId } from '../lib/ids.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type {
  AccessControl,
  EpochControl,
  KitControl,
  MemberControl,
  RecoverControl,
  RemoveControl,
  RoundControl,
} from '../protocol/control.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import { endsInTime, isSettingUp } from './break-glass.ts'
import type { ChainDevice, ChainRefusal, ChainState } from './chain.ts'
import { addCuts, cutsOnlyRemoved, missingCuts } from './cuts.ts'
import { holdsWithout } from './looking-after.ts'
import { manage } from './managed.ts'
import { newcomer, refusalOfKeys } from './newcomer.ts'
import { approve, dismiss, keepProposedKit, needsSecond, propose } from './proposals.ts'
import { belongsOn, mayAdmit, mayRemove, mayRotate, maySetRound } from './role-rules.ts'
import { activeOn, isClinical, needsTeam } from './standing.ts'
import { succeed } from './succeed.ts'
import { takesBack } from './taking-back.ts'

export interface Step {
  readonly chain: ChainState
  /** Undefined on the team chain. */
  readonly team: ChainState | undefined
  readonly entry: ControlEntry
  readonly author: ChainDevice
}

export type Stepped = Result<ChainState, ChainRefusal>

export function applyBody(step: Step): Stepped {
  const { chain, entry } = step
  const { control } = entry
  if (!belongsOn(chain.kind, control.type)) return err({ type: 'wrong-kind' })
  switch (control.type) {
    case 'genesis':
      return err({ type: 'compare-and-swap' })
    case 'checkpoint':
      // Written by no member: chain.ts takes it before an author is looked for.
      return err({ type: 'author-not-active' })
    case 'member':
      return admit(step, control)
    case 'remove':
      return remove(step, control)
    case 'epoch':
      return rotate(step, control)
    case 'access':
      return grant(step, control)
    case 'round':
      return setRound(step, control)
    case 'kit':
      return keepKit(step, control)
    case 'propose':
      return propose(step, control)
    case 'approve':
      return approve(step, control)
    case 'dismiss':
      return dismiss(step, control)
    case 'recover':
      return recover(chain, entry, control)
    case 'manage':
      return manage(step, control)
    case 'succeed':
      return succeed(step, control)
  }
}

function admit({ chain, team, entry, author }: Step, control: MemberControl): Stepped {
  const { keys, role, member } = control
  if (!mayAdmit(chain.kind, author, control)) return err({ type: 'role' })
  // A further tablet of her own makes nobody a second person.
  if (role === 'admin' && needsSecond(chain) && member !== author.member) return err({ type: 'needs-second' })
  const refusal = needsTeam(chain.kind, role)
    ? refusalOfAssociate(chain, team, entry, control)
    : isKnown(chain, team, entry, keys.device) && ({ type: 'already-member' } as const)
  const refused = refusal || refusalOfKeys(keys)
  return refused ? err(refused) : ok(newcomer(chain, entry, control))
}

/** Removed devices are known too: an id never comes back. */
function isKnown(chain: ChainState, team: ChainState | undefined, { header }: ControlEntry, device: DeviceId): boolean {
  const lent = team?.devices[device]
  return chain.devices[device] !== undefined || (lent !== undefined && lent.since <= header.team.seq)
}

/** Let in by the team first, as the same member. */
function refusalOfAssociate(
  chain: ChainState,
  team: ChainState | undefined,
  { header }: ControlEntry,
  { keys, member }: MemberControl,
): ChainRefusal | undefined {
  if (chain.devices[keys.device] !== undefined) return { type: 'already-member' }
  const lent = team === undefined ? undefined : activeOn(team, keys.device, header.team.seq)
  return lent?.role === 'associate' && lent.member === member ? undefined : { type: 'not-of-the-team' }
}

function remove({ chain, entry, author }: Step, { device }: RemoveControl): Stepped {
  const target = activeOn(chain, device, chain.seq)
  const isSelf = device === entry.header.author
  if (!isSelf && !mayRemove(chain.kind, author, target)) return err({ type: 'role' })
  if (target === undefined) return err({ type: 'not-a-member' })
  const removedAt = entry.header.groupSeq
  const devices = { ...chain.devices, [device]: { ...target, removedAt } }
  return ok({ ...chain, devices, lastRemoval: removedAt })
}

function rotate(step: Step, control: EpochControl): Stepped {
  const { chain, team, entry, author } = step
  if (!mayRotate(chain.kind, author.role)) return err({ type: 'role' })
  if (control.epoch !== chain.epochs.length) return err({ type: 'epoch-number' })
  const archive = chain.archive ?? team?.archive ?? null
  if (archive !== null && control.archiveBox.length === 0) return err({ type: 'archive-box-missing' })
  const { seq: teamSeq } = entry.header.team
  if (control.teamEpoch !== newestEpoch(team, teamSeq)) return err({ type: 'team-epoch' })
  // An epoch nobody of the team could open would lock the record away from them.
  if (team !== undefined && control.teamEpoch < 0) return err({ type: 'team-epoch' })
  if (!cutsOnlyRemoved(chain, team, teamSeq, control.cuts)) return err({ type: 'cut-of-active-device' })
  const cut = new Set(control.cuts.map(({ device }) => device))
  if (!missingCuts(chain, team, teamSeq).every((device) => cut.has(device))) return err({ type: 'cut-missing' })
  const { type: _, cuts, ...epoch } = control
  const epochs = [...chain.epochs, { ...epoch, at: entry.header.groupSeq }]
  return ok({ ...chain, epochs, cuts: addCuts(chain.cuts, cuts) })
}

/** As of a team head, so that replaying later gives the same answer; -1 when there was none, or on the team chain. */
function newestEpoch(team: ChainState | undefined, teamSeq: number): number {
  return team?.epochs.findLastIndex(({ at }) => at <= teamSeq) ?? -1
}

/** Whoever is no admin and lets herself in breaks the glass: for a day at most. Nobody takes back the last that was given. */
function grant({ chain, entry, author }: Step, { to, reason, until }: AccessControl): Stepped {
  if (!isClinical(author.role)) return err({ type: 'role' })
  const { author: by, groupSeq: at, writtenAt } = entry.header
  const self = to.type === 'member' && to.member === author.member
  const isShort = author.role === 'admin' || endsInTime(until, writtenAt) || isSettingUp(chain, by, at)
  if (self && !isShort) return err({ type: 'too-long' })
  if (takesBack({ until }) && !holdsWithout(chain, to)) return err({ type: 'last-access' })
  const access = { to, reason, until, by, at, writtenAt, self }
  return ok({ ...chain, access: [...chain.access, access] })
}

/** The first time counts. Its signature, by the root key, is asked for by `signerOf`. */
function keepKit(step: Step, { proposed }: KitControl): Stepped {
  const { author, chain, entry } = step
  if (chain.root === null) return err({ type: 'wrong-kind' })
  if (author.role !== 'admin') return err({ type: 'role' })
  if (proposed !== null) return keepProposedKit(step, proposed)
  return ok({ ...chain, kitKeptAt: chain.kitKeptAt ?? entry.header.groupSeq })
}

/** By the kit alone, whoever is in: `signerOf` asks for the root key, and the device names itself. */
export function recover(chain: ChainState, entry: ControlEntry, { keys, member }: RecoverControl): Stepped {
  if (chain.kind !== 'team' || chain.root === null) return err({ type: 'wrong-kind' })
  const { author, groupSeq, writtenAt } = entry.header
  if (keys.device !== author) return err({ type: 'bad-device-id' })
  const isKnown = Object.values(chain.devices).some((known) => known.keys.device === author || known.member === member)
  const refused = isKnown ? ({ type: 'already-member' } as const) : refusalOfKeys(keys)
  if (refused) return err(refused)
  const grown = newcomer(chain, entry, { keys, role: 'admin', member, invite: null })
  return ok({ ...grown, recoveries: [...chain.recoveries, { device: author, at: groupSeq, writtenAt }] })
}

/** Else putting herself on one would be a way round breaking the glass, and a colleague's people could be taken from them. */
function setRound({ author, chain, entry }: Step, { round, staff }: RoundControl): Stepped {
  const { member } = author
  const before = chain.rounds[round] ?? []
  if (!maySetRound(author, before, staff)) return err({ type: 'own-round' })
  const own = { round, member, writtenAt: entry.header.writtenAt }
  const isOwn = staff.includes(member) && !before.includes(member)
  const ownRounds = isOwn ? [...chain.ownRounds, own] : chain.ownRounds
  return ok({ ...chain, rounds: { ...chain.rounds, [round]: staff }, ownRounds })
}
