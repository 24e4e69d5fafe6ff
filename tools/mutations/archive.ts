/** The recovery kit’s sheets, and what opens with them. */
import type { Mutation } from './mutation.ts'

const shares = { file: 'client/engine/archive/shares.ts', test: 'client/engine/archive/shares.test.ts' } as const

export const archiveMutations: readonly Mutation[] = [
  {
    ...shares,
    check: 'a sheet of a later form is told as that',
    from: "  if (found !== version) return err('newer')\n",
    to: '',
  },
  {
    ...shares,
    check: 'a sheet has a number that a sheet has',
    from: "  if (number === undefined || number < 1 || number > sheets) return err('unreadable')\n",
    to: "  if (number === undefined) return err('unreadable')\n",
  },
  {
    ...shares,
    check: 'two sheets are of one kit',
    from: "  if (!equalBytes(one.kit, other.kit)) return err('different-kits')\n",
    to: '',
  },
  {
    ...shares,
    check: 'two sheets are two',
    from: "  if (one.number === other.number || equalBytes(one.share, other.share)) return err('same-sheet')\n",
    to: '',
  },
  {
    ...shares,
    check: 'two sheets of one place are answered',
    from: "  } catch {\n    return err('not-a-kit')\n",
    to: '  } catch (failure) {\n    throw failure\n',
  },
  {
    file: 'client/engine/archive/read-kit.ts',
    test: 'client/engine/tests/engine.recovery.test.ts',
    check: 'sheets that give no kit are told as that',
    from: "problem: seed.error === 'not-a-kit' ? 'other-kit' : seed.error",
    to: "problem: 'other-kit'",
  },
  {
    file: 'client/engine/archive/kit-history.ts',
    test: 'client/engine/archive/archive.test.ts',
    check: 'a public kit has no history',
    from: "if (control?.type !== 'genesis' || control.root === null || team.root === null) return err('no-kit')",
    to: "if (control?.type !== 'genesis') return err('no-kit')",
  },
]
