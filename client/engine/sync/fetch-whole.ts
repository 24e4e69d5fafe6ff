/** Notes that the past of groups is to be fetched, whole: something of it is missing here that no snapshot stands for (SX424). */
import type { Arrival, GroupId } from '../../../shared/lib/ids.ts'
import type { CatchUpDeps } from './catch-up.ts'
import { backfillWrite } from './cursor.ts'

/** False: the disk did not take it. */
export async function fetchWhole(
  { access, commitLock, onBackfill, store }: Pick<CatchUpDeps, 'access' | 'commitLock' | 'onBackfill' | 'store'>,
  groups: readonly GroupId[],
): Promise<boolean> {
  const saved = await commitLock(() => store.commit(groups.map((group) => backfillWrite(group, 0 as Arrival))))
  if (!saved.ok) return false
  for (const group of groups) {
    access.keepBackfill(group, 0 as Arrival)
    onBackfill(group)
  }
  return true
}
