/**
 * The group keys of this device, found in this order: held already, a box to
 * this device, a box to the team opened with the team's own key, the back chain
 * from a newer epoch. No key is used that the chain's commitment does not name.
 * Rules KR5-KR10.
 */
import { type Bytes, bytesToHex, equalBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { archiveOfEpoch } from '../../../shared/membership/archive-key.ts'
import type { ChainEpoch, ChainState } from '../../../shared/membership/chain.ts'
import { isArchiveBox, openBox } from '../crypto/box.ts'
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import { kemPublicBytes } from '../crypto/kem-pair.ts'
import { type EpochPlace, groupKemOf, isCommitted, openBack } from '../crypto/key-schedule.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { type BoxShelf, createBoxShelf, type KeyBox } from './boxes.ts'
import type { Chains } from './chains.ts'

export interface Keyring {
  readonly groupKey: (group: GroupId, epoch: number) => Promise<Bytes | undefined>
  /** Known at once in memory; the write is for the caller's transaction. */
  readonly addBox: (box: KeyBox) => Write
  /** Refused unless the chain's commitment names this key: hold it once the epoch is on the chain. */
  readonly holdKey: (group: GroupId, epoch: number, key: Bytes) => Result<void, { readonly type: 'wrong-key' }>
  /**
   * A key of the board out of a record, which may come before the chain that names it: kept sealed, and never used
   * unless the commitment names it. True when it is held now and was not before.
   */
  readonly offerKey: (group: GroupId, epoch: number, key: Bytes) => boolean
  /** Sealed rows of keys found since this was last asked; without them the keys are found again from the boxes. */
  readonly takeWrites: () => Promise<readonly Write[]>
  /** Boxes of this device or its team that gave no rightful key. Any holder of the key heals by sealing another. */
  readonly badBoxes: () => readonly KeyBox[]
  /** 'false-escrow': the archive could not open this epoch, or others cannot seal to the group. */
  readonly checkArchive: (group: GroupId, epoch: number) => Promise<'good' | 'false-escrow' | 'no-key'>
}

export interface KeyringDeps {
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly identity: DeviceIdentity
  readonly chains: Chains
}

interface Recipient {
  readonly id: DeviceId | GroupId
  readonly keys: CryptoKeyPair
}

type LookForBoxes = BoxShelf['fresh'] | BoxShelf['stored']

export function createKeyring({ store, sealedStore, identity, chains }: KeyringDeps): Keyring {
  const shelf = createBoxShelf(store)
  const held = new Map<string, Bytes>()
  const searches = new Map<string, Promise<Bytes | undefined>>()
  const teamKems = new Map<number, Promise<CryptoKeyPair>>()
  const bad = new Map<string, KeyBox>()
  let unwritten: { readonly group: GroupId; readonly epoch: number; readonly key: Bytes }[] = []

  function groupKey(group: GroupId, epoch: number): Promise<Bytes | undefined> {
    const name = nameOf(group, epoch)
    const known = held.get(name)
    if (known !== undefined) return Promise.resolve(known)
    const running = searches.get(name)
    if (running !== undefined) return running
    const search = find(group, epoch).finally(() => searches.delete(name))
    searches.set(name, search)
    return search
  }

  async function find(group: GroupId, epoch: number): Promise<Bytes | undefined> {
    const chain = chains.state(group)
    const stated = chain?.epochs[epoch]
    if (chain === undefined || stated === undefined) return undefined
    // A first catch-up asks for the keys of hundreds of groups whose boxes just came: those need no look at the disk.
    const fresh = await fromShelf(chain, stated, shelf.fresh)
    const kept = fresh === undefined ? await keptKey(chain, stated) : undefined
    if (kept !== undefined) return keep(group, epoch, kept)
    const found = fresh ?? (await fromShelf(chain, stated, shelf.stored)) ?? (await fromNewer(chain, stated))
    if (found === undefined) return undefined
    unwritten.push({ group, epoch, key: found })
    return keep(group, epoch, found)
  }

  function keep(group: GroupId, epoch: number, key: Bytes): Bytes {
    held.set(nameOf(group, epoch), key)
    return key
  }

  async function keptKey(chain: ChainState, { epoch, commitment }: ChainEpoch): Promise<Bytes | undefined> {
    const row = await sealedStore.get('keys', chain.group, String(epoch))
    const key = row.ok ? row.value : undefined
    return key !== undefined && isCommitted(placeOf(chain, epoch), key, commitment) ? key : undefined
  }

  /** A device that is not named on the chain has no box of its own; the board's boxes are for those of the team who hold no team key. */
  async function fromShelf(chain: ChainState, stated: ChainEpoch, look: LookForBoxes): Promise<Bytes | undefined> {
    const { device } = identity.keys
    const isNamed = chain.devices[device] !== undefined || chain.kind === 'board'
    const own = isNamed ? await fromBoxes(chain, stated, { id: device, keys: identity.kem }, look) : undefined
    return own ?? fromTeam(chain, stated, look)
  }

  async function fromBoxes(
    chain: ChainState,
    { epoch, commitment }: ChainEpoch,
    { id, keys }: Recipient,
    look: LookForBoxes,
  ): Promise<Bytes | undefined> {
    for (const candidate of await look(chain.group, epoch, id)) {
      const opened = await openBox(placeOf(chain, epoch), { box: candidate.box, recipient: id, keys, commitment })
      if (opened.ok) return opened.value
      bad.set(bytesToHex(candidate.box), candidate)
    }
    return undefined
  }

  async function fromTeam(chain: ChainState, stated: ChainEpoch, look: LookForBoxes): Promise<Bytes | undefined> {
    const team = chains.team()
    if (chain.kind === 'team' || team === undefined || stated.teamEpoch < 0) return undefined
    const teamKey = await groupKey(team.group, stated.teamEpoch)
    if (teamKey === undefined) return undefined
    const kem = teamKems.get(stated.teamEpoch) ?? groupKemOf(placeOf(team, stated.teamEpoch), teamKey)
    teamKems.set(stated.teamEpoch, kem)
    return fromBoxes(chain, stated, { id: team.group, keys: await kem }, look)
  }

  async function fromNewer(chain: ChainState, { epoch, commitment }: ChainEpoch): Promise<Bytes | undefined> {
    const newer = chain.epochs[epoch + 1]
    if (newer === undefined) return undefined
    const key = await groupKey(chain.group, newer.epoch)
    return key === undefined ? undefined : openBack(placeOf(chain, newer.epoch), key, newer.back, commitment)
  }

  function holdKey(group: GroupId, epoch: number, key: Bytes): Result<void, { readonly type: 'wrong-key' }> {
    const chain = chains.state(group)
    const stated = chain?.epochs[epoch]
    if (chain === undefined || stated === undefined) return err({ type: 'wrong-key' })
    if (!isCommitted(placeOf(chain, epoch), key, stated.commitment)) return err({ type: 'wrong-key' })
    if (!held.has(nameOf(group, epoch))) unwritten.push({ group, epoch, key })
    keep(group, epoch, key)
    return ok(undefined)
  }

  function offerKey(group: GroupId, epoch: number, key: Bytes): boolean {
    const isHeld = held.has(nameOf(group, epoch))
    const isKnown = chains.state(group)?.epochs[epoch] !== undefined
    if (isKnown || isHeld) return holdKey(group, epoch, key).ok && !isHeld
    unwritten.push({ group, epoch, key })
    return false
  }

  async function checkArchive(group: GroupId, epoch: number): Promise<'good' | 'false-escrow' | 'no-key'> {
    const chain = chains.state(group)
    const stated = chain?.epochs[epoch]
    const key = await groupKey(group, epoch)
    if (chain === undefined || stated === undefined || key === undefined) return 'no-key'
    const place = placeOf(chain, epoch)
    const kem = await groupKemOf(place, key)
    if (!equalBytes(await kemPublicBytes(kem.publicKey), stated.kemKey)) return 'false-escrow'
    const archive = archiveOfEpoch(chain, chains.team(), stated.at)
    if (archive === null) return 'good'
    return (await isArchiveBox(place, key, archive, stated.archiveBox)) ? 'good' : 'false-escrow'
  }

  return {
    groupKey,
    addBox: shelf.add,
    holdKey,
    offerKey,
    takeWrites: () => {
      const items = unwritten.map(
        ({ group, epoch, key }) => ({ store: 'keys', scope: group, name: String(epoch), value: key }) as const,
      )
      unwritten = []
      return sealedStore.seal(items)
    },
    badBoxes: () => [...bad.values()],
    checkArchive,
  }
}

function nameOf(group: GroupId, epoch: number): string {
  return `${group}/${epoch}`
}

function placeOf({ space, group }: ChainState, epoch: number): EpochPlace {
  return { space, group, epoch }
}
