/**
 * Founds a space: this engine's keys, its first chain entries, and the chain at
 * the relay. What is to be posted lies on disk first, so a founding cut short is
 * finished by founding again.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { encodeControlAppend, parseControlAppend } from '../../../shared/protocol/control-append.ts'
import { createDeviceIdentity, type DeviceIdentity } from '../crypto/device-identity.ts'
import type { EngineDeps } from '../engine.ts'
import type { Life } from '../life/life-port.ts'
import { type OwnDevice, phaseWrite, sealOwnDevice } from '../life/own-device.ts'
import { createChains } from '../membership/chains.ts'
import { type AdminPlan, createGroupAdmin } from '../membership/group-admin.ts'
import { createKeyring } from '../membership/keyring.ts'
import type { Session } from '../session.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { createVault } from '../storage/vault.ts'
import type { AdminProblem, FoundSpace } from './admin-api.ts'

const founding = 'founding'

export async function foundSpace(
  deps: EngineDeps,
  life: Life,
  space: FoundSpace,
): Promise<Result<SpaceId, AdminProblem>> {
  await life.started
  let session = life.session()
  if (session === null) {
    const relay = await deps.relay.relayKey()
    if (!relay.ok) return err({ type: 'no-signal' })
    session = await beginSpace(deps, life, space, relay.value)
  }
  if (session === null) return err({ type: 'refused', detail: 'already-joined' })
  const pending = await deps.store.get('meta', founding)
  if (pending !== undefined) {
    const posted = await postFounding(deps, session, pending)
    if (!posted.ok) return posted
  }
  session.runner.wake('try-now')
  await life.settle()
  return ok(session.device.own.space)
}

async function beginSpace(deps: EngineDeps, life: Life, space: FoundSpace, relay: Bytes): Promise<Session | null> {
  if (life.state().type !== 'empty') return null
  const { me } = space
  const { identity, secret } = await createDeviceIdentity(deps.random)
  let own: OwnDevice | undefined
  const created = await createVault(deps).create({
    secret,
    passphrase: null,
    name: me.name,
    alongside: async (sealedStore) => {
      const plan = await planSpace(deps, { identity, sealedStore, space, relay })
      own = ownDeviceOf(plan.space, space)
      const items = encodeControlAppend(plan.controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
      const founded = { store: 'meta', key: founding, value: items } as const
      return [phaseWrite({ type: 'joined' }), founded, ...(await sealOwnDevice(sealedStore, own))]
    },
  })
  return created.ok && own !== undefined ? life.openOwn(own, created.value) : null
}

async function planSpace(
  deps: EngineDeps,
  parts: {
    readonly identity: DeviceIdentity
    readonly sealedStore: SealedStore
    readonly space: FoundSpace
    readonly relay: Bytes
  },
): Promise<AdminPlan> {
  const { identity, relay, sealedStore, space } = parts
  const nowhere = '0'.repeat(32) as SpaceId
  const chains = await createChains({ store: deps.store, verifier: deps.verifier, space: nowhere, pin: null })
  const keyring = createKeyring({ store: deps.store, sealedStore, identity, chains })
  const admin = createGroupAdmin({ ...deps, chains, keyring, identity, feedLength: async () => 0 })
  const plan = await admin.createSpace({ member: space.me.memberId as MemberId, archive: space.archive, relay })
  if (!plan.ok) throw new Error(`planSpace: ${plan.error.type}`)
  return plan.value
}

function ownDeviceOf(space: SpaceId, { me, name }: FoundSpace): OwnDevice {
  return {
    space,
    group: space as string as GroupId,
    member: me.memberId as MemberId,
    signature: me,
    audience: 'staff',
    spaceName: name,
    team: null,
  }
}

async function postFounding(
  { relay, store }: EngineDeps,
  session: Session,
  bytes: Uint8Array,
): Promise<Result<void, AdminProblem>> {
  const items = parseControlAppend(bytes)
  if (!items.ok) return err({ type: 'refused', detail: 'founding row' })
  const answer = await relay.appendControl(session.device.own.space, items.value)
  if (!answer.ok) return err({ type: 'no-signal' })
  const refused = answer.value.find((result) => result.type === 'refused')
  if (refused?.type === 'refused') return err({ type: 'refused', detail: refused.problem })
  const saved = await store.commit([{ store: 'meta', key: founding, value: null }])
  return saved.ok ? ok(undefined) : err({ type: 'refused', detail: saved.error.type })
}
