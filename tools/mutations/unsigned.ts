/** Checks that who has not signed is told nothing, and that a device tells what is broken on its own disk. */
import type { Mutation } from './mutation.ts'

export const unsignedMutations: readonly Mutation[] = [
  {
    check: 'an entry under a name nobody knows costs as much to refuse as any other',
    file: 'server/admission/content.ts',
    from: 'signKey ?? nobodysKey',
    to: 'signKey ?? new Uint8Array()',
    test: 'server/authorisation.test.ts',
  },
  {
    check: 'a control under a name nobody knows costs as much to refuse as any other',
    file: 'server/admission/control.ts',
    from: 'signKey ?? nobodysKey',
    to: 'signKey ?? new Uint8Array()',
    test: 'server/authorisation.test.ts',
  },
  {
    check: 'a bad signature under a name that exists is answered like a name that does not',
    file: 'server/admission/content.ts',
    from: "signKey === undefined || !isSigned) return refuse('unknown-or-forbidden')",
    to: "signKey === undefined || !isSigned) return refuse(isSigned ? 'unknown-or-forbidden' : 'chain-refused')",
    test: 'server/routes/entries.test.ts',
  },
  {
    check: 'a removed device leaves behind only what is truly broken',
    file: 'client/engine/sync/standing.ts',
    from: 'return !entry.ok || !(await verifyEntry(verifier, entry.value, named.keys.signKey))',
    to: 'return !entry.ok || named !== undefined',
    test: 'client/engine/tests/engine.removal.test.ts',
  },
]
