/** Checks of the relay's log and of its checkpoints. */
import type { Mutation } from './mutation.ts'

export const auditMutations: readonly Mutation[] = [
  {
    check: 'a checkpoint is signed by the relay that the genesis names',
    file: 'shared/membership/chain.ts',
    from: "if (control.type === 'checkpoint') return chain?.relay ? ok(chain.relay) : err({ type: 'wrong-kind' })",
    to: "if (control.type === 'checkpoint' && chain === undefined) return err({ type: 'wrong-kind' })",
    test: 'shared/membership/checkpoint.test.ts',
  },
  {
    check: 'a checkpoint is the relay’s own, not somebody’s whose key it borrowed',
    file: 'shared/membership/checkpoint.ts',
    from: 'if (!isRelayOf(chain, author))',
    to: 'if (chain.relay === null)',
    test: 'shared/membership/checkpoint.test.ts',
  },
  {
    check: 'the page of a checkpoint rises',
    file: 'shared/membership/checkpoint.ts',
    from: 'if (page <= (chain.checkpoints.at(-1)?.page ?? 0))',
    to: 'if (page < 0)',
    test: 'shared/membership/checkpoint.test.ts',
  },
  {
    check: 'the fetch log is shown to information governance alone',
    file: 'server/admission/readable.ts',
    from: "return activeOn(team, device, team.seq)?.role === 'ig'",
    to: 'return activeOn(team, device, team.seq) !== undefined',
    test: 'server/audit/audit.test.ts',
  },
  {
    check: 'a page of the fetch log is held against what was signed for it',
    file: 'client/engine/audit/check-log.ts',
    from: "if (wanted !== undefined && wanted !== hash) note('changed')",
    to: "if (wanted === '') note('changed')",
    test: 'client/engine/audit/check-log.test.ts',
  },
  {
    check: 'a page of the fetch log follows the one before it',
    file: 'client/engine/audit/check-log.ts',
    from: "if (before !== undefined && page.prev !== before) note('changed')",
    to: "if (before === '') note('changed')",
    test: 'client/engine/audit/check-log.test.ts',
  },
  {
    check: 'the fetch log reaches what was signed for',
    file: 'client/engine/audit/check-log.ts',
    from: "if (newest !== undefined && newest.page > last.page) note('cut-short')",
    to: "if (newest !== undefined && newest.page < 0) note('cut-short')",
    test: 'client/engine/audit/check-log.test.ts',
  },
  {
    check: 'the relay’s key is readable by its own user alone',
    file: 'server/audit/relay-key.ts',
    from: 'if ((statSync(path).mode & 0o077) !== 0)',
    to: 'if (statSync(path).mode === 0)',
    test: 'server/audit/relay-key.test.ts',
  },
]
