/** The phones of a person and of her family: read off the chains about her that this device sees. */
import type { DeviceId, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { Phone, SharingView } from '../../engine-api/sharing.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { ownDevicesOf } from '../membership/devices-of.ts'
import type { NewMember } from '../membership/group-admin.ts'
import { becameOf, identitiesOf, isPhone } from '../membership/lost-phones.ts'
import type { Session } from '../session.ts'
import { whoIs } from '../writing/record-context.ts'
import { markOf } from './team-devices.ts'

export function phonesOf(
  { device: { chains, device, frontiers } }: Pick<Session, 'device'>,
  person: PersonId,
  names: ReadonlyMap<string, Signature>,
): SharingView['phones'] {
  const about = chains.publicAbout(person)
  const circle = chains.circleOf(person)
  const here = new Map<DeviceId, readonly [ChainState, ChainDevice]>()
  for (const chain of about)
    for (const each of inNow(chain)) if (isPhone(each)) here.set(each.keys.device, [chain, each])
  // Handed over on some chains alone it is one phone still, under the newer name.
  const newest = [...here].filter(([id]) => ![...becameOf(about, id)].some((each) => here.has(each)))
  const phones = newest.map(([id, [chain, each]]): Phone => {
    const ids = [...identitiesOf(about, id)]
    const inCircle = ids.flatMap((one) => circle?.devices[one] ?? [])
    const heard = ids.flatMap((one) => frontiers.lastWrittenAt(one) ?? [])
    const circleOnly = each.role === 'family' && isKeptOut(chains, person, each)
    return {
      deviceId: id,
      mark: markOf(id),
      memberId: each.member,
      who: names.get(circleOnly ? each.member : whoIs(chain, chains.team(), each)) ?? null,
      isHers: each.role === 'patient',
      isThis: ids.includes(device),
      heardAt: heard.length === 0 ? null : (Math.max(...heard) as Instant),
      leftCircle: inCircle.length > 0 && inCircle.every(({ removedAt }) => removedAt !== null),
      circleOnly,
    }
  })
  return phones.sort(hersFirst)
}

/** Known of staff alone: nobody else sees the groups of family. */
function isKeptOut(chains: Chains, person: PersonId, phone: ChainDevice): boolean {
  const own = chains.privateOf(person, phone.member)
  if (own === undefined || own.devices[phone.keys.device] !== undefined) return false
  const isHers = ({ keys }: NewMember) => keys.device === phone.keys.device
  return !ownDevicesOf(chains, chains.publicAbout(person), own, phone).some(isHers)
}

function hersFirst(a: Phone, b: Phone): number {
  return (
    Number(b.isHers) - Number(a.isHers) || a.memberId.localeCompare(b.memberId) || (b.heardAt ?? 0) - (a.heardAt ?? 0)
  )
}
