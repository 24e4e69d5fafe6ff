/** What was in place before anything would have missed it. */
import type { Mutation } from './mutation.ts'

export const proofsMutations: readonly Mutation[] = [
  {
    check: 'the app stands in nobody else’s frame',
    file: 'server/middleware/security-headers.ts',
    from: '    "frame-ancestors \'none\'",\n',
    to: '',
    test: 'server/routes/app-files.test.ts',
  },
  {
    check: 'scripts come by the one policy of ours alone',
    file: 'server/middleware/security-headers.ts',
    from: "    'trusted-types doorstep-url',\n",
    to: '',
    test: 'server/routes/app-files.test.ts',
  },
  {
    check: 'by itself a relay takes twenty new requests an hour from an address',
    file: 'server/ops/config.ts',
    from: "return founding.type === 'open' ? 2_000 : 20",
    to: 'return 2_000',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'a relay that goes back and says it is the same one is told apart from a restored one',
    file: 'client/engine/sync/start-again.ts',
    from: 'const said = start.generation !== at.generation',
    to: 'const said = true',
    test: 'client/engine/tests/engine.went-back.test.ts',
  },
  {
    check: 'a relay that grew past what it lost is told from one where access ended',
    file: 'client/engine/sync/run-refill.ts',
    from: 'const isNew = found !== null && !found.isCertain && lost > 0',
    to: 'const isNew = found !== null && !found.isCertain && lost < 0',
    test: 'client/engine/tests/engine.went-back.test.ts',
  },
  {
    check: 'that access ended raises no alarm about the relay',
    file: 'client/engine/sync/run-refill.ts',
    from: 'const isNew = found !== null && !found.isCertain && lost > 0',
    to: 'const isNew = found !== null && !found.isCertain',
    test: 'client/engine/tests/engine.went-back.test.ts',
  },
  {
    check: 'the public are told of no alarm about the relay',
    file: 'client/engine/views/rollback-views.ts',
    from: "if (own.audience !== 'staff') return []",
    to: 'if (own.audience.length === 0) return []',
    test: 'client/engine/tests/engine.refill.test.ts',
  },
  {
    check: 'the public are told of no restored relay',
    file: 'client/engine/answers/answer-sync.ts',
    from: "device.own.audience === 'public' ? null : refill",
    to: 'refill',
    test: 'client/engine/tests/engine.refill.test.ts',
  },
  {
    check: 'what is served out of quarantine is noted',
    file: 'server/routes/quarantine.ts',
    from: 'if (sent.length > 0) fetchLog.noteOne',
    to: 'if (sent.length < 0) fetchLog.noteOne',
    test: 'server/audit/audit.test.ts',
  },
  {
    check: 'administrators and information governance keep the alarm of a relay that went back',
    file: 'client/engine/views/rollback-views.ts',
    from: "(to !== 'staff' || overAt === null",
    to: '(overAt === null',
    test: 'client/engine/tests/engine.went-back.test.ts',
  },
  {
    check: 'a record in which something waits for its chain is not called complete',
    file: 'client/engine/views/facts.ts',
    from: 'some(({ entry }) => entry.header.group === group)',
    to: "some((item) => item.for === 'key' && item.entry.header.group === group)",
    test: 'client/engine/tests/engine.withheld.test.ts',
  },
]
