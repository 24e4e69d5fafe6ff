/** What the relay says no to before it writes: content, controls, who asks to join. */
import type { Mutation } from './mutation.ts'

export const admissionMutations: readonly Mutation[] = [
  {
    check: 'an opening is short by the relay’s own clock, and refused if it is not',
    file: 'server/admission/control.ts',
    from: '!isShortByOurClock(entry, next.value, deps.now()) || ',
    to: '',
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'an opening that is noted is small',
    file: 'server/admission/content.ts',
    from: 'if (isView(entry) && !isViewSmall(entry))',
    to: 'if (isView(entry) && entry.bytes.length === 0)',
    test: 'server/audit/audit.test.ts',
  },
  {
    check: 'whose chains keep growing is asked again by whoever sent it',
    file: 'server/admission/control.ts',
    from: "return signedButRefused('compare-and-swap')\n  }\n\n  async function tryOne",
    to: "return signedButRefused('chain-refused')\n  }\n\n  async function tryOne",
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'content for chains that keep growing is not tried for ever',
    file: 'server/admission/content.ts',
    from: "if (tries === triesWhileMoving) throw new Error('the chains of the space keep growing')",
    to: 'if (tries === triesWhileMoving) return',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'an outsider ends nobody’s opening',
    file: 'server/admission/control.ts',
    from: 'if (isEndedByOutsider(entry, state?.team, chain, next.value, deps.now())) return',
    to: "if (isEndedByOutsider(entry, state?.team, chain, next.value, deps.now()) && space === '') return",
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'nobody is left without a person who looks after them',
    file: 'server/admission/control.ts',
    from: 'if (isLeftToNobody(entry, state, next.value))',
    to: "if (isLeftToNobody(entry, state, next.value) && space === '')",
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'what a refused one was followed by is not tried',
    file: 'server/admission/control.ts',
    from: "map(() => refusedWith('not-tried'))",
    to: 'map(() => results[0]!)',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'an invite that waits for one device is no other’s',
    file: 'server/admission/joins.ts',
    from: 'if (holder !== undefined) return',
    to: "if (holder === '') return",
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'an invite that waits is no other’s, at the same instant neither',
    file: 'server/admission/joins.ts',
    from: "return outcome === 'used'\n",
    to: 'return outcome === undefined\n',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'whatever an invite is refused for, nobody waits by it',
    file: 'server/admission/joins.ts',
    from: 'if (refusal !== undefined) return refuse(refusal, undefined)',
    to: 'if (refusal !== undefined && state === undefined) return refuse(refusal, undefined)',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'what the store refuses is told as refused',
    file: 'server/admission/results.ts',
    from: 'return refusedWith(problemByRefusal[outcome.reason])',
    to: "return { type: 'quarantined' }",
    test: 'server/routes/entries.test.ts',
  },
]
