/** Checks against who holds connections of the relay and does nothing with them. */
import type { Mutation } from './mutation.ts'

export const slowMutations: readonly Mutation[] = [
  {
    check: 'one address has no more connections than it may',
    file: 'server/ops/connections.ts',
    from: 'if (count > perAddress) socket.destroy()',
    to: '',
    test: 'server/slow-clients.test.ts',
  },
  {
    check: 'an answer that nobody takes is cut',
    file: 'server/ops/connections.ts',
    from: 'server.timeout = stalledMs',
    to: 'server.timeout = stalledMs * 1_000',
    test: 'server/slow-clients.test.ts',
  },
  {
    check: 'an answer that is taken too slowly is cut',
    file: 'server/ops/connections.ts',
    from: 'platform.after(answerMs, () => socket.destroy())',
    to: 'platform.after(answerMs, () => {})',
    test: 'server/slow-clients.test.ts',
  },
  {
    check: 'one device has no more pulls on their way than it may',
    file: 'server/routes/pull.ts',
    from: "if (!streams.mayBegin(device)) return problem(c, 'too-many-requests')",
    to: '',
    test: 'server/slow-clients.test.ts',
  },
]
