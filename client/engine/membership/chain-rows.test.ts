/** KR1050: an index that was made ahead is the one that would be made now, and nobody gets what somebody else changed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { GroupKind } from '../../../shared/protocol/control.ts'
import { indexAhead, takeChainRows } from './chain-rows.ts'

const groupKinds: readonly GroupKind[] = ['team', 'care', 'private', 'circle', 'board']
const id = fc.constantFrom('a1', 'b2', 'c3')
const row = fc.record({ kind: fc.constantFrom(...groupKinds), about: fc.constantFrom('', 'p1', 'p2'), group: id })
const rows = fc.uniqueArray(row, { selector: ({ group }) => group })

const itemsOf = (all: readonly { kind: string; about: string; group: string }[]) =>
  all.map(({ kind, about, group }) => ({ key: `${kind}/${about}/${group}`, value: new Uint8Array([1]) }))

const tell = ({ groups, unread }: ReturnType<typeof takeChainRows>) => ({
  all: groups.all(),
  kinds: groupKinds.map(groups.ofKind),
  people: ['p1', 'p2'].map((person) => groups.about(person as PersonId)),
  unread: [...unread],
})

test('KR1050 made ahead or not, it says the same; taken and changed, the next one is whole again', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const items = itemsOf(all)
      const plain = tell(takeChainRows(items))
      expect(plain.all.toSorted()).toEqual(all.map(({ group }) => group).toSorted())
      indexAhead(items)
      const taken = takeChainRows(items)
      expect(tell(taken)).toEqual(plain)
      taken.unread.clear()
      taken.groups.add('care', 'p1' as PersonId, 'd4' as GroupId)
      expect(tell(takeChainRows(items))).toEqual(plain)
    }),
  )
})

test('KR1050 what was made ahead is what is taken', () => {
  const items = itemsOf([{ kind: 'care', about: 'p1', group: 'a1' }])
  indexAhead(items)
  items[0]!.key = 'care/p2/a1'
  expect(tell(takeChainRows(items)).people).toEqual([['a1'], []])
})
