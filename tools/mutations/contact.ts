/** Checks of whether a person agreed to be sent messages. */
import type { Mutation } from './mutation.ts'

export const contactMutations: readonly Mutation[] = [
  {
    check: 'staff write nothing that her phone reads before she agreed to it',
    file: 'client/engine/sharing/contact.ts',
    from: "return row?.agreed === true ? null : { type: 'not-agreed' }",
    to: "return row?.agreed !== false ? null : { type: 'not-agreed' }",
    test: 'client/engine/tests/engine.contact.test.ts',
  },
  {
    check: 'a no that a yes had not before it holds',
    file: 'client/domain/contact-word.ts',
    from: 'const holding = against.length > 0 ? against : said.filter(({ agreed }) => agreed)',
    to: 'const holding = said',
    test: 'client/domain/contact-word.test.ts',
  },
  {
    check: 'nobody writes down how the other said it',
    file: 'client/domain/projections/record-place.ts',
    from: "(record.said === 'herself') === context.byStaff)",
    to: "(record.said === 'herself') === context.byAdmin)",
    test: 'client/domain/contact-word.test.ts',
  },
]
