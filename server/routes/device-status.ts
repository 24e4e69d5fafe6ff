/**
 * GET /v1/device/:device/status: a device without a key at hand, locked or in
 * its service worker, asks whether it is still in. That it was removed is shown
 * by the signed entries that say so, never by this relay's word. Rule RT70.
 */
import { Hono } from 'hono'
import type { DeviceId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { isGone } from '../../shared/membership/gone.ts'
import { encodeDeviceStatus } from '../../shared/protocol/device-status.ts'
import { chainsNaming } from '../admission/readable.ts'
import type { SpaceState, Spaces } from '../admission/spaces.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import type { Limits } from '../middleware/limits.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv } from '../middleware/relay-context.ts'

export interface DeviceStatusRouteDeps {
  readonly spaces: Spaces
  readonly store: EntryStore
  readonly limits: Limits
}

export function deviceStatusRoute({ limits, spaces, store }: DeviceStatusRouteDeps): Hono<RelayEnv> {
  async function proofOf(state: SpaceState, device: DeviceId, from: number) {
    const { space, team } = state
    const others = chainsNaming(state, device).filter(({ kind }) => kind !== 'team' && kind !== 'board')
    const teamUntil = Math.max(team.devices[device]?.removedAt ?? 0, ...others.map((chain) => teamSeqOf(chain, device)))
    const chains = await Promise.all([
      store.chainEntries(space, team.group, from, teamUntil),
      ...others.map((chain) => store.chainEntries(space, chain.group, 0, endOf(chain, device))),
    ])
    return chains.flat()
  }

  return new Hono<RelayEnv>().get('/v1/device/:device/status', async (c) => {
    if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
    const device = c.req.param('device') as DeviceId
    await spaces.refreshAll()
    const state = spaces.findByDevice(device)
    if (state === undefined) return problem(c, 'unknown-or-forbidden')
    await limits.giveBackToAddress(c.get('address'), 1)
    if (!isGone(chainsNaming(state, device), state.team, device))
      return cborAnswer(c, encodeDeviceStatus({ standing: 'in', controls: [] }))
    const from = Number(/^\d{1,9}$/.exec(c.req.query('team') ?? '')?.[0] ?? 0)
    return cborAnswer(c, encodeDeviceStatus({ standing: 'removed', controls: await proofOf(state, device, from) }))
  })
}

/** The removal; for an associate, whom the team alone removed, no more than that it was let in: the team’s chain says the rest. */
function endOf(chain: ChainState, device: DeviceId): number {
  const named = chain.devices[device]
  return named?.removedAt ?? named?.since ?? 0
}

/** As much of the team's chain as the group's own refers to up to there. */
function teamSeqOf(chain: ChainState, device: DeviceId): number {
  return chain.teamSeqs[endOf(chain, device)] ?? 0
}
