/** Checks of who looks after whom: what is taken back, by whom, and that somebody is left. */
import type { Mutation } from './mutation.ts'

const ownRounds = { test: 'client/engine/tests/engine.audit.test.ts' }
const joined = { ...ownRounds, file: 'client/engine/answers/answer-sharing.ts' }
const since = { ...ownRounds, file: 'client/engine/answers/answer-rounds.ts' }

export const roundsMutations: readonly Mutation[] = [
  {
    check: 'what was taken back holds no more',
    file: 'shared/membership/rights.ts',
    from: ': isTakenBack(careChain, access)',
    to: ': isEnding(access)',
    test: 'shared/membership/looking-after.model.test.ts',
  },
  {
    check: 'the last that was given stays',
    file: 'shared/membership/steps.ts',
    from: 'takesBack({ until }) && !holdsWithout(chain, to)',
    to: 'takesBack({ until }) && !holdsWithout(chain, to) && at < 0',
    test: 'shared/membership/looking-after.model.test.ts',
  },
  {
    check: 'nobody from elsewhere takes back what somebody was given',
    file: 'server/admission/control.ts',
    from: 'if (!isEnding(made) && !takesBack(made)) return false',
    to: 'if (!isEnding(made)) return false',
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'a round that looks after somebody alone is not emptied',
    file: 'server/admission/control.ts',
    from: 'isOnIt(care) && leavesNobody(care, team, { team: next })',
    to: 'isOnIt(care) && leavesNobody(care, next, { team })',
    test: 'server/routes/control-access.test.ts',
  },
  {
    check: 'a colleague changes nothing of a round but that she leaves it',
    file: 'shared/membership/role-rules.ts',
    from: "return author.role === 'staff' && isLeaving",
    to: "return author.role === 'staff'",
    test: 'shared/membership/rounds.test.ts',
  },
  {
    check: 'whoever leaves a round takes nobody with her',
    file: 'shared/membership/role-rules.ts',
    from: 'others.length < before.length && others.join() === after.join()',
    to: 'others.length < before.length && after.length <= others.length',
    test: 'shared/membership/rounds.test.ts',
  },
  {
    ...since,
    check: 'who put herself on a round stands there with since when',
    from: '...(own !== undefined && { ownSince: own.writtenAt })',
    to: '',
  },
  {
    ...since,
    check: 'since when she put herself on a round is the newest time, among the rounds',
    from: 'team.ownRounds.findLast(',
    to: 'team.ownRounds.find(',
  },
  {
    ...joined,
    check: 'since when she put herself on a round is the newest time, beside her look',
    from: 'new Map(own.map((',
    to: 'new Map(own.toReversed().map((',
  },
  {
    ...joined,
    check: 'staff are told beside a look of rounds that look after this person alone',
    from: "care.access.some(({ to }) => to.type === 'round' && to.round === round)",
    to: 'round !== undefined',
  },
]
