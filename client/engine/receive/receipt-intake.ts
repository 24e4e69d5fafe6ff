/**
 * Messages of others make a receipt due in their group, in the same commit that
 * stores them. So does a message that no key came for: written under the key
 * that is here, the receipt asks for the one that is not (KR23).
 */
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import type { Chains } from '../membership/chains.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { ReceiptBook } from '../writing/receipts.ts'
import type { Opened } from './open-records.ts'
import type { ReceiptIntake } from './receiver.ts'

export interface ReceiptIntakeDeps {
  readonly book: ReceiptBook
  readonly sealedStore: SealedStore
  readonly chains: Chains
  readonly me: MemberId
}

export function createReceiptIntake({ book, chains, me, sealedStore }: ReceiptIntakeDeps): ReceiptIntake {
  /** Groups in which a receipt becomes due; the team's own group has none. */
  function groupsOf({ records }: Opened, asking: readonly GroupId[]): readonly GroupId[] {
    const groups = records.flatMap(({ item, record }) => {
      const { group } = item.entry.header
      const isForeign = record.type === 'message' && item.author.member !== me
      return isForeign && chains.state(group)?.kind !== 'team' ? [group] : []
    })
    return [...new Set([...groups, ...asking])].filter((group) => !book.of(group).isDue)
  }

  const dueState = (group: GroupId) => ({ ...book.of(group), isDue: true })

  return {
    planArrived: (opened, asking) =>
      sealedStore.seal(groupsOf(opened, asking).map((group) => book.item(group, dueState(group)))),
    keepArrived: (opened, asking) => {
      for (const group of groupsOf(opened, asking)) book.keep(group, dueState(group))
    },
  }
}
