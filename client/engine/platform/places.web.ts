/**
 * Several people on one device, each in a place of their own: a database, a
 * vault, an identity, and a lock (PF5). Whoever else works here can neither read
 * it nor hold it up. Databases say by their names alone which there are; names
 * of people are in none of them.
 */
import { deviceLock } from './leader-lock.web.ts'

export const firstPlace = 'doorstep'

export function isPlace(name: string): boolean {
  return /^doorstep(-[0-9a-f]{16})?$/.test(name)
}

/** One a place, so that what waits in one is sent while another is open. */
export function lockOf(place: string): string {
  return place === firstPlace ? deviceLock : `${deviceLock}/${place}`
}

export async function listPlaces(databases: Pick<IDBFactory, 'databases'> = indexedDB): Promise<readonly string[]> {
  const names = (await databases.databases()).map(({ name = '' }) => name)
  return names.filter(isPlace).sort()
}
