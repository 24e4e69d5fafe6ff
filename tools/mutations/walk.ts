/** Keys that the recovery kit could not open, and passkeys of a person who was not verified. */
import type { Mutation } from './mutation.ts'

export const walkMutations: readonly Mutation[] = [
  {
    check: 'a false escrow is noticed by a colleague’s device',
    file: 'client/engine/sync/check-escrow.ts',
    from: "return found === 'false-escrow'",
    to: "return found === 'no-key' && newest < 0",
    test: 'client/engine/tests/engine.escrow.test.ts',
  },
  {
    check: 'a false escrow makes nobody renew without end',
    file: 'client/engine/sync/check-escrow.ts',
    from: "renewed.has(group) ? ({ type: 'ok' } as const) : await renew(group)",
    to: 'await renew(group)',
    test: 'client/engine/tests/engine.escrow.test.ts',
  },
  {
    check: 'a passkey’s secret comes of a verified person',
    file: 'client/ui/passkeys.ts',
    from: 'if (!isPasskey(got) || !isVerified(got)) return null',
    to: 'if (!isPasskey(got)) return null',
    test: 'client/ui/passkeys.test.ts',
  },
]
