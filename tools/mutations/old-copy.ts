import type { Mutation } from './mutation.ts'

/** A device that was put back to an older copy of itself. */
export const oldCopyMutations: readonly Mutation[] = [
  {
    check: 'a device whose successor is in is not erased',
    file: 'client/engine/sync/standing.ts',
    from: 'if (hasTakenOver(await readSuccessor(store), device, (each) => states.get(each)))',
    to: 'if (hasTakenOver(await readSuccessor(store), device, () => undefined))',
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
  {
    check: 'only what it builds on here is built on',
    file: 'client/engine/documents/other-author.ts',
    from: 'if (after === null || !A.hasHeads(applied, [after])) return undefined',
    to: 'if (after === null) return undefined',
    test: 'client/engine/documents/other-author.test.ts',
  },
  {
    check: 'a session that is over writes nothing more',
    file: 'client/engine/session.ts',
    from: 'whileWanted(given.store, () => !isOver)',
    to: 'whileWanted(given.store, () => !isOver || given.store !== undefined)',
    test: 'client/engine/tests/engine.flush.test.ts',
  },
  {
    check: 'the answer of a relay that is another by now counts for nothing',
    file: 'client/engine/sync/push.ts',
    from: 'pushFrom < from ? group : []',
    to: 'pushFrom < -from ? group : []',
    test: 'client/engine/sync/push.test.ts',
  },
  {
    check: 'where there are two histories nothing is started anew',
    file: 'client/engine/succession/start-anew.ts',
    from: "if (!mayStartAnew(device)) return err('not-allowed')",
    to: "if (mayStartAnew.length < 0) return err('not-allowed')",
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
]
