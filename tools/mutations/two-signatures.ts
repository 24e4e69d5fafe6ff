/** Checks of what two administrators sign, and of what the recovery kit can do. */
import type { Mutation } from './mutation.ts'

const membership = 'shared/membership'

export const twoSignaturesMutations: readonly Mutation[] = [
  {
    check: 'what two administrators say at once stands once',
    file: 'client/engine/acts/team-acts.ts',
    from: 'const once = async () => (isThere() ? err(',
    to: "const once = async () => (said === '' ? err(",
    test: 'client/engine/tests/engine.two-signatures.test.ts',
  },
  {
    check: 'one administrator beside another lets in no third',
    file: `${membership}/steps.ts`,
    from: "if (role === 'admin' && needsSecond(chain) && member !== author.member)",
    to: "if (role === 'admin' && needsSecond(chain) && member === keys.device)",
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'it stays so when the other one has left',
    file: `${membership}/chain.ts`,
    from: 'pairedAt: chain.pairedAt ?? (isPaired ? header.groupSeq : null)',
    to: 'pairedAt: isPaired ? (chain.pairedAt ?? header.groupSeq) : null',
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'whoever proposed it does not approve it, from another tablet neither',
    file: `${membership}/proposals.ts`,
    from: 'if (chain.devices[by]?.member === author.member)',
    to: 'if (by === entry.header.author)',
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'a proposal of a removed device is void',
    file: `${membership}/proposals.ts`,
    from: "if (activeOn(team, by, team.seq) === undefined) return 'proposer-gone'",
    to: "if (team.devices[by] === undefined) return 'proposer-gone'",
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'a proposal runs out',
    file: `${membership}/proposals.ts`,
    from: "return now > until ? 'over' : 'open'",
    to: "return until < 0 ? 'over' : 'open'",
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'what is approved is judged anew',
    file: `${membership}/proposals.ts`,
    from: "return err({ type: 'kit-not-kept' })\n  const refusal = refusalOfAct(chain, act)\n  if (refusal !== undefined) return err(refusal)",
    to: "return err({ type: 'kit-not-kept' })",
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'a new kit is given back before it is approved',
    file: `${membership}/proposals.ts`,
    from: "if (act.type === 'new-kit' && keptAt === null)",
    to: "if (act.type === 'new-kit' && keptAt === 0)",
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'the kit lets in a device under the member’s own new name',
    file: `${membership}/steps.ts`,
    from: 'known.keys.device === author || known.member === member',
    to: 'known.keys.device === author',
    test: `${membership}/proposals.test.ts`,
  },
  {
    check: 'the relay goes by its own clock for what is proposed',
    file: 'server/admission/control.ts',
    from: 'approved !== undefined && now - clockSkewMs <= approved.until',
    to: 'approved !== undefined',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'nobody comes in by the kit without the keeper’s link',
    file: 'server/admission/control.ts',
    from: 'if (isRecovery && !(await asks.mayRecover(entry.header.author)))',
    to: 'if (isRecovery && signer === undefined)',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'an export is agreed to by two administrators',
    file: 'client/engine/archive/export-allowed.ts',
    from: "  return { type: 'not-approved' }",
    to: "  return { type: 'approved', reason: '' }",
    test: 'client/engine/tests/engine.two-signatures.test.ts',
  },
]
