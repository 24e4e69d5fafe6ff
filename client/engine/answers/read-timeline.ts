/** Windows on what lies by time: as many pages as what is asked for needs, the newest first. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Collection, RowByCollection } from '../../domain/projections/rows.ts'
import type { Rows } from '../read-model/rows.ts'

export interface Window<Name extends Collection> {
  readonly rows: readonly RowByCollection[Name][]
  /** Nothing is older. */
  readonly isWhole: boolean
}

const step = 64

/** Goes back until `isEnough`, or to the beginning. */
export async function readBack<Name extends Collection>(
  rows: Rows,
  collection: Name,
  partition: string,
  isEnough: (found: readonly RowByCollection[Name][]) => boolean,
): Promise<Window<Name>> {
  for (let count = step; ; count += step) {
    const found = await rows.newest(collection, partition, count)
    if (found.isWhole || isEnough(found.rows)) return found
    // More can be here already than this round asked for.
    count = Math.max(count, found.rows.length)
  }
}

export async function readSince<Name extends 'givings'>(
  rows: Rows,
  collection: Name,
  partition: string,
  since: Instant,
): Promise<readonly RowByCollection[Name][]> {
  const { rows: found } = await readBack(rows, collection, partition, (some) => some.some(({ at }) => at < since))
  return found
}
