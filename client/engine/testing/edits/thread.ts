/** Edits of what staff say of a conversation with the public: its title, how soon, and who looks after it. */
import fc from 'fast-check'
import { threadIdOf } from '../../../domain/documents/doc-id.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth } from './edit.ts'

const named = fc.record({
  title: fc.constantFrom('', 'Dressings', 'Supplies'),
  priority: fc.constantFrom('urgent', 'today', 'whenever'),
})

const name = edit('names a conversation', named, (at, place, drawn) =>
  ask(at, place, { type: 'name-thread', threadId: threadIdOf(place.group), ...drawn }),
)

export const threadEdits: KindOfEdits = {
  keyOf: ({ group }) => group,
  shown: async (at, { group }) => {
    const { thread } = await viewOf(at, 'thread', { threadId: threadIdOf(group) })
    return { ...thread?.care, isMine: null }
  },
  begin: [name],
  edits: [
    name,
    edit('takes a conversation', fc.constant(null), (at, place) =>
      ask(at, place, { type: 'take-thread', threadId: threadIdOf(place.group) }),
    ),
    edit('gives a conversation', fc.record({ to: fc.option(fc.nat({ max: 2 })) }), (at, place, drawn) => {
      const to = drawn.to === null ? null : (nth(place.members, drawn.to) ?? null)
      return ask(at, place, { type: 'give-thread', threadId: threadIdOf(place.group), to })
    }),
  ],
}
