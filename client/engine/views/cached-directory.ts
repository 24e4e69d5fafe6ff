/**
 * The directory's rows, read once until one changes: six thousand rows are not
 * copied out of the read model for every key and every tap (QV10).
 */
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { ReadModel } from '../read-model/read-model.ts'

const readers = new WeakMap<ReadModel, () => Promise<readonly DirectoryRow[]>>()

export function directoryOf(readModel: ReadModel): Promise<readonly DirectoryRow[]> {
  const known = readers.get(readModel)
  if (known !== undefined) return known()
  let rows: Promise<readonly DirectoryRow[]> | null = null
  readModel.changed((collections) => {
    if (collections.has('directory')) rows = null
  })
  const read = () => {
    rows ??= readModel.find('directory')
    return rows
  }
  readers.set(readModel, read)
  return read()
}
