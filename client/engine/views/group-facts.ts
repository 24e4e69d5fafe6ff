/** What views say of groups: who is written to and what each has confirmed. Read for the groups a view shows. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import { homePartition, type Origin, type StoryKind } from '../../domain/projections/rows.ts'
import type { Reader, Travel } from '../../engine-api/travel.ts'
import { whoIs } from '../writing/record-context.ts'
import type { Facts } from './facts.ts'
import { readPeople } from './facts.ts'
import { type KnownNames, recipientsOf, threadGroupOf } from './group-people.ts'
import type { ThreadGroup } from './threads.ts'
import { type Recipient, readersOf, travelOf } from './travel.ts'

type Written = Origin & { readonly kind?: StoryKind }

export interface GroupFacts {
  readonly threadGroup: (chain: ChainState) => ThreadGroup
  readonly travelOfRow: (row: Written) => Travel | null
  readonly readersOfRow: (row: Written) => readonly Reader[]
}

/** `withReceipts`: without them only what was not sent is told apart. */
export async function readGroups(
  facts: Facts,
  chains: readonly ChainState[],
  { withReceipts }: { readonly withReceipts: boolean },
): Promise<GroupFacts> {
  const names = await namesOf(facts, chains)
  const receipts = withReceipts ? await receiptsOf(facts, chains) : new Map<string, readonly ReceiptRow[]>()
  const { session } = facts
  const { device, feeds } = session.device

  const written = new Map<string, readonly Recipient[]>()

  /** The same for everything in a group. */
  function recipientsIn(group: GroupId): readonly Recipient[] {
    const known = written.get(group)
    if (known !== undefined) return known
    const chain = session.device.chains.state(group)
    const found = chain === undefined ? [] : recipientsOf(session, chain, names)
    written.set(group, found)
    return found
  }

  function confirmationsOf({ groupId, kind }: Written) {
    return {
      receipts: receipts.get(groupId) ?? [],
      recipients: recipientsIn(groupId as GroupId),
      canBeSeen: kind === undefined || kind === 'message',
    }
  }

  return {
    readersOfRow: (row) => readersOf(row, confirmationsOf(row)),
    threadGroup: (chain) => threadGroupOf(session, chain, names),
    travelOfRow: (row) => {
      if (!row.own) return null
      const feed = feeds.of(row.groupId as GroupId)
      return travelOf(row, { deviceId: device, now: facts.now, feed, ...confirmationsOf(row) })
    },
  }
}

async function namesOf({ now, rows, session, staff }: Facts, chains: readonly ChainState[]): Promise<KnownNames> {
  const groups = chains.map(({ group }) => group)
  const team = session.device.chains.team()
  const memberIds = chains.flatMap((chain) =>
    Object.values(chain.devices).map((device) => `${chain.group}/${whoIs(chain, team, device)}`),
  )
  const [members, cards, { directory }] = await Promise.all([
    rows.findMany('members', [...new Set(memberIds)]),
    rows.findMany('personCards', groups),
    readPeople(
      rows,
      chains.flatMap(({ about }) => about ?? []),
    ),
  ])
  return {
    ...{ directory, now, staff },
    members: new Map(members.map((row) => [`${row.groupId}/${row.memberId}`, row])),
    cards: new Map(cards.map((row) => [row.groupId, row])),
  }
}

async function receiptsOf(
  { rows }: Facts,
  chains: readonly ChainState[],
): Promise<ReadonlyMap<string, readonly ReceiptRow[]>> {
  const partitions = [...new Set(chains.map(({ about }) => about ?? homePartition))]
  await rows.open(partitions, ['receipts'])
  const found = await Promise.all(partitions.map((partition) => rows.find('receipts', { partition })))
  const byGroup = new Map<string, ReceiptRow[]>()
  for (const receipt of found.flat()) {
    const known = byGroup.get(receipt.groupId)
    if (known === undefined) byGroup.set(receipt.groupId, [receipt])
    else known.push(receipt)
  }
  return byGroup
}
