/** Checks of removing a lost phone of a person or of her family. */
import type { Mutation } from './mutation.ts'

export const lostPhoneMutations: readonly Mutation[] = [
  {
    check: 'a patient removes no other patient’s phone',
    file: 'shared/membership/role-rules.ts',
    from: "target?.role === 'patient' && target.member === member",
    to: "target?.role === 'patient' && member.length > 0",
    test: 'shared/membership/own-phones.test.ts',
  },
  {
    check: 'a phone whose removal was cut off is removed from the other groups too',
    file: 'client/engine/membership/lost-phones.ts',
    from: 'return [...new Set(lost)].flatMap(',
    to: 'return [...new Set(lost)].slice(lost.length).flatMap(',
    test: 'client/engine/tests/engine.lost-phone.test.ts',
  },
  {
    check: 'nobody removes the phone in their own hand, or one of the team, as a lost phone',
    file: 'client/engine/acts/circle-acts.ts',
    from: 'own !== undefined && access.mayRead(own) && phone !== device.device',
    to: 'own !== undefined && access.mayRead(own)',
    test: 'client/engine/tests/engine.lost-phone.test.ts',
  },
  {
    check: 'what was cut off half-way is gone on with after a restart',
    file: 'client/engine/sync/finish-removals.ts',
    from: 'if (isFirst) look(',
    to: 'if (isFirst && people.size < 0) look(',
    test: 'client/engine/tests/engine.lost-phone.test.ts',
  },
]
