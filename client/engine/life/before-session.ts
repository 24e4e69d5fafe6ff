/** What lies on the disk before a session begins, and what of it is known by then: one look for all of it. */
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import type { OpenWith } from '../open-device.ts'
import { readRowsVersion } from '../remake/rows-version.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { keepAuthor } from '../sync/outbox.ts'
import { keepLastWord } from './last-word.ts'
import type { OwnDevice } from './own-device.ts'

export async function beforeSession(
  store: DeviceStore,
  own: OwnDevice,
  identity: DeviceIdentity,
): Promise<Pick<OpenWith, 'rowsVersion'>> {
  const [rowsVersion] = await Promise.all([
    readRowsVersion(store),
    keepAuthor(store, identity.keys.device),
    keepLastWord(store, own.space, identity),
  ])
  return { rowsVersion }
}
