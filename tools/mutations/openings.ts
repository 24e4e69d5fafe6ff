/** Checks of records opened outside rounds, and of ending what another one opened; and of a new recovery kit. */
import type { Mutation } from './mutation.ts'

export const openingsMutations: readonly Mutation[] = [
  {
    check: 'what another one ended counts no more',
    file: 'shared/membership/break-glass.ts',
    from: '=> isEnding(later) || (isShortOwn(access)',
    to: '=> (isShortOwn(access)',
    test: 'shared/membership/rights.test.ts',
  },
  {
    check: 'an end gives nothing, though its clock is ahead',
    file: 'shared/membership/rights.ts',
    from: 'if (isEnding(access) || takesBack(access)) return false',
    to: 'if (takesBack(access)) return false',
    test: 'shared/membership/rights.test.ts',
  },
  {
    check: 'nobody from elsewhere ends what somebody opened',
    file: 'server/admission/control.ts',
    from: 'return !maySayWhoLooksAfter(chain, team, header.author, now)',
    to: 'return !maySayWhoLooksAfter(chain, team, header.author, now) && now < 0',
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'the person reads until when it was open in truth',
    file: 'client/engine/sync/tell-ended.ts',
    from: 'if (said?.opened !== undefined) {',
    to: 'if (said?.opened !== undefined && endedAt < 0) {',
    test: 'client/engine/tests/engine.break-glass.test.ts',
  },
  {
    check: 'only the sheets that were drawn last are proposed',
    file: 'client/engine/acts/new-kit.ts',
    from: "if (inTheMaking.get(session) !== archive.id && find() === undefined) return failed('other-kit')",
    to: "if (inTheMaking.get(session) === undefined && find() === undefined) return failed('other-kit')",
    test: 'client/engine/tests/engine.new-kit.test.ts',
  },
]
