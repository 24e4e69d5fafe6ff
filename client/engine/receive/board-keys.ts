/** Keys of the board that came as records. One the board's chain does not name is never used (GK6). */
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { boardIdOf } from '../../../shared/protocol/control.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Opened } from './open-records.ts'

/** True when a key is held now that was not before: what waited for it can be opened. */
export function takeBoardKeys(keyring: Keyring, space: SpaceId, { records }: Opened): boolean {
  const board = boardIdOf(space)
  let isNew = false
  for (const { record } of records) {
    if (record.type !== 'board-key' || (record.group as GroupId) !== board) continue
    if (keyring.offerKey(board, record.epoch, hexToBytes(record.key))) isNew = true
  }
  return isNew
}
