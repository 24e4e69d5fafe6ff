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
    from: 'return placesOfAny(about, lostPhones(about))',
    to: 'return placesOfAny([], lostPhones(about))',
    test: 'client/engine/tests/engine.lost-phone.test.ts',
  },
  {
    check: 'nobody removes the phone in their own hand, or one of the team, as a lost phone',
    file: 'client/engine/acts/circle-acts.ts',
    from: 'own !== undefined && access.mayRead(own) && !identitiesOf(about, phone).has(device.device)',
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
  {
    check: 'a lost phone is removed under every name it had',
    file: 'client/engine/membership/lost-phones.ts',
    from: 'return placesOfAny(about, identitiesOf(about, device))',
    to: 'return placesOfAny(about, new Set([device]))',
    test: 'client/engine/membership/lost-phones.test.ts',
  },
  {
    check: 'no name of a lost phone is let in again by what a circle asks for',
    file: 'client/engine/membership/devices-of.ts',
    from: ' && !lost.has(device.keys.device)) add(device)',
    to: ') add(device)',
    test: 'client/engine/membership/lost-phones.test.ts',
  },
  {
    check: 'a phone that handed over is not taken for lost',
    file: 'client/engine/membership/lost-phones.ts',
    from: 'return [device, ...becameOf(about, device)].some(',
    to: 'return [device].some(',
    test: 'client/engine/membership/lost-phones.test.ts',
  },
]
