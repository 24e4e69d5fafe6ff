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
    file: 'client/engine/sync/catch-up.ts',
    from: "start.generation === at.generation ? 'rollback' : 'relay-restored'",
    to: "'relay-restored'",
    test: 'client/engine/tests/engine.refill.test.ts',
  },
]
