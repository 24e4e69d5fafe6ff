import type { Mutation } from './mutation.ts'

/** What is cut off in the middle, or asked for twice at once. */
export const cutOffMutations: readonly Mutation[] = [
  {
    check: 'a window that lost the device while it opened does not open',
    file: 'client/engine/life/life.ts',
    from: 'if (!hold.isHeld()) {\n      await endSession()',
    to: 'if (session === null) {\n      await endSession()',
    test: 'client/engine/tests/engine.takeover.test.ts',
  },
  {
    check: 'who asks to be let in asks one at a time',
    file: 'client/engine/life/joining.ts',
    from: 'asking ??= askWhileWanted()',
    to: 'asking = askWhileWanted()',
    test: 'client/engine/life/joining.test.ts',
  },
  {
    check: 'an identity that is being replaced begins no record',
    file: 'client/engine/writing/write-new-person.ts',
    from: 'if ((await readSuccessor(store)) !== null)',
    to: 'if ((await readSuccessor(store))?.isHere === true)',
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
  {
    check: 'what was cleared for a new identity is not cleared again',
    file: 'client/engine/succession/change-over.ts',
    from: 'await commitOrThrow(store, [successorWrite(null)])',
    to: 'await store.commit([successorWrite(null)])',
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
  {
    check: 'nothing is told of an opening that no chain has',
    file: 'client/engine/acts/opening-said.ts',
    from: 'if (said !== undefined && isOpened(said.until))',
    to: 'if (said !== undefined)',
    test: 'client/engine/tests/engine.break-glass.test.ts',
  },
  {
    check: 'no instant is later than calendars go',
    file: 'shared/protocol/fields.ts',
    from: 'brand<number, Instant>(uint(latestInstant))',
    to: 'brand<number, Instant>(uint())',
    test: 'shared/protocol/entry.test.ts',
  },
]
