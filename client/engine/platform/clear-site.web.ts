/**
 * What a browser keeps of a site goes by `Clear-Site-Data` alone: after a
 * database is deleted its bytes stay in the files below until they are tidied.
 * But it takes all of the site, so it is asked for only where nobody else has a
 * place on this device.
 */
import { protocolVersion, versionHeader } from '../../../shared/protocol/version.ts'
import { isTaken } from '../life/is-taken.ts'
import type { ClearSite } from '../life/removal.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { listPlaces } from './places.web.ts'

export interface ClearSiteOptions {
  readonly origin: string
  /** The one that was erased. */
  readonly place: string
  readonly open: (place: string) => Promise<DeviceStore>
}

export async function clearSite({ open, origin, place }: ClearSiteOptions): ReturnType<ClearSite> {
  const others = (await listPlaces()).filter((name) => name !== place)
  for (const other of others) if (await hasPlace(await open(other))) return 'others'
  try {
    // Without credentials a browser does not do as the header says.
    const init = { method: 'POST', headers: { [versionHeader]: String(protocolVersion) } } as const
    const answer = await fetch(`${origin}/wipe`, { ...init, credentials: 'same-origin', cache: 'no-store' })
    return answer.status === 204 ? 'cleared' : 'failed'
  } catch {
    return 'failed'
  }
}

async function hasPlace(store: DeviceStore): Promise<boolean> {
  try {
    return await isTaken(store)
  } finally {
    await store.close()
  }
}
