/** What the chains say of the writer of an entry, for the projections: whose device signed it, whatever it says itself (EN6). */
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { standsForMember } from '../../../shared/membership/let-in-by.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { ContentHeader } from '../../../shared/protocol/entry.ts'
import type { RecordContext } from '../../domain/projections/record-context.ts'
import type { Outsider } from '../../domain/records/signature.ts'

export interface ContextFacts {
  readonly entry: { readonly id: string; readonly header: Pick<ContentHeader, 'group' | 'author' | 'seq' | 'doc'> }
  readonly chain: ChainState
  readonly team: ChainState | undefined
  readonly author: ChainDevice
  readonly me: MemberId
  readonly arrivedAt: Instant | null
}

export function contextOf({ arrivedAt, author, chain, entry, me, team }: ContextFacts): RecordContext {
  const { doc, group, author: deviceId, seq } = entry.header
  const staff = chain.kind === 'team' ? chain : team
  const named = staff?.devices[deviceId]
  const who = whoIs(chain, staff, author)
  return {
    entryId: entry.id,
    groupId: group,
    groupKind: chain.kind,
    personId: chain.about,
    deviceId,
    memberId: author.member,
    byStaff: isStaff(named),
    as: outsiderOf(author.role),
    byAdmin: named?.role === 'admin',
    // People count from one, and receipts with them: "all up to n" leaves nothing to say before the first.
    seq: seq + 1,
    doc,
    arrivedAt,
    own: who === me,
    ...(who !== author.member && { isBorrowed: true as const }),
  }
}

/**
 * The member it is of; or itself alone, where it came into a circle under the id of somebody of the team whose device it
 * is not, or was let in by the person under that of family who were there before.
 */
export function whoIs(chain: ChainState, team: ChainState | undefined, device: ChainDevice): string {
  const { keys, member } = device
  const isOfTeam = Object.values(team?.devices ?? {}).some((each) => each.member === member)
  const isTheirs = !isOfTeam || team?.devices[keys.device]?.member === member
  return isTheirs && standsForMember(chain, team, device) ? member : keys.device
}

export function outsiderOf(role: Role): Outsider | undefined {
  return role === 'admin' || role === 'staff' || role === 'ig' ? undefined : role
}

/** Associates are named on the team chain and are no staff: they write what the public writes. */
function isStaff(device: ChainDevice | undefined): boolean {
  return device !== undefined && isClinical(device.role)
}
