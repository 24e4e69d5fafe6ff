/**
 * What a change of membership costs the device that makes it: signed controls,
 * a new key, and a box for everybody who goes on. Keys are made before the clock
 * starts; nothing is sent.
 */

import { createDeviceIdentity } from '../../client/engine/crypto/device-identity.ts'
import { createWorld, member, planOf } from '../../client/engine/membership/testing/world.ts'
import { createSeededRandom } from '../../client/engine/platform/testing/seeded-random.ts'
import type { GroupId } from '../../shared/lib/ids.ts'
import { type BenchRow, inMs } from './table.ts'

const teamSize = 75
const runs = 20

export async function benchMembership(): Promise<readonly BenchRow[]> {
  const world = await createWorld('bench of membership')
  const { admin, groups, nurse } = world
  const joined = await peopleTeam(world, groups.team)
  const rotations = await timesOf(() => planOf(nurse.admin.newEpoch(groups.private)))
  const removals = await timesOf((run) => planOf(admin.admin.removeDevice(groups.team, joined[run % joined.length]!)))
  return [
    { work: 'Rotate one group', figure: inMs(rotations), goal: '≤ 50 ms' },
    { work: `Remove a device of a team of ${teamSize}, with its epoch`, figure: inMs(removals), goal: '≤ 500 ms' },
  ]
}

async function peopleTeam({ admin, all, share }: Awaited<ReturnType<typeof createWorld>>, team: GroupId) {
  const devices = []
  for (let count = Object.keys(admin.chains.state(team)!.devices).length; count < teamSize; count++) {
    const { identity } = await createDeviceIdentity(createSeededRandom(`bench colleague ${count}`))
    const newcomer = { keys: identity.keys, role: 'staff', member: member(100 + count), invite: null } as const
    await share(admin.admin.addMember(team, newcomer), all)
    devices.push(identity.keys.device)
  }
  return devices
}

async function timesOf(work: (run: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const began = performance.now()
    await work(run)
    times.push(performance.now() - began)
  }
  return times
}
