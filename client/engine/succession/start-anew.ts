/**
 * Starting anew: this device makes itself another identity, keeps its keys, and
 * puts both on the team's chain in one append, that the new one is in and the old
 * one is out. The old identity signs it, so nobody else has to be there (MB180).
 * Rules SX180, SX184. Loaded when it is asked for.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { DeviceKeys } from '../../../shared/protocol/control.ts'
import type { AnewProblem } from '../../engine-api/start-anew.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { postUntilDone } from '../admin/post-until-done.ts'
import { createDeviceIdentity, openDeviceIdentity } from '../crypto/device-identity.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import { hasBegun } from '../sync/begun.ts'
import { isForked } from './old-copy.ts'
import { hasTakenOver, readSuccessor, type Successor, successorWrite } from './successor.ts'

export const secretPlace = { store: 'keys', scope: 'successor', name: 'secret' } as const

/** `onNamed` before anybody else hears of it: from then on the removal of this identity is no removal of this device. */
export async function startAnew(
  deps: EngineDeps,
  session: Session,
  onNamed: (successor: Successor) => void,
): Promise<Result<void, AnewProblem>> {
  const { chains, device, feeds, own } = session.device
  const team = chains.team()
  const me = team?.devices[device]
  if (team === undefined || me === undefined || !isClinical(me.role)) return err('not-allowed')
  const named = await readSuccessor(deps.store)
  if (named === null && !feeds.all().some(isForked)) return err('not-needed')
  if ((await session.relaySession()) === null) return err('no-signal')
  // After what is being written now: from then on this identity begins no group (SX270).
  const keys = await session.writer.inTurn(() => successorKeys(deps, session))
  if (!keys.ok) return keys
  // Signed by this identity, the beginning of a group cannot be sealed again by another.
  if (await hasBegun(deps.store)) return err('not-yet')
  const successor = { device: keys.value.device, isHere: false }
  onNamed(successor)
  const to = { keys: keys.value, role: me.role, member: own.member, invite: null }
  const posted = await postUntilDone(deps, session, () => groupAdminOf(deps, session.device).handOver(team.group, to))
  // A try whose answer was lost, or whose device is out since, did it all the same: both halves of it.
  const isOut = chains.team()?.devices[device]?.removedAt !== null
  if (posted.ok || (isOut && hasTakenOver(successor, chains.team()))) return ok(undefined)
  return err(posted.error.type === 'no-signal' ? 'no-signal' : 'refused')
}

/** On the disk before anybody hears of them, and the same ones when asked again. */
async function successorKeys(
  { random, store }: EngineDeps,
  { device: { commitLock, sealedStore } }: Session,
): Promise<Result<DeviceKeys, AnewProblem>> {
  const known = await identityOf(sealedStore.get(secretPlace.store, secretPlace.scope, secretPlace.name))
  if (known !== undefined) return ok(known)
  const { identity, secret } = await createDeviceIdentity(random)
  const { keys } = identity
  const saved = await commitLock(async () =>
    store.commit([
      ...(await sealedStore.seal([{ ...secretPlace, value: secret }])),
      successorWrite({ device: keys.device, isHere: false }),
    ]),
  )
  return saved.ok ? ok(keys) : err('no-space')
}

async function identityOf(row: Promise<Result<Bytes | undefined, unknown>>): Promise<DeviceKeys | undefined> {
  const secret = await row
  const identity = secret.ok && secret.value !== undefined ? await openDeviceIdentity(secret.value) : undefined
  return identity?.ok === true ? identity.value.keys : undefined
}
