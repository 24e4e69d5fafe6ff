/** She was told whom she was given or who was taken from her: kept on this device, and not told again. Rule RN482. */
import type { MarkHanded, Outcome } from '../../engine-api/commands.ts'
import type { Serial } from '../lib/serial.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { problemOfFailure } from '../writing/write-problem.ts'
import { handedItem, readHandedBook } from './handed-book.ts'

export interface MarkHandedDeps {
  readonly sealedStore: SealedStore
  readonly store: Pick<DeviceStore, 'commit'>
  readonly commitLock: Serial
  readonly onSeen: () => void
}

export function markHanded(deps: MarkHandedDeps, { personIds }: MarkHanded): Promise<Outcome> {
  const { commitLock, onSeen, sealedStore, store } = deps
  return commitLock(async () => {
    const book = await readHandedBook(sealedStore)
    const notes = (book?.notes ?? []).filter(({ personId }) => !personIds.includes(personId))
    if (book === undefined || notes.length === book.notes.length) return { ok: true }
    const saved = await store.commit(await sealedStore.seal([handedItem({ ...book, notes })]))
    if (!saved.ok) return { ok: false, problem: problemOfFailure(saved.error) }
    onSeen()
    return { ok: true }
  })
}
