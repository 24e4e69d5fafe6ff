/** Who has something that was written here, since when, and who has not yet: what a chip counts, by name. */
import type { ReachView, Reader } from '../../engine-api/travel.ts'

export function reachView(readers: readonly Reader[], canBeSeen: boolean): ReachView {
  return { canBeSeen, readers: [...readers].sort((a, b) => rank(a) - rank(b) || since(a) - since(b)) }
}

function rank({ seen, stored }: Reader): number {
  if (seen !== null) return 0
  return stored === null ? 2 : 1
}

function since({ seen, stored }: Reader): number {
  return (seen ?? stored)?.at ?? 0
}
