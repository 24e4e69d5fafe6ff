/** Checks of an export: which kit signed it, and what an earlier one may still say. */
import type { Mutation } from './mutation.ts'

const file = 'client/engine/archive/verify-export.ts'
const test = 'client/engine/archive/verify-export.test.ts'

export const exportsMutations: readonly Mutation[] = [
  {
    check: 'a copy of another team’s chains proves nothing',
    file,
    from: 'if (kits.at(-1)?.key !== key)',
    to: 'if (kits.length === 0)',
    test,
  },
  {
    check: 'a kit that was replaced makes no later export',
    file,
    from: 'if (made >= kit.until)',
    to: 'if (made < 0)',
    test,
  },
  {
    check: 'an earlier kit signs nothing that nobody had agreed to',
    file,
    from: '  if (!isAgreed(files, history))\n    return fault(',
    to: '  if (made < 0)\n    return fault(',
    test,
  },
  {
    check: 'an agreement is about that very person',
    file: 'client/engine/archive/kit-history.ts',
    from: "act.type === 'archive-use' && care.has(act.group) &&",
    to: "act.type === 'archive-use' &&",
    test,
  },
  {
    check: 'an export has nobody else’s visits',
    file: 'client/engine/archive/export-documents.ts',
    from: 'return personId === person || persons?.includes(person) === true',
    to: "return personId !== '' || persons?.includes(person) === true",
    test: 'client/engine/archive/export-person.test.ts',
  },
  {
    check: 'a change that no document takes is told',
    file: 'client/engine/archive/export-documents.ts',
    from: 'const refused = ofDoc.length - read.length + broken.length',
    to: 'const refused = broken.length',
    test: 'client/engine/archive/export-person.test.ts',
  },
]
