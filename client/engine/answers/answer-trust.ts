/** Whose word a document of a person still is, by name. Rule QV560. */
import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { AccordingTo } from '../../engine-api/according-to.ts'
import type { Facts } from '../views/facts.ts'

/** Nothing where this device has checked all of it, which is nearly always. */
export async function accordingTo(
  { session: { device }, staff }: Facts,
  personId: string,
  kind: DocumentKind,
): Promise<{ readonly accordingTo?: AccordingTo }> {
  const chain = device.chains.careChainOf(personId as PersonId)
  const gaps = await device.gaps.load(false)
  if (chain === undefined || gaps === undefined || gaps.inGroup(chain.group).size === 0) return {}
  const { writersOfSnapshots } = await import('../snapshots/according-to.ts')
  const writers = await writersOfSnapshots(device, gaps, chain, kind)
  if (writers.length === 0) return {}
  return {
    accordingTo: writers.map((member) => (member === null ? null : (staff.get(member)?.signature.name ?? null))),
  }
}
