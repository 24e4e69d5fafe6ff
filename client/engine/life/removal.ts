/**
 * What a removed device does to itself. First what wraps its keys goes, in one
 * commit with the word that it was removed: from then on nothing here opens, be
 * there signal or not. The rest is `erase.ts`. Rules RM70 to RM72.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DeviceStore, StoreName } from '../storage/device-store.ts'
import { readLastWord } from './last-word.ts'
import { type JoinPhase, phaseOf, phaseWrite } from './own-device.ts'

export type RemovedPhase = JoinPhase & {
  readonly type: 'removed'
  /** The disk has not taken it yet: what wraps its keys is still there (RM840). Never on the disk. */
  readonly opens?: boolean
}

/** Has the browser forget what it kept of this site, if it keeps nobody else's. */
export type ClearSite = () => Promise<'cleared' | 'others' | 'failed'>

const wraps: readonly StoreName[] = ['vault', 'keys']

export async function shutForGood(
  store: DeviceStore,
  audience: RemovedPhase['audience'],
  at: Instant,
): Promise<RemovedPhase> {
  const [before, word] = [await phaseOf(store), await readLastWord(store)]
  const none = { left: 0, lost: 0, waited: 0, gone: 0 }
  const fresh: RemovedPhase = { type: 'removed', at, seenAt: at, audience, erased: false, word, ...none }
  // Asked again while it waits: it was removed when it was, and what it has noted since stays.
  const phase = before?.type === 'removed' ? before : fresh
  const rows = await Promise.all(wraps.map(async (name) => ({ name, items: await store.scan(name, '', '\uffff') })))
  const gone = rows.flatMap(({ items, name }) => items.map(({ key }) => ({ store: name, key, value: null })))
  const saved = await store.commit([phaseWrite(phase), ...gone])
  return saved.ok || phase === before ? phase : { ...phase, opens: true }
}

/** Nothing is left to do. */
export function isOver({ erased, word }: RemovedPhase): boolean {
  return erased && word === null
}
