/** All content of one group that lies here, as it travelled: read for what is seldom done over the whole of it. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { prefixEnd } from '../storage/key-range.ts'
import { entriesInRow } from './entry-log.ts'

export async function readGroupLog(store: Pick<DeviceStore, 'scan'>, group: GroupId): Promise<readonly ContentEntry[]> {
  const prefix = `${group}/`
  return (await store.scan('log', prefix, prefixEnd(prefix))).flatMap(({ value }) =>
    entriesInRow(value).flatMap((bytes) => {
      const entry = parseContentEntry(bytes)
      return entry.ok ? [entry.value] : []
    }),
  )
}
