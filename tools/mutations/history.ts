/** Checks about what a relay has shown, lost, or was put back to. */
import type { Mutation } from './mutation.ts'

export const historyMutations: readonly Mutation[] = [
  {
    check: 'where there are two histories nothing more is written',
    file: 'client/engine/writing/writer.ts',
    from: "if (deps.forks.stops(draft.group)) return err({ type: 'forked' })",
    to: "if (deps.forks.stops('' as never)) return err({ type: 'forked' })",
    test: 'client/engine/tests/engine.forks.test.ts',
  },
  {
    check: 'a relay that has another thing where this device had read to is noticed',
    file: 'client/engine/sync/catch-up.ts',
    from: 'if (asked !== null && !isSameAs(asked, shown[0])) isForeign = true',
    to: 'if (asked !== null && shown.length === 0) isForeign = true',
    test: 'client/engine/tests/engine.forks.test.ts',
  },
  {
    check: 'a proof of two histories is signed by the team’s devices',
    file: 'shared/membership/fork-proof.ts',
    from: 'return author !== undefined && verifyEntry(verifier, entry, author.keys.signKey)',
    to: 'return author !== undefined || verifyEntry(verifier, entry, new Uint8Array(32))',
    test: 'shared/membership/fork.test.ts',
  },
  {
    check: 'the relay takes nothing that cites a head which is not on its chains',
    file: 'server/admission/content.ts',
    from: "if (contradictionOf(entry, chain, state?.team) !== undefined) return refuse('chain-refused')",
    to: "if (contradictionOf(entry, chain, state?.team)?.seq === -1) return refuse('chain-refused')",
    test: 'server/routes/entries.test.ts',
  },
  {
    check: 'chains are brought back to a restored relay',
    file: 'client/engine/sync/run-refill.ts',
    from: 'if (seesAllChains(deps)) {',
    to: 'if (seesAllChains(deps) && held.chains.size < 0) {',
    test: 'client/engine/tests/engine.refill.chains.test.ts',
  },
  {
    check: 'a device that a restored relay forgot brings back what let it in',
    file: 'client/engine/sync/relay-session.ts',
    from: '(await refill.offerUnknown())) opened',
    to: 'opened === undefined && (await refill.offerUnknown())) opened',
    test: 'client/engine/tests/engine.refill.chains.test.ts',
  },
  {
    check: 'a chain is not added to while a relay is being filled again',
    file: 'client/engine/sync/house-work.ts',
    from: "if (given.isSettling()) return { type: 'ok' }",
    to: "if (given.isSettling() && session === null) return { type: 'ok' }",
    test: 'client/engine/tests/engine.refill.chains.test.ts',
  },
  {
    check: 'chains come back in the order in which they were let in',
    file: 'client/engine/sync/control-log.ts',
    from: 'return entries.flatMap((entry)',
    to: 'return entries.toReversed().flatMap((entry)',
    test: 'client/engine/tests/engine.refill.chains.test.ts',
  },
  {
    check: 'what a leaver had written is taken again by a restored relay',
    file: 'server/admission/content.ts',
    from: 'return seq < (chain.cuts[author] ?? 0) &&',
    to: 'return seq < 0 * (chain.cuts[author] ?? 0) &&',
    test: 'client/engine/tests/engine.refill.chains.test.ts',
  },
  {
    check: 'of a leaver no more is taken than the cut counts',
    file: 'server/admission/content.ts',
    from: 'return seq < (chain.cuts[author] ?? 0) &&',
    to: 'return chain.cuts[author] !== undefined &&',
    test: 'server/routes/entries.test.ts',
  },
  {
    check: 'nobody of the public makes a space begin anew',
    file: 'server/routes/pull.ts',
    from: 'role === undefined || !isClinical(role)) return head',
    to: 'false) return head',
    test: 'server/routes/pull.test.ts',
  },
  {
    check: 'a lost space is founded again only where the relay’s keeper said so',
    file: 'server/routes/control.ts',
    from: "if (founding.type === 'open' || (await mailbox.useFounding(takeBackName(space), space, now()))) return true",
    to: "if (founding.type === 'open' || (await mailbox.useFounding(takeBackName(space), space, now())) !== null) return true",
    test: 'server/ops/take-back.test.ts',
  },
]
