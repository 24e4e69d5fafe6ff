/**
 * Groups that were begun here and that the relay does not know yet: their first
 * chain entries lie on the disk as they will travel, signed, with the boxes that
 * ride with them, and nothing that needs a key to read. They leave before any
 * entry of theirs, whoever sends: the open app, the locked one, the service
 * worker. Sent twice is sent once. Rule SX160.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { encodeControlAppend, parseControlAppend } from '../../../shared/protocol/control-append.ts'
import type { Serial } from '../lib/serial.ts'
import type { AdminPlan } from '../membership/group-admin.ts'
import type { DeviceStore, StoredItem, Write } from '../storage/device-store.ts'
import type { RelayClient } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

const prefix = 'begun/'

/** One row for all that is begun in one act; `name` is the first group's. */
export function begunWrite(space: SpaceId, name: GroupId, plans: readonly AdminPlan[]): Write {
  const items = plans.flatMap(({ controls }) => controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
  return { store: 'meta', key: `${prefix}${space}/${name}`, value: encodeControlAppend(items) }
}

export async function hasBegun(store: Pick<DeviceStore, 'scan'>): Promise<boolean> {
  return (await store.scan('meta', prefix, `${prefix}~`)).length > 0
}

export interface PostBegunDeps {
  readonly relay: Pick<RelayClient, 'appendControl'>
  readonly store: DeviceStore
  readonly commitLock: Serial
}

/** `ok`: all is there, or what is not was refused and its entries will be told so. */
export async function postBegun(deps: PostBegunDeps): Promise<StepOutcome> {
  for (const row of await deps.store.scan('meta', prefix, `${prefix}~`)) {
    const posted = await post(deps, row)
    if (posted.type !== 'ok') return posted
  }
  return { type: 'ok' }
}

async function post({ commitLock, relay, store }: PostBegunDeps, { key, value }: StoredItem): Promise<StepOutcome> {
  const items = parseControlAppend(value)
  const space = key.slice(prefix.length).split('/')[0] as SpaceId
  if (items.ok) {
    const answer = await relay.appendControl(space, items.value)
    if (!answer.ok) return outcomeOfFailure(answer.error)
    const refused = answer.value.find((result) => result.type === 'refused')
    if (refused?.type === 'refused')
      return refused.problem === 'too-many-requests' ? { type: 'refused' } : { type: 'ok' }
  }
  const kept = await commitLock(() => store.commit([{ store: 'meta', key, value: null }]))
  return { type: kept.ok ? 'ok' : 'refused' }
}
