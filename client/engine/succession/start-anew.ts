/**
 * Starting anew: this device makes itself another identity, keeps its keys, and
 * puts on every chain that names it, in one control each, that the new one is in
 * and the old one is out. The old identity signs it, so nobody else has to be
 * there (MB180). They travel together, the group this device was let into last:
 * while that one still stands as it was, this device is who it was and goes on
 * from there. Rules SX180, SX184, SX255. Loaded when it is asked for.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { DeviceKeys } from '../../../shared/protocol/control.ts'
import type { AnewProblem } from '../../engine-api/start-anew.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { pullNow } from '../admin/post-until-done.ts'
import { createDeviceIdentity, openDeviceIdentity } from '../crypto/device-identity.ts'
import type { EngineDeps } from '../engine.ts'
import type { AdminPlan } from '../membership/group-admin.ts'
import type { Session } from '../session.ts'
import { hasBegun } from '../sync/begun.ts'
import { postPlans } from '../sync/post-plans.ts'
import { groupsNaming, isForked, mayStartAnew } from './old-copy.ts'
import { hasTakenOver, readSuccessor, type Successor, successorWrite } from './successor.ts'

export const secretPlace = { store: 'keys', scope: 'successor', name: 'secret' } as const

const tries = 5
/** Chains of one request. */
const atOnce = 32

/** `onNamed` before anybody else hears of it: from then on the removal of this identity is no removal of this device. */
export async function startAnew(
  deps: EngineDeps,
  session: Session,
  onNamed: (successor: Successor) => void,
): Promise<Result<void, AnewProblem>> {
  const { device } = session
  if (!mayStartAnew(device)) return err('not-allowed')
  const named = await readSuccessor(deps.store)
  if (named === null && !device.feeds.all().some(isForked)) return err('not-needed')
  if ((await session.relaySession()) === null) return err('no-signal')
  // After what is being written now: from then on this identity begins no group (SX270).
  const keys = await session.writer.inTurn(() => successorKeys(deps, session))
  if (!keys.ok) return keys
  // Signed by this identity, the beginning of a group cannot be sealed again by another.
  if (await hasBegun(deps.store)) return err('not-yet')
  const successor = { device: keys.value.device, home: device.own.group, isHere: false }
  onNamed(successor)
  return handOver(deps, session, { keys: keys.value, successor })
}

interface Named {
  readonly keys: DeviceKeys
  readonly successor: Successor
}

async function handOver(
  deps: EngineDeps,
  session: Session,
  { keys, successor }: Named,
): Promise<Result<void, AnewProblem>> {
  const { device } = session
  // A try whose answer was lost, or whose device is out since, did it all the same.
  const isDone = () => hasTakenOver(successor, device.device, device.chains.state)
  const { space } = device.own
  const left = new Set<GroupId>()
  for (let attempt = 0; attempt < tries + left.size && !isDone(); attempt++) {
    const plans: AdminPlan[] = []
    const groups = groupsNaming(device).filter((group) => !left.has(group))
    for (const group of groups.slice(0, atOnce)) {
      const planned = await groupAdminOf(deps, device).handOver(group, keys)
      if (!planned.ok) return err('refused')
      plans.push(planned.value)
    }
    const posted = await postPlans({ ...device, relay: deps.relay, space }, plans)
    if (posted.ok) {
      if (posted.value.isRace) await pullNow(session)
      continue
    }
    const { group, problem, type } = posted.error
    if (type !== 'refused') return err('no-signal')
    // Whoever left a group is sent its chain no more, so this device cannot know that an earlier try did this.
    if (problem !== 'author-not-active' || group === undefined || group === successor.home) return err('refused')
    left.add(group)
  }
  return isDone() ? ok(undefined) : err('refused')
}

/** On the disk before anybody hears of them, and the same ones when asked again. */
async function successorKeys(
  { random, store }: EngineDeps,
  { device: { commitLock, own, sealedStore } }: Session,
): Promise<Result<DeviceKeys, AnewProblem>> {
  const known = await identityOf(sealedStore.get(secretPlace.store, secretPlace.scope, secretPlace.name))
  if (known !== undefined) return ok(known)
  const { identity, secret } = await createDeviceIdentity(random)
  const { keys } = identity
  const saved = await commitLock(async () =>
    store.commit([
      ...(await sealedStore.seal([{ ...secretPlace, value: secret }])),
      successorWrite({ device: keys.device, home: own.group, isHere: false }),
    ]),
  )
  return saved.ok ? ok(keys) : err('no-space')
}

async function identityOf(row: Promise<Result<Bytes | undefined, unknown>>): Promise<DeviceKeys | undefined> {
  const secret = await row
  const identity = secret.ok && secret.value !== undefined ? await openDeviceIdentity(secret.value) : undefined
  return identity?.ok === true ? identity.value.keys : undefined
}
