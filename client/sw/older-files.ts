/**
 * What versions before this one have left among the kept files: a page that began
 * with one of them loads its late parts out of there, until the last is gone.
 * Rules SW1020 and SW1021.
 */
import { cacheNames } from 'workbox-core'

/** Whichever version it is of. */
export function keptFile(request: Request): Promise<Response | undefined> {
  return caches.match(request, { cacheName: cacheNames.precache })
}

/** `ours`: the addresses under which the files of this version are kept. `isWanted` is asked once the others are known. */
export async function dropOlderFiles(ours: ReadonlySet<string>, isWanted: () => Promise<boolean>): Promise<void> {
  const cache = await caches.open(cacheNames.precache)
  const others = (await cache.keys()).filter(({ url }) => !ours.has(url))
  // What a newer version keeps lies here as well: one that begins now is not among them yet.
  if (await isWanted()) await Promise.all(others.map((other) => cache.delete(other)))
}
