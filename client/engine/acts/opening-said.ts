/**
 * What somebody says when she opens a record: on the disk from before the relay is
 * asked until it is written, so that a lost answer or a kill between loses nothing
 * of it. It is written once, in the commit that puts it away. Rule BG270.
 */
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { GroupId, Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { openingsOf } from '../../../shared/membership/break-glass.ts'
import { isOpeningReason } from '../../domain/records/opening.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import { openingDrafts, type SaidOpening } from '../writing/opening-drafts.ts'
import type { Writer } from '../writing/writer.ts'

/** Beside the drafts, which stay when another identity takes the device over. */
const place = { store: 'drafts', scope: 'opening-said' } as const

export interface TellSaidDeps {
  readonly chains: Pick<Chains, 'state' | 'privateOf'>
  readonly sealedStore: SealedStore
  readonly writer: Writer
  readonly baseOf: (about: PersonId | null, at?: Instant) => RecordBase
}

interface KeepSaidDeps {
  readonly store: Pick<DeviceStore, 'commit'>
  readonly sealedStore: SealedStore
  readonly commitLock: Serial
}

/** False: the disk did not take it. A record is opened all the same. */
export async function keepSaid(
  { commitLock, sealedStore, store }: KeepSaidDeps,
  care: GroupId,
  { at, reason, until, words }: SaidOpening,
): Promise<boolean> {
  const item: SealedItem = { ...place, name: care, value: encodeCbor([1, at, reason, words, until]) }
  return (await commitLock(async () => store.commit(await sealedStore.seal([item])))).ok
}

export async function readSaid(sealedStore: SealedStore, care: GroupId): Promise<SaidOpening | undefined> {
  const row = await sealedStore.get(place.store, place.scope, care)
  return row.ok && row.value !== undefined ? parse(row.value) : undefined
}

/** True when it stands in the record and with the person, by whoever wrote it. `unkept`: where the disk did not keep it. */
export function tellSaid(deps: TellSaidDeps, care: GroupId, unkept?: SaidOpening): Promise<boolean> {
  const { sealedStore, writer } = deps
  return writer.inTurn(async () => {
    const said = unkept ?? (await readSaid(sealedStore, care))
    if (said === undefined) return true
    const entries = openingDrafts(deps, care, said)
    const putAway: SealedItem = { ...place, name: care, value: null }
    return entries.length > 0 && (await writer.write({ entries, alongside: [], sealedAlongside: [putAway] })).ok
  })
}

/** What the chain says was opened from here, and was not told yet. */
export function createTellOpened(deps: TellSaidDeps & { readonly member: MemberId }): () => Promise<void> {
  const { chains, member, sealedStore } = deps
  return async () => {
    for (const { name, value } of (await sealedStore.list(place.store, place.scope)).items) {
      const care = name as GroupId
      const chain = chains.state(care)
      const said = parse(value)
      const isOpened = (until: Instant) =>
        chain !== undefined && openingsOf(chain).some(({ to, until: end }) => to.member === member && end === until)
      if (said !== undefined && isOpened(said.until)) await tellSaid(deps, care)
    }
  }
}

function parse(value: Uint8Array): SaidOpening | undefined {
  const read = decodeCbor(value)
  const [version, at, reason, words, until]: readonly unknown[] = read.ok && Array.isArray(read.value) ? read.value : []
  if (version !== 1 || typeof at !== 'number' || typeof until !== 'number') return undefined
  if (typeof reason !== 'string' || typeof words !== 'string' || !isOpeningReason(reason)) return undefined
  return { at: at as Instant, reason, words, until: until as Instant }
}
