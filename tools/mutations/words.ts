/** Checks that what somebody typed stays words where a page is written by hand. */
import type { Mutation } from './mutation.ts'

export const wordsMutations: readonly Mutation[] = [
  {
    check: 'what somebody typed is no markup of the export',
    file: 'client/engine/archive/export-html.ts',
    from: 'return text.replaceAll(/[&<>"\']/g, (letter) => safe[letter] ?? letter)',
    to: 'return safe[text] ?? text',
    test: 'client/engine/archive/archive.test.ts',
  },
]
