/** The first entry of a chain. A team founds itself; every other group is founded by the team's clinical staff. */
import { equalBytes } from '../lib/bytes.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { boardIdOf, circleIdOf, type GenesisControl, spaceIdOf } from '../protocol/control.ts'
import { acceptDeviceKeys } from '../protocol/device-keys.ts'
import type { ControlEntry } from '../protocol/entry.ts'
import type { ChainDevice, ChainRefusal, ChainState } from './chain.ts'
import { isReadyForPeople } from './readiness.ts'
import { activeOn, isClinical } from './standing.ts'

export function beginChain(team: ChainState | undefined, entry: ControlEntry): Result<ChainState, ChainRefusal> {
  const { control, header } = entry
  if (control.type !== 'genesis') return err({ type: 'compare-and-swap' })
  if (control.keys.device !== header.author) return refuse('written by another device')
  return team === undefined ? beginTeam(entry, control) : beginGroup(team, entry, control)
}

function beginTeam(entry: ControlEntry, control: GenesisControl): Result<ChainState, ChainRefusal> {
  if (control.groupKind !== 'team' || control.about !== null) return refuse('a team is about nobody')
  if (control.role !== 'admin') return refuse('a team is founded by an admin')
  if (spaceIdOf(entry.body) !== entry.header.space) return refuse('the space is not the hash of its genesis')
  const keys = acceptDeviceKeys(control.keys)
  if (!keys.ok) return err(keys.error)
  const founder: ChainDevice = {
    keys: control.keys,
    role: control.role,
    adminSince: null,
    member: control.member,
    since: 0,
    removedAt: null,
    invite: null,
    letInBy: entry.header.author,
  }
  return ok({ ...emptyChain(entry, control), devices: { [control.keys.device]: founder } })
}

function beginGroup(team: ChainState, entry: ControlEntry, control: GenesisControl): Result<ChainState, ChainRefusal> {
  const misplaced = refusalOfPlace(entry, control)
  if (misplaced !== undefined) return refuse(misplaced)
  if (control.archive !== null || control.root !== null || control.relay !== null)
    return refuse('archive key, root key and relay key are the team’s')
  const founder = activeOn(team, entry.header.author, entry.header.team.seq)
  if (founder === undefined) return err({ type: 'author-not-active' })
  if (!isClinical(founder.role)) return err({ type: 'role' })
  if (!isSameDevice(founder, control)) return refuse('the founder is not who the team chain says')
  if (control.about !== null && !isReadyForPeople(team, entry.header.team.seq)) return err({ type: 'not-ready' })
  return ok(emptyChain(entry, control))
}

/** Circles and the board stand where their ids say and nowhere else, so that there is one of each. */
function refusalOfPlace({ header }: ControlEntry, { about, groupKind }: GenesisControl): string | undefined {
  const { group, space } = header
  if ((groupKind === 'board') !== (group === boardIdOf(space))) return 'the board has an id of its own'
  if (groupKind === 'board') return about === null ? undefined : 'the board is about nobody'
  if (groupKind === 'team' || about === null) return 'the group is about somebody'
  return (groupKind === 'circle') === (group === circleIdOf(space, about)) ? undefined : 'a circle has an id of its own'
}

function isSameDevice({ keys, member, role }: ChainDevice, control: GenesisControl): boolean {
  return (
    equalBytes(keys.signKey, control.keys.signKey) &&
    equalBytes(keys.kemKey, control.keys.kemKey) &&
    member === control.member &&
    role === control.role
  )
}

function emptyChain({ id, header }: ControlEntry, control: GenesisControl): ChainState {
  return {
    group: header.group,
    space: header.space,
    kind: control.groupKind,
    about: control.about,
    founder: header.author,
    seq: 0,
    head: id,
    hashes: [id],
    teamSeqs: [header.team.seq],
    devices: {},
    epochs: [],
    cuts: {},
    access: [],
    rounds: {},
    archive: control.archive,
    root: control.root,
    kitKeptAt: null,
    relay: control.relay,
    checkpoints: [],
    pastArchives: [],
    pairedAt: null,
    proposals: [],
    recoveries: [],
    managed: [],
    ownRounds: [],
    teamSeq: header.team.seq,
    lastRemoval: -1,
  }
}

function refuse(detail: string): { readonly ok: false; readonly error: ChainRefusal } {
  return err({ type: 'bad-genesis', detail })
}
