/**
 * A device that comes back into its team with two sheets of the recovery kit,
 * when no administrator is left. The relay keeper's link shows it the team's
 * chain; the sheets give the root key, which signs the device in, and the
 * archive key, which opens the team's newest key. Old keys follow by the back
 * chain. Nothing of it is sent or stored here; the sheets are kept nowhere. Rules
 * FD130 to FD133.
 */
import { type Bytes, bytesToBase64Url, bytesToHex, equalBytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { archiveAt } from '../../../shared/membership/archive-key.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { encodeControlAppend } from '../../../shared/protocol/control-append.ts'
import { parseControlEntry } from '../../../shared/protocol/entry.ts'
import { parseRecoveryFragment, type RecoveryLink } from '../../../shared/protocol/recovery-link.ts'
import { tidySignature } from '../../domain/records/record-base.ts'
import type { RecoverProblem, RecoverRequest } from '../../engine-api/founding.ts'
import { readKit } from '../archive/read-kit.ts'
import { openBox } from '../crypto/box.ts'
import { createDeviceIdentity } from '../crypto/device-identity.ts'
import type { ArchiveKit } from '../membership/archive-kit.ts'
import { type Chains, createChains } from '../membership/chains.ts'
import { createGroupAdmin } from '../membership/group-admin.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { checkFounder } from './check-founder.ts'
import type { FoundingPhase } from './joining.ts'
import { type MakeFoundingDeps, noFeed } from './make-founding.ts'
import type { OwnDevice } from './own-device.ts'

export interface MakeRecoveryDeps extends MakeFoundingDeps {
  readonly relay: Pick<RelayClient, 'teamChain'>
}

export interface MadeRecovery {
  readonly own: OwnDevice
  readonly phase: FoundingPhase
  readonly secret: Bytes
  /** The team's newest key, until there is a box of it for this device. */
  readonly sealed: readonly SealedItem[]
}

export async function makeRecovery(
  deps: MakeRecoveryDeps,
  request: RecoverRequest,
): Promise<Result<MadeRecovery, RecoverProblem>> {
  const { fragment, name, sheets, spaceName, title } = request
  const link = parseRecoveryFragment(fragment.startsWith('#') ? fragment : `#${fragment}`)
  if (!link.ok) return err({ type: 'link-broken' })
  if (deps.clock.now() > link.value.expiresAt) return err({ type: 'link-over' })
  const checked = checkFounder(request)
  if (!checked.ok) return checked
  const kit = await readKit(sheets)
  if (!kit.ok) return err(kit.error.type === 'misread' ? kit.error : { type: kit.error.problem })
  const { secret: shownBytes, space } = link.value
  const shown = bytesToBase64Url(shownBytes)
  const chains = await fetchTeam(deps, link.value, shown)
  if (!chains.ok) return chains
  const team = chains.value.team()
  if (team?.root == null || !equalBytes(team.root, kit.value.root.publicKey)) return err({ type: 'other-kit' })
  const newest = await openNewestKey(team, kit.value)
  if (newest === undefined) return err({ type: 'no-key' })
  const { identity, secret } = await createDeviceIdentity(deps.random)
  const member = bytesToHex(deps.random.bytes(16)) as MemberId
  const keyring = { groupKey: async () => newest.key }
  const admin = createGroupAdmin({ ...deps, chains: chains.value, keyring, identity, feedLength: noFeed })
  const planned = await admin.recover(kit.value.root, member)
  if (!planned.ok) return err({ type: 'moved-on' })
  const { entry } = planned.value.controls[0]!
  const group = space as string as GroupId
  const pin = { seq: entry.header.groupSeq, hash: entry.id }
  const own: OwnDevice = {
    ...{ space, group, member, audience: 'staff', spaceName: spaceName.trim(), team: pin },
    signature: tidySignature({ memberId: member, name, role: title, face: '' }),
  }
  const append = encodeControlAppend([{ control: entry.bytes, boxes: [] }])
  return ok({
    ...{ own, secret },
    phase: { type: 'founding', request: append, space, shown, spaceName: own.spaceName },
    sealed: [{ store: 'keys', scope: group, name: String(newest.epoch), value: newest.key }],
  })
}

/** Every entry is verified here; a relay that leaves the end of the chain out is noticed when the entry is posted. */
async function fetchTeam(
  { relay, store, verifier }: MakeRecoveryDeps,
  { space }: RecoveryLink,
  shown: string,
): Promise<Result<Chains, RecoverProblem>> {
  const answer = await relay.teamChain(space, shown)
  if (!answer.ok) return err({ type: answer.error.type === 'problem' ? 'link-used' : 'no-signal' })
  const chains = await createChains({ store, verifier, space, pin: null })
  for (const bytes of answer.value) {
    const entry = parseControlEntry(bytes)
    const applied = entry.ok ? await chains.apply(entry.value) : entry
    if (!applied.ok) return err({ type: 'not-the-team' })
  }
  return ok(chains)
}

async function openNewestKey(team: ChainState, { archive, keys }: ArchiveKit) {
  const stated = team.epochs.at(-1)
  if (stated === undefined || archiveAt(team, stated.at)?.id !== archive.id) return undefined
  const place = { space: team.space, group: team.group, epoch: stated.epoch }
  const { archiveBox: box, commitment, epoch } = stated
  const opened = await openBox(place, { box, recipient: archive.id, keys, commitment })
  return opened.ok ? { epoch, key: opened.value } : undefined
}
