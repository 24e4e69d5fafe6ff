/**
 * Every chain this device may read, verified entry by entry: the signature
 * first, then the shared reducer. In memory, with one row a chain on disk.
 * Rules KR1-KR4.
 */
import type { EntryId, GroupId, PersonId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainRefusal, ChainState } from '../../../shared/membership/chain.ts'
import { encodeChainState, parseChainState } from '../../../shared/membership/chain-codec.ts'
import { boardIdOf, circleIdOf, type GroupKind } from '../../../shared/protocol/control.ts'
import type { ControlEntry, TeamReference } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import { everyChain } from '../storage/chains-ahead.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { takeChainRows } from './chain-rows.ts'
import { isPrivateOf, type PrivateOwner } from './private-owner.ts'

export type ChainsRefusal =
  | ChainRefusal
  | { readonly type: 'bad-signature' }
  | { readonly type: 'wrong-space' }
  /** The team chain differs from the head inside the invite this device came by. */
  | { readonly type: 'not-the-invited-team' }

export interface AppliedControl {
  readonly state: ChainState
  /** For the transaction that moves the cursor. */
  readonly writes: readonly Write[]
}

export interface Chains {
  readonly state: (group: GroupId) => ChainState | undefined
  readonly team: () => ChainState | undefined
  /** Every group there is a chain of, those that were asked for before all others; reads none of them. */
  readonly groups: () => readonly GroupId[]
  /** Reads every chain: of a neighbourhood that takes longer than showing its list. */
  readonly all: () => readonly ChainState[]
  /** The chains of all groups about a person. */
  readonly about: (person: PersonId) => readonly ChainState[]
  readonly byKind: (kind: GroupKind) => readonly ChainState[]
  /** Of several, made by people who had not met, the one with the lowest id: the same on every device. */
  readonly careChainOf: (person: PersonId) => ChainState | undefined
  /** Of the several about one person: her own (null), or that member's. */
  readonly privateOf: (person: PersonId, owner: PrivateOwner) => ChainState | undefined
  /** Her private groups and her circle: what the public is in, of those about her. */
  readonly publicAbout: (person: PersonId) => readonly ChainState[]
  readonly circleOf: (person: PersonId) => ChainState | undefined
  readonly board: () => ChainState | undefined
  /** An entry that is already on the chain answers as it did the first time. */
  readonly apply: (entry: ControlEntry) => Promise<Result<AppliedControl, ChainsRefusal>>
  /** One that was begun here and did not reach the disk: it was never there. */
  readonly forget: (group: GroupId) => void
  /** Applied in this session and not in the log on the disk yet: posted here, and still to come with the stream. */
  readonly unlogged: () => readonly ControlEntry[]
  readonly isUnlogged: (entry: EntryId) => boolean
  readonly logged: (entries: readonly ControlEntry[]) => void
  /** Rows on disk that could not be read, as far as they were asked for. */
  readonly damaged: readonly string[]
}

export interface ChainsDeps {
  readonly store: DeviceStore
  readonly verifier: SignatureVerifier
  readonly space: SpaceId
  /** The team head inside the invite; null for the device that founded the space. */
  readonly pin: TeamReference | null
}

export async function createChains({ store, verifier, space, pin }: ChainsDeps): Promise<Chains> {
  const states = new Map<GroupId, ChainState>()
  // Reading all chains of a neighbourhood takes longer than showing its list: each is read when it is asked for.
  const { groups, unread } = takeChainRows(await store.scan(everyChain.store, everyChain.from, everyChain.to))
  const damaged: string[] = []
  const unlogged = new Map<EntryId, ControlEntry>()

  function state(group: GroupId): ChainState | undefined {
    const item = unread.get(group)
    if (item === undefined) return states.get(group)
    unread.delete(group)
    const read = parseChainState(item.value)
    if (read.ok) states.set(group, read.value)
    else damaged.push(item.key)
    return states.get(group)
  }

  function keep(next: ChainState): void {
    unread.delete(next.group)
    states.set(next.group, next)
    groups.add(next.kind, next.about, next.group)
  }

  const teamGroup = space as string as GroupId
  const team = () => state(teamGroup)
  const statesOf = (ids: readonly GroupId[]) => ids.map(state).filter((each) => each !== undefined)

  async function apply(entry: ControlEntry): Promise<Result<AppliedControl, ChainsRefusal>> {
    const { group, space: itsSpace } = entry.header
    if (itsSpace !== space) return err({ type: 'wrong-space' })
    const isThere = (chain: ChainState | undefined) => chain?.hashes[entry.header.groupSeq] === entry.id
    // What decides about a new control is not needed to show what is there.
    const { applyControl, signerOf } = await import('../../../shared/membership/chain.ts')
    const known = state(group)
    if (known !== undefined && isThere(known)) return ok(applied(known))
    const signer = signerOf(known, team(), entry)
    if (!signer.ok) return signer
    if (!(await verifyEntry(verifier, entry, signer.value))) return err({ type: 'bad-signature' })
    // Again, since another entry, or this one out of the stream, may have been applied while it was verified.
    const now = state(group)
    if (now !== undefined && isThere(now)) return ok(applied(now))
    const next = applyControl(state(group), team(), entry)
    if (!next.ok) return next
    if (group === teamGroup && contradicts(pin, entry)) return err({ type: 'not-the-invited-team' })
    keep(next.value)
    unlogged.set(entry.id, entry)
    return ok(applied(next.value))
  }

  return {
    state,
    team,
    groups: () => [...new Set([...states.keys(), ...groups.all()])],
    all: () => statesOf(groups.all()),
    about: (person) => statesOf(groups.about(person)),
    byKind: (kind) => statesOf(groups.ofKind(kind)),
    careChainOf: (person) => statesOf(groups.about(person, 'care'))[0],
    privateOf: (person, owner) => statesOf(groups.about(person, 'private')).find((chain) => isPrivateOf(chain, owner)),
    publicAbout: (person) => statesOf([...groups.about(person, 'private'), ...groups.about(person, 'circle')]),
    circleOf: (person) => state(circleIdOf(space, person)),
    board: () => state(boardIdOf(space)),
    apply,
    forget: (group) => {
      const chain = state(group)
      if (chain === undefined) return
      states.delete(group)
      for (const [id, { header }] of unlogged) if (header.group === group) unlogged.delete(id)
      groups.remove(chain.kind, chain.about, group)
    },
    unlogged: () => [...unlogged.values()],
    isUnlogged: (id) => unlogged.has(id),
    logged: (entries) => {
      for (const { id } of entries) unlogged.delete(id)
    },
    damaged,
  }
}

/** `kind/about/group`: enough to find a chain without reading it. */
function keyOf({ about, group, kind }: ChainState): string {
  return `${kind}/${about ?? ''}/${group}`
}

function applied(state: ChainState): AppliedControl {
  return { state, writes: [{ store: 'chains', key: keyOf(state), value: encodeChainState(state) }] }
}

function contradicts(pin: TeamReference | null, { header, id }: ControlEntry): boolean {
  return pin !== null && header.groupSeq === pin.seq && (id as EntryId) !== pin.hash
}
