/**
 * Whether this device is still in, asked without a key: its id and the chains lie
 * on the disk in clear, and what the relay says of a removal is replayed on them,
 * signature by signature. So a relay can keep a removal to itself, and can invent
 * none. A device that was removed has no contact by this, however much answers.
 */
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { isGone } from '../../../shared/membership/gone.ts'
import { parseControlEntry } from '../../../shared/protocol/entry.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createChains } from '../membership/chains.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { readAuthor } from './outbox.ts'
import type { RelayClient } from './relay-client.ts'

export type Standing =
  /** The relay knows this device as one that is in. */
  | { readonly type: 'in' }
  /** No answer, or none that proves anything. */
  | { readonly type: 'unheard' }
  | { readonly type: 'removed'; readonly audience: 'staff' | 'public' }

export interface StandingDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'deviceStatus'>
  readonly verifier: SignatureVerifier
}

const unheard: Standing = { type: 'unheard' }

export async function askStanding({ relay, store, verifier }: StandingDeps): Promise<Standing> {
  const [device, space] = await Promise.all([readAuthor(store), readSpace(store)])
  if (device === undefined || space === undefined) return unheard
  const chains = await createChains({ store, verifier, space, pin: null })
  const asked = await relay.deviceStatus(device, (chains.team()?.seq ?? -1) + 1)
  if (!asked.ok) return unheard
  const { controls, standing } = asked.value
  if (standing === 'in') return { type: 'in' }
  for (const bytes of controls) {
    const entry = parseControlEntry(bytes)
    if (entry.ok) await chains.apply(entry.value)
  }
  const isProven = isGone(chains.all(), chains.team(), device)
  return isProven ? { type: 'removed', audience: audienceOf(chains.team()?.devices, device) } : unheard
}

function audienceOf(team: object | undefined, device: DeviceId): 'staff' | 'public' {
  return Object.hasOwn(team ?? {}, device) ? 'staff' : 'public'
}

/** The team's chain is named like its space. */
async function readSpace(store: DeviceStore): Promise<SpaceId | undefined> {
  const [row] = await store.scan('chains', 'team/', 'team0')
  const group = row?.key.split('/')[2] as GroupId | undefined
  return group as string | undefined as SpaceId | undefined
}
