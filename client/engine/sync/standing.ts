/**
 * Whether this device is still in, asked without a key: its id and the chains lie
 * on the disk in clear, and what the relay says of a removal is replayed on them,
 * signature by signature. So a relay can keep a removal to itself, and can invent
 * none. A device that was removed has no contact by this, however much answers.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { applyControl, type ChainState, signerOf } from '../../../shared/membership/chain.ts'
import { parseChainState } from '../../../shared/membership/chain-codec.ts'
import { isGone } from '../../../shared/membership/gone.ts'
import { parseContentEntry, parseControlEntry } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { hasTakenOver, readSuccessor } from '../succession/successor.ts'
import { readLog } from './entry-log.ts'
import { readAuthor } from './outbox.ts'
import type { RelayClient } from './relay-client.ts'

export type Standing =
  /** The relay knows this device as one that is in. */
  | { readonly type: 'in' }
  /** No answer, or none that proves anything. */
  | { readonly type: 'unheard' }
  | { readonly type: 'removed'; readonly audience: 'staff' | 'public' }
  /** It left because another identity of this very device came in. */
  | { readonly type: 'succeeded' }

export interface StandingDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'deviceStatus'>
  readonly verifier: SignatureVerifier
}

type States = Map<GroupId, ChainState>

const unheard: Standing = { type: 'unheard' }

export async function askStanding({ relay, store, verifier }: StandingDeps): Promise<Standing> {
  const [device, [row]] = await Promise.all([readAuthor(store), store.scan('chains', 'team/', 'team0')])
  const team = row === undefined ? undefined : parseChainState(row.value)
  if (device === undefined || team?.ok !== true) return unheard
  const asked = await relay.deviceStatus(device, team.value.seq + 1)
  if (!asked.ok) return unheard
  if (asked.value.standing === 'in') return { type: 'in' }
  const { group } = team.value
  const states = await readStates(store)
  for (const bytes of asked.value.controls) await replay(states, group, bytes, verifier)
  const now = states.get(group)
  if (!isGone([...states.values()], now, device)) return unheard
  if (hasTakenOver(await readSuccessor(store), device, (each) => states.get(each))) return { type: 'succeeded' }
  return { type: 'removed', audience: now?.devices[device] === undefined ? 'public' : 'staff' }
}

/** What lies there is not what this device signed, so nobody could ever read it. A relay says that to nobody it does not know. */
export async function isBrokenHere(
  { store, verifier }: Pick<StandingDeps, 'store' | 'verifier'>,
  { group, seq }: { readonly group: GroupId; readonly seq: number },
): Promise<boolean> {
  const author = await readAuthor(store)
  if (author === undefined) return false
  const [logged] = await readLog(store, { group, author, from: seq, to: seq + 1 })
  const named = [...(await readStates(store)).values()].flatMap(({ devices }) => devices[author] ?? [])[0]
  if (logged === undefined || named === undefined) return false
  const entry = parseContentEntry(logged.bytes)
  return !entry.ok || !(await verifyEntry(verifier, entry.value, named.keys.signKey))
}

async function readStates(store: DeviceStore): Promise<States> {
  const states: States = new Map()
  for (const { value } of await store.scan('chains', '', '\uffff')) {
    const read = parseChainState(value)
    if (read.ok) states.set(read.value.group, read.value)
  }
  return states
}

/** What does not follow, or is not signed by who may, changes nothing. The reducer is here whole: a service worker loads nothing later. */
async function replay(states: States, teamGroup: GroupId, bytes: Bytes, verifier: SignatureVerifier): Promise<void> {
  const parsed = parseControlEntry(bytes)
  if (!parsed.ok) return
  const entry = parsed.value
  const { group } = entry.header
  const team = group === teamGroup ? undefined : states.get(teamGroup)
  const signer = signerOf(states.get(group), team, entry)
  if (!signer.ok || !(await verifyEntry(verifier, entry, signer.value))) return
  const next = applyControl(states.get(group), team, entry)
  if (next.ok) states.set(group, next.value)
}
