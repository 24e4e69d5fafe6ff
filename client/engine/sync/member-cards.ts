/**
 * A device of family or of an associate says who its member is, once a group:
 * chains hold no names, and whoever writes in a circle should know who reads it.
 * The person herself does so in her circle. Rule GK7.
 */
import type { DeviceId, GroupId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { namedAt } from '../../../shared/membership/standing.ts'
import { writeMemberCard } from '../../domain/records/member-card.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { Chains } from '../membership/chains.ts'
import type { Keyring } from '../membership/keyring.ts'
import { isFamilyPrivate } from '../membership/private-owner.ts'
import type { Rows } from '../read-model/rows.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'

export interface MemberCardsDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly rows: Rows
  readonly writer: Writer
  readonly device: DeviceId
  readonly member: MemberId
  readonly baseOf: (about: PersonId | null) => RecordBase
}

export function createMemberCards(deps: MemberCardsDeps): () => Promise<void> {
  const done = new Set<GroupId>()
  const { baseOf, chains, device, keyring, member, rows, writer } = deps

  async function draftFor(group: GroupId): Promise<EntryDraft | undefined> {
    const chain = chains.state(group)
    const team = chains.team()
    if (chain === undefined || (chain.kind === 'private' && !isFamilyPrivate(chain))) return undefined
    const heads = { groupSeq: chain.seq, teamSeq: team?.seq ?? 0 }
    if (namedAt(chain, team, device, heads) === undefined) return undefined
    if ((await keyring.groupKey(group, chain.epochs.length - 1)) === undefined) return undefined
    const known = await rows.find('members', { id: `${group}/${member}` })
    const card = writeMemberCard(baseOf(chain.about))
    if (known.length > 0 || !card.ok) {
      done.add(group)
      return undefined
    }
    const label = { kind: 'team', personId: chain.about } as const
    return { kind: 'record', group, priority: 'bulk', doc: zeroDoc, records: [card.value], label }
  }

  return async () => {
    const groups = [...chains.byKind('private'), ...chains.byKind('circle')].map(({ group }) => group)
    const drafts = await Promise.all(groups.filter((group) => !done.has(group)).map(draftFor))
    const entries = drafts.filter((draft) => draft !== undefined)
    if (entries.length === 0) return
    const written = await writer.inTurn(() => writer.write({ entries, alongside: [], sealedAlongside: [] }))
    if (written.ok) for (const { group } of entries) done.add(group)
  }
}
