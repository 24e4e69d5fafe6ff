/**
 * Membership acts of this device, planned but not sent: signed control entries
 * with the boxes that ride with them. Nothing here touches disk or network; a
 * plan whose first control lost the race for the chain's head is thrown away and
 * made again. Each control is run through the reducer before it is in a plan, so
 * what the relay would refuse is refused here. Rules KR11-KR18.
 */
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import type {
  DeviceId,
  EntryId,
  GroupId,
  Instant,
  InviteId,
  MemberId,
  PersonId,
  RoundId,
  SpaceId,
} from '../../../shared/lib/ids.ts'
import { zeroHash } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { applyControl, type ChainRefusal, type ChainState } from '../../../shared/membership/chain.ts'
import { latestOf } from '../../../shared/membership/latest.ts'
import { proposalHoldsMs } from '../../../shared/membership/proposals.ts'
import type { Box } from '../../../shared/protocol/boxes.ts'
import {
  type AccessTarget,
  type ArchiveKey,
  boardIdOf,
  type Control,
  circleIdOf,
  type DeviceKeys,
  encodeControl,
  type GenesisControl,
  type ProposedAct,
  type Role,
  spaceIdOf,
} from '../../../shared/protocol/control.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import type { SigningKey } from '../crypto/ed25519.ts'
import { signControl } from '../crypto/entry-sealer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { ArchiveKit } from './archive-kit.ts'
import type { Chains } from './chains.ts'
import { planEpoch, sealBoxes } from './epoch-plan.ts'
import type { Forks } from './forks.ts'
import type { Keyring } from './keyring.ts'
import { type PrivateOwner, privateIdOf } from './private-owner.ts'

export interface PlannedControl {
  readonly entry: ControlEntry
  /** Of the epoch in this control; empty for every other kind. */
  readonly boxes: readonly Box[]
}

export interface PlannedBoxes {
  readonly group: GroupId
  readonly epoch: number
  readonly boxes: readonly Box[]
}

export interface HeldKey {
  readonly group: GroupId
  readonly epoch: number
  readonly key: Bytes
}

export interface AdminPlan {
  readonly space: SpaceId
  readonly group: GroupId
  /** One chain, in order, for one append. */
  readonly controls: readonly PlannedControl[]
  /** To put once the controls are accepted: boxes of epochs that exist already. */
  readonly healing: readonly PlannedBoxes[]
  /** To hold (`keyring.holdKey`) once the controls are on the chain. */
  readonly keys: readonly HeldKey[]
}

export type AdminRefusal = ChainRefusal | { readonly type: 'no-chain' | 'no-key' | 'forked' | 'out-of-circle' }
export type Planned = Promise<Result<AdminPlan, AdminRefusal>>

export interface NewMember {
  readonly keys: DeviceKeys
  readonly role: Role
  readonly member: MemberId
  readonly invite: InviteId | null
}

export interface NewAccess {
  readonly to: AccessTarget
  readonly reason: string
  readonly until: Instant | null
}

/** Access on a care chain covers the person's private groups and circle as well. */
export type NewGroup =
  | { readonly kind: 'care'; readonly about: PersonId; readonly access: readonly NewAccess[] }
  | { readonly kind: 'private'; readonly about: PersonId; readonly owner: PrivateOwner }
  | { readonly kind: 'circle'; readonly about: PersonId }
  | { readonly kind: 'board' }

export interface GroupAdmin {
  readonly createSpace: (args: {
    readonly member: MemberId
    readonly archive: ArchiveKey | null
    /** Of the kit; absent where it is public. */
    readonly root?: Bytes | null
    /** The relay's own key; absent where nobody knows it. */
    readonly relay?: Bytes | null
  }) => Planned
  /** Signed by the root key, which two sheets gave back. */
  readonly keepKit: (root: SigningKey) => Planned
  /** Another kit in place of the team's, in one step with the word, under its own root key, that two of its sheets came back. */
  readonly proposeKit: (kit: Pick<ArchiveKit, 'archive' | 'root'>) => Planned
  /** That word alone, where the proposal stands without it. */
  readonly keepProposedKit: (root: SigningKey, proposed: EntryId) => Planned
  /** This device into the team as an administrator, by the root key alone. */
  readonly recover: (root: SigningKey, member: MemberId) => Planned
  /** On the team chain, for a second administrator to answer. */
  readonly propose: (act: ProposedAct) => Planned
  /** With what it brings: a box for a newcomer, the team's next key after a new kit. */
  readonly approve: (proposal: EntryId) => Planned
  readonly dismiss: (proposal: EntryId) => Planned
  /** That the organisation encrypts the device's disk and can wipe it; or no more. */
  readonly setManaged: (device: DeviceId, managed: boolean) => Planned
  readonly createGroup: (group: NewGroup) => Planned
  /** The member control, and a box of the newest epoch for the new device. */
  readonly addMember: (group: GroupId, member: NewMember) => Planned
  /** The removal and, at once, a new epoch without the device. */
  readonly removeDevice: (group: GroupId, device: DeviceId) => Planned
  /** In one control another identity of this device comes in, and this one leaves. The next epoch is not its to make. */
  readonly handOver: (group: GroupId, to: DeviceKeys) => Planned
  readonly newEpoch: (group: GroupId) => Planned
  /** In this order, in one append. */
  readonly grantAccess: (group: GroupId, ...accesses: readonly NewAccess[]) => Planned
  readonly setRound: (round: RoundId, staff: readonly MemberId[]) => Planned
  /** Boxes of `epoch` for those of `missing` that have a right to one. */
  readonly heal: (
    group: GroupId,
    epoch: number,
    missing: readonly (DeviceId | GroupId)[],
  ) => Promise<Result<PlannedBoxes, AdminRefusal>>
}

