/**
 * What a removed device does to itself. First what wraps its keys goes, in one
 * commit with the word that it was removed: from then on nothing here opens, be
 * there signal or not. Then the sealed outbox leaves, which needs no key and
 * which the relay keeps aside for an administrator. Then the whole store, and
 * what the browser keeps of it. Cut off anywhere, it goes on from there at the
 * next start. Rules RM70-RM72.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import { type JoinPhase, phaseWrite } from './own-device.ts'
import type { Clock } from './platform/clock.ts'
import type { DeviceStore, StoreName } from './storage/device-store.ts'
import { flushOutbox } from './sync/flush.ts'
import type { RelayClient } from './sync/relay-client.ts'

export type RemovedPhase = JoinPhase & { readonly type: 'removed' }

/** Has the browser forget what it kept of this site, if it keeps nobody else's; false when it should have and did not. */
export type ClearSite = () => Promise<boolean>

export interface ErasureDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'append'>
  readonly clock: Clock
  readonly clearSite: ClearSite
  /** False from the moment somebody else may write. */
  readonly isWanted: () => boolean
}

const wraps: readonly StoreName[] = ['vault', 'keys']

export async function shutForGood(
  store: DeviceStore,
  audience: RemovedPhase['audience'],
  at: Instant,
): Promise<RemovedPhase> {
  const phase: RemovedPhase = { type: 'removed', at, audience, erased: false }
  const rows = await Promise.all(wraps.map(async (name) => ({ name, items: await store.scan(name, '', '\uffff') })))
  const gone = rows.flatMap(({ items, name }) => items.map(({ key }) => ({ store: name, key, value: null })))
  await store.commit([phaseWrite(phase), ...gone])
  return phase
}

/** As far as it comes now. */
export async function erase(deps: ErasureDeps, phase: RemovedPhase): Promise<RemovedPhase> {
  const { clearSite, isWanted, store } = deps
  const flushed = await flushOutbox(deps, true)
  if (flushed.type !== 'ok' || !isWanted()) return phase
  let erased = true
  await store.renew(async () => {
    erased = await clearSite()
  })
  const done = { ...phase, erased }
  const saved = await store.commit([phaseWrite(done)])
  return saved.ok ? done : phase
}
