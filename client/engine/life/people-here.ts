/** Who has a place on this device, as far as each says so without being opened: a name, and what waits to be sent. */
import type { PersonHere } from '../../engine-api/device-state.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { readVaultLabel } from '../storage/vault.ts'
import { countWritten } from '../sync/own-feeds.ts'

export interface Place {
  readonly name: string
  readonly isCurrent: boolean
  readonly open: () => Promise<DeviceStore>
}

/** A place where nobody joined is nobody's; a phone of the public is not shared. */
export async function peopleHere(places: readonly Place[]): Promise<readonly PersonHere[]> {
  const people = await Promise.all(places.map(personAt))
  return people.filter((person) => person !== null)
}

async function personAt({ isCurrent, name: place, open }: Place): Promise<PersonHere | null> {
  const store = await open()
  try {
    const label = await readVaultLabel(store)
    if (label === null) return null
    return { place, name: label, isCurrent, unsentCount: await countWritten(store) }
  } finally {
    await store.close()
  }
}