export interface GroupAdminDeps {
  readonly chains: Chains
  readonly keyring: Pick<Keyring, 'groupKey'>
  readonly identity: DeviceIdentity
  readonly clock: Clock
  readonly random: Random
  /** How many entries of this device's feed in this group have been verified here: what a cut states. */
  readonly feedLength: (group: GroupId, device: DeviceId) => Promise<number>
  /** Absent while a space is being founded: there is no other history of it yet. */
  readonly forks?: Pick<Forks, 'stops'>
}

const idLength = 16

/** A plan in the making: the chain as it will be after the controls so far. */
interface Draft extends AdminPlan {
  readonly chain: ChainState | undefined
  readonly team: ChainState | undefined
}

type Drafted = Result<Draft, AdminRefusal>

export function createGroupAdmin(deps: GroupAdminDeps): GroupAdmin {
  const { chains, keyring, identity, clock, random, feedLength } = deps
  const begin = (space: SpaceId, group: GroupId): Draft => {
    const isTeam = (group as string) === space
    const team = isTeam ? undefined : chains.team()
    return { space, group, controls: [], healing: [], keys: [], chain: chains.state(group), team }
  }

  async function add(draft: Draft, control: Control, signer: DeviceIdentity = identity): Promise<Drafted> {
    const { space, group, chain, team } = draft
    const entry = await signControl(signer, control, {
      space,
      group,
      groupSeq: (chain?.seq ?? -1) + 1,
      prev: chain?.head ?? zeroHash,
      writtenAt: clock.now(),
      team: team === undefined ? { seq: 0, hash: zeroHash } : { seq: team.seq, hash: team.head },
    })
    const next = applyControl(chain, team, entry)
    if (!next.ok) return next
    return ok({ ...draft, chain: next.value, controls: [...draft.controls, { entry, boxes: [] }] })
  }

  async function addEpoch(draft: Draft): Promise<Drafted> {
    const planned = await planEpoch({ random, groupKey: keyring.groupKey, feedLength }, draft.chain!, draft.team)
    if (planned === undefined) return err({ type: 'no-key' })
    const added = await add(draft, planned.control)
    if (!added.ok) return added
    const { chain, controls, keys, group } = added.value
    const boxes = await sealBoxes(chain!, draft.team, chain!.epochs.at(-1)!, planned.key)
    const { epoch } = planned.control
    return ok({
      ...added.value,
      controls: controls.with(-1, { ...controls.at(-1)!, boxes }),
      keys: [...keys, { group, epoch, key: planned.key }],
    })
  }

  /** On a chain that is here already. */
  async function extend(group: GroupId, ...steps: readonly ((draft: Draft) => Promise<Drafted>)[]): Planned {
    const space = chains.state(group)?.space
    return space === undefined ? err({ type: 'no-chain' }) : run(begin(space, group), steps)
  }

  async function run(start: Draft, steps: readonly ((draft: Draft) => Promise<Drafted>)[]): Planned {
    if (deps.forks?.stops(start.group) === true) return err({ type: 'forked' })
    let draft = start
    for (const step of steps) {
      const next = await step(draft)
      if (!next.ok) return next
      draft = next.value
    }
    const { space, group, controls, healing, keys } = draft
    return ok({ space, group, controls, healing, keys })
  }

  function genesis(
    fields: Pick<GenesisControl, 'groupKind' | 'about' | 'role' | 'member' | 'archive'> & {
      readonly root?: Bytes | null
      readonly relay?: Bytes | null
    },
  ): GenesisControl {
    return { type: 'genesis', root: null, relay: null, ...fields, keys: identity.keys, nonce: random.bytes(idLength) }
  }

  async function createSpace({
    archive,
    member,
    relay = null,
    root = null,
  }: Parameters<GroupAdmin['createSpace']>[0]): Planned {
    const control = genesis({ groupKind: 'team', about: null, role: 'admin', member, archive, root, relay })
    const space = spaceIdOf(encodeControl(control))
    return run(begin(space, space as string as GroupId), [(draft) => add(draft, control), addEpoch])
  }

  function idOf(space: SpaceId, group: NewGroup): GroupId {
    switch (group.kind) {
      case 'care':
        return bytesToHex(random.bytes(idLength)) as GroupId
      case 'private':
        return privateIdOf(space, group.about, group.owner)
      case 'circle':
        return circleIdOf(space, group.about)
      case 'board':
        return boardIdOf(space)
    }
  }

  async function createGroup(made: NewGroup): Planned {
    const team = chains.team()
    const founder = team?.devices[identity.keys.device]
    if (team === undefined || founder === undefined) return err({ type: 'no-chain' })
    const { role, member } = founder
    const about = made.kind === 'board' ? null : made.about
    const access = made.kind === 'care' ? made.access : []
    return run(begin(team.space, idOf(team.space, made)), [
      (draft) => add(draft, genesis({ groupKind: made.kind, about, role, member, archive: null })),
      addEpoch,
      ...access.map((each) => (draft: Draft) => add(draft, { type: 'access', ...each })),
    ])
  }

  async function boxFor(draft: Draft, device: DeviceId): Promise<Drafted> {
    const epoch = draft.chain!.epochs.at(-1)
    if (epoch === undefined) return ok(draft)
    const key = await keyring.groupKey(draft.group, epoch.epoch)
    if (key === undefined) return err({ type: 'no-key' })
    const boxes = await sealBoxes(draft.chain!, draft.team, epoch, key, [device])
    if (boxes.length === 0) return ok(draft)
    return ok({ ...draft, healing: [...draft.healing, { group: draft.group, epoch: epoch.epoch, boxes }] })
  }

  /** On the team chain. */
  async function extendTeam(...steps: readonly ((draft: Draft) => Promise<Drafted>)[]): Planned {
    const team = chains.team()
    return team === undefined ? err({ type: 'no-chain' }) : extend(team.group, ...steps)
  }

  function addProposal(draft: Draft, act: ProposedAct): Promise<Drafted> {
    return add(draft, { type: 'propose', act, until: (clock.now() + proposalHoldsMs) as Instant })
  }

  function keep(draft: Draft, { sign }: SigningKey, proposed: EntryId | null): Promise<Drafted> {
    return add(draft, { type: 'kit', proposed }, { ...identity, sign })
  }

  /** What an appointment or a new kit brings with it, where it has just happened. */
  function follow(draft: Draft): Promise<Drafted> {
    const done = draft.chain!.proposals.find(
      ({ decided }) => decided?.isApproved === true && decided.at === draft.chain!.seq,
    )
    if (done?.act.type === 'admit-admin') return boxFor(draft, done.act.keys.device)
    return done?.act.type === 'new-kit' ? addEpoch(draft) : Promise.resolve(ok(draft))
  }

  async function heal(group: GroupId, epoch: number, missing: readonly (DeviceId | GroupId)[]) {
    const chain = chains.state(group)
    const stated = chain?.epochs[epoch]
    if (chain === undefined || stated === undefined) return err({ type: 'no-chain' } as const)
    if (deps.forks?.stops(group) === true) return err({ type: 'forked' } as const)
    const key = await keyring.groupKey(group, epoch)
    if (key === undefined) return err({ type: 'no-key' } as const)
    return ok({ group, epoch, boxes: await sealBoxes(chain, begin(chain.space, group).team, stated, key, missing) })
  }

  return {
    createSpace,
    createGroup,
    keepKit: (root) => extendTeam((draft) => keep(draft, root, null)),
    proposeKit: ({ archive, root }) =>
      extendTeam(
        (draft) => addProposal(draft, { type: 'new-kit', archive, root: root.publicKey }),
        (draft) => keep(draft, root, draft.chain!.head),
      ),
    keepProposedKit: (root, proposed) => extendTeam((draft) => keep(draft, root, proposed)),
    recover: ({ sign }, member) =>
      extendTeam((draft) => add(draft, { type: 'recover', keys: identity.keys, member }, { ...identity, sign })),
    propose: (act) => extendTeam((draft) => addProposal(draft, act), follow),
    approve: (proposal) => extendTeam((draft) => add(draft, { type: 'approve', proposal }), follow),
    dismiss: (proposal) => extendTeam((draft) => add(draft, { type: 'dismiss', proposal })),
    setManaged: (device, managed) => extendTeam((draft) => add(draft, { type: 'manage', device, managed })),
    addMember: (group, member) =>
      extend(
        group,
        (draft) => add(draft, { type: 'member', ...member }),
        (draft) => boxFor(draft, member.keys.device),
      ),
    removeDevice: (group, device) => {
      const remove = (draft: Draft) => add(draft, { type: 'remove', device: latestOf(draft.chain!, device) })
      // Whoever leaves by itself has no say in the epoch after it; the next one who writes makes that.
      return device === identity.keys.device ? extend(group, remove) : extend(group, remove, addEpoch)
    },
    handOver: (group, to) => {
      // A colleague, or a chore of theirs, may have let it in before.
      const isIn = chains.state(group)?.devices[to.device]?.removedAt === null
      const control: Control = isIn ? { type: 'remove', device: identity.keys.device } : { type: 'succeed', keys: to }
      return extend(group, (draft) => add(draft, control))
    },
    newEpoch: (group) => extend(group, addEpoch),
    grantAccess: (group, ...accesses) =>
      extend(group, ...accesses.map((access) => (draft: Draft) => add(draft, { type: 'access', ...access }))),
    setRound: (round, staff) => extendTeam((draft) => add(draft, { type: 'round', round, staff })),
    heal,
  }
}
