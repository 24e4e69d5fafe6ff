/**
 * The device that founded keeps the kit's sheets until the chain says that two of
 * them were given back, on whichever device that was, or however it was cut off.
 * Rule FD780.
 */
import type { Chains } from '../membership/chains.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { kitPlace, sheetsItem } from './kit-row.ts'

export interface ForgetKitDeps {
  readonly chains: Pick<Chains, 'team'>
  readonly sealedStore: Pick<SealedStore, 'get' | 'seal'>
  readonly store: Pick<DeviceStore, 'commit'>
}

/** To be asked whenever the chain may have moved; once they are gone it asks the disk nothing. */
export function createForgetKit({ chains, sealedStore, store }: ForgetKitDeps): () => Promise<void> {
  let isGone = false
  return async () => {
    const keptAt = chains.team()?.kitKeptAt
    if (isGone || keptAt === null || keptAt === undefined) return
    const row = await sealedStore.get(kitPlace.store, kitPlace.scope, kitPlace.name)
    const isNone = row.ok && row.value === undefined
    isGone = isNone || (await store.commit(await sealedStore.seal([sheetsItem(null)]))).ok
  }
}
