/**
 * Every chain this device may read, verified entry by entry: the signature
 * first, then the shared reducer. In memory, with one row a chain on disk.
 * Rules KR1-KR4.
 */
import type { EntryId, GroupId, PersonId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { applyControl, type ChainRefusal, type ChainState, signerOf } from '../../../shared/membership/chain.ts'
import { encodeChainState, parseChainState } from '../../../shared/membership/chain-codec.ts'
import type { GroupKind } from '../../../shared/protocol/control.ts'
import type { ControlEntry, TeamReference } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

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
  readonly all: () => readonly ChainState[]
  readonly byKind: (kind: GroupKind) => readonly ChainState[]
  /** Of several, made by people who had not met, the one with the lowest id: the same on every device. */
  readonly careChainOf: (person: PersonId) => ChainState | undefined
  readonly privateChainsOf: (person: PersonId) => readonly ChainState[]
  /** An entry that is already on the chain answers as it did the first time. */
  readonly apply: (entry: ControlEntry) => Promise<Result<AppliedControl, ChainsRefusal>>
  /** Rows on disk that could not be read. */
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
  const groupsAbout = new Map<PersonId, Set<GroupId>>()
  const damaged: string[] = []

  function keep(state: ChainState): void {
    states.set(state.group, state)
    if (state.about === null) return
    const groups = groupsAbout.get(state.about) ?? new Set()
    groupsAbout.set(state.about, groups.add(state.group))
  }

  for (const { key, value } of await store.scan('chains', '', '\uffff')) {
    const state = parseChainState(value)
    if (state.ok) keep(state.value)
    else damaged.push(key)
  }

  const teamGroup = space as string as GroupId
  const team = () => states.get(teamGroup)
  const all = () => [...states.values()]
  const about = (person: PersonId, kind: GroupKind) =>
    [...(groupsAbout.get(person) ?? [])]
      .sort()
      .map((group) => states.get(group)!)
      .filter((state) => state.kind === kind)

  async function apply(entry: ControlEntry): Promise<Result<AppliedControl, ChainsRefusal>> {
    const { group, space: itsSpace } = entry.header
    if (itsSpace !== space) return err({ type: 'wrong-space' })
    const known = states.get(group)
    if (known?.hashes[entry.header.groupSeq] === entry.id) return ok(applied(known))
    const signer = signerOf(known, team(), entry)
    if (!signer.ok) return signer
    if (!(await verifyEntry(verifier, entry, signer.value))) return err({ type: 'bad-signature' })
    // Again, since another entry may have been applied while this one was verified.
    const next = applyControl(states.get(group), team(), entry)
    if (!next.ok) return next
    if (group === teamGroup && contradicts(pin, entry)) return err({ type: 'not-the-invited-team' })
    keep(next.value)
    return ok(applied(next.value))
  }

  return {
    state: (group) => states.get(group),
    team,
    all,
    byKind: (kind) => all().filter((state) => state.kind === kind),
    careChainOf: (person) => about(person, 'care')[0],
    privateChainsOf: (person) => about(person, 'private'),
    apply,
    damaged,
  }
}

function applied(state: ChainState): AppliedControl {
  return { state, writes: [{ store: 'chains', key: state.group, value: encodeChainState(state) }] }
}

function contradicts(pin: TeamReference | null, { header, id }: ControlEntry): boolean {
  return pin !== null && header.groupSeq === pin.seq && (id as EntryId) !== pin.hash
}
