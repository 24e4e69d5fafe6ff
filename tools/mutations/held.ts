/** What removed devices had not sent: who is told, what is let in, and that nothing falls between. */
import type { Mutation } from './mutation.ts'

export const heldMutations: readonly Mutation[] = [
  {
    check: 'what is let in came of a device that is out',
    file: 'client/engine/receive/held-entry.ts',
    from: 'return chain !== undefined && hasLeft(chain, team, entry)',
    to: 'return chain !== undefined && (hasLeft(chain, team, entry) || true)',
    test: 'client/engine/tests/engine.held.test.ts',
  },
  {
    check: 'an administrator lets in, and nobody else',
    file: 'client/engine/receive/held-entry.ts',
    from: "if (team?.devices[author]?.role !== 'admin' && by.member !== held.author.member)",
    to: "if (team?.devices[author]?.role !== 'admin' && by.member === undefined)",
    test: 'client/engine/tests/engine.held.test.ts',
  },
  {
    check: 'what is let in bears its author’s own signature',
    file: 'client/engine/receive/held-entry.ts',
    from: 'if (!(await verifyEntry(deps.verifier, entry, author.keys.signKey)))',
    to: 'if ((await verifyEntry(deps.verifier, entry, author.keys.signKey)) === undefined)',
    test: 'client/engine/tests/engine.held.test.ts',
  },
  {
    check: 'the relay is told of a decision only when it has it',
    file: 'client/engine/acts/held-acts.ts',
    from: 'notes.filter(({ written }) => !waits(written))',
    to: 'notes.filter(({ written }) => !waits(written) || true)',
    test: 'client/engine/tests/engine.held.test.ts',
  },
  {
    check: 'the wipe waits for what the relay would not take',
    file: 'client/engine/life/removal.ts',
    from: 'if (left > 0 && clock.now() - phase.at < waitsForRelayMs)',
    to: 'if (left > 0 && clock.now() < 0)',
    test: 'client/engine/tests/engine.removal.test.ts',
  },
  {
    check: 'only an administrator is told what is held back',
    file: 'server/routes/quarantine.ts',
    from: "return isAdmin(c.get('state').team, c.get('session').device)",
    to: "return c.get('session').device.length > 0",
    test: 'server/routes/quarantine.test.ts',
  },
  {
    check: 'what is held back is no way round breaking the glass',
    file: 'server/routes/quarantine.ts',
    from: "rights.mayReadContent(c.get('state'), device, entry.group) ? entry",
    to: 'device.length > 0 ? entry',
    test: 'server/routes/quarantine.test.ts',
  },
  {
    check: 'a last word is the device’s own',
    file: 'server/routes/erased.ts',
    from: 'return (await verifier.verify(signKey, erasedSigningInput(space, device), signature)) && isOut',
    to: 'return signature.length > 0',
    test: 'server/routes/quarantine.test.ts',
  },
]
