/**
 * A device that founds a neighbourhood by the relay keeper's link: its keys, the
 * recovery kit's seed, and the first chain entries of the team and its board, all
 * made here and nothing of it sent or stored yet. The seed leaves only as the
 * three sheets, sealed until two of them were given back. Rules FD80 to FD82.
 */
import { type Bytes, bytesToBase64Url, bytesToHex } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { encodeControlAppend } from '../../../shared/protocol/control-append.ts'
import { parseFoundingFragment } from '../../../shared/protocol/founding-link.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import { tidySignature } from '../../domain/records/record-base.ts'
import type { FoundProblem, FoundRequest } from '../../engine-api/founding.ts'
import { seedLength, splitSeed } from '../archive/shares.ts'
import { createDeviceIdentity, type DeviceIdentity } from '../crypto/device-identity.ts'
import { openArchiveKit } from '../membership/archive-kit.ts'
import { createChains } from '../membership/chains.ts'
import { type AdminPlan, createGroupAdmin, type Planned } from '../membership/group-admin.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { checkFounder } from './check-founder.ts'
import type { FoundingPhase } from './joining.ts'
import type { OwnDevice } from './own-device.ts'

export interface MakeFoundingDeps {
  readonly clock: Clock
  readonly random: Random
  readonly verifier: SignatureVerifier
  /** Empty yet, and left so. */
  readonly store: DeviceStore
}

export interface MadeFounding {
  readonly own: OwnDevice
  readonly phase: FoundingPhase
  readonly secret: Bytes
  /** Of the recovery kit, to be sealed and printed. */
  readonly sheets: readonly string[]
}

export async function makeFounding(
  deps: MakeFoundingDeps,
  request: FoundRequest,
): Promise<Result<MadeFounding, FoundProblem>> {
  const { fragment, name, spaceName, title } = request
  const link = parseFoundingFragment(fragment.startsWith('#') ? fragment : `#${fragment}`)
  if (!link.ok) return err({ type: 'link-broken' })
  if (deps.clock.now() > link.value.expiresAt) return err({ type: 'link-over' })
  const checked = checkFounder(request)
  if (!checked.ok) return checked
  const seed = deps.random.bytes(seedLength)
  const [{ archive, root }, sheets] = await Promise.all([openArchiveKit(seed), splitSeed(seed)])
  const { identity, secret } = await createDeviceIdentity(deps.random)
  const member = bytesToHex(deps.random.bytes(16)) as MemberId
  const [team, board] = await planChains(deps, identity, (admin) =>
    admin.createSpace({ member, archive, root: root.publicKey, relay: link.value.relayKey }),
  )
  const { space } = team
  const own: OwnDevice = {
    ...{ space, group: space as string as GroupId, member, audience: 'staff', spaceName: spaceName.trim(), team: null },
    signature: tidySignature({ memberId: member, name, role: title, face: '' }),
  }
  const controls = [...team.controls, ...board.controls]
  const append = encodeControlAppend(controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
  const shown = bytesToBase64Url(link.value.secret)
  return ok({
    own,
    secret,
    sheets,
    phase: { type: 'founding', request: append, space, shown, spaceName: own.spaceName },
  })
}

/** The board follows the team in one append; it is planned on the chain as the relay will have it. */
async function planChains(
  deps: MakeFoundingDeps,
  identity: DeviceIdentity,
  createSpace: (admin: ReturnType<typeof createGroupAdmin>) => Planned,
): Promise<readonly [AdminPlan, AdminPlan]> {
  const adminOf = async (space: SpaceId) => {
    const chains = await createChains({ ...deps, space, pin: null })
    return { chains, admin: createGroupAdmin({ ...deps, chains, keyring: noKeys, identity, feedLength: noFeed }) }
  }
  const nowhere = await adminOf('0'.repeat(32) as SpaceId)
  const team = await createSpace(nowhere.admin)
  if (!team.ok) throw new Error(`makeFounding: ${team.error.type}`)
  const there = await adminOf(team.value.space)
  for (const { entry } of team.value.controls) {
    const applied = await there.chains.apply(entry)
    if (!applied.ok) throw new Error(`makeFounding: ${applied.error.type}`)
  }
  const board = await there.admin.createGroup({ kind: 'board' })
  if (!board.ok) throw new Error(`makeFounding: ${board.error.type}`)
  return [team.value, board.value]
}

/** A first epoch follows none. */
const noKeys = { groupKey: async () => undefined }
export const noFeed = async (_group: GroupId, _device: DeviceId) => 0
