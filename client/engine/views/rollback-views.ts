/**
 * The alarm of a relay that went back and did not say so, as it is told: to all
 * staff until a day after it was put right, to administrators and information
 * governance for good, to the public not at all. Rule SX742.
 */
import type { RollbackView } from '../../engine-api/sync-views.ts'
import { readWentBack } from '../sync/went-back.ts'
import type { Facts } from './facts.ts'

const toldForMs = 24 * 60 * 60_000

export async function rollbackViews({
  now,
  session,
}: Pick<Facts, 'now' | 'session'>): Promise<readonly RollbackView[]> {
  const { chains, device, own, sealedStore } = session.device
  if (own.audience !== 'staff') return []
  const role = chains.team()?.devices[device]?.role
  const to = role === 'admin' ? 'admin' : role === 'ig' ? 'governance' : 'staff'
  return (await readWentBack(sealedStore))
    .filter(({ overAt, said }) => !said && (to !== 'staff' || overAt === null || now - overAt < toldForMs))
    .map(({ at, lost, overAt, times }) => ({ at, lost, overAt, times, to }))
}
