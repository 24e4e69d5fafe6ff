/** Checks of on whose word a phone is in a circle, and of what that brings it anywhere else. */
import type { Mutation } from './mutation.ts'

const further = 'client/engine/tests/engine.further-phones.test.ts'

export const letInByMutations: readonly Mutation[] = [
  {
    check: 'it is kept who let a device in',
    file: 'shared/membership/newcomer.ts',
    from: 'letInBy: DeviceId | null = header.author,',
    to: 'letInBy: DeviceId | null = keys.device,',
    test: 'shared/membership/let-in-by.test.ts',
  },
  {
    check: 'what a device becomes is in on no better word',
    file: 'shared/membership/succeed.ts',
    from: '{ keys, role, member, invite: null }, letInBy)',
    to: '{ keys, role, member, invite: null }, letInBy && author)',
    test: 'shared/membership/let-in-by.test.ts',
  },
  {
    check: 'what the person let in the team did not, though her device is of the team too',
    file: 'shared/membership/let-in-by.ts',
    from: 'chain.devices[letInBy] === undefined && ',
    to: '',
    test: 'shared/membership/let-in-by.test.ts',
  },
  {
    check: 'who is not of the team lets nobody in for it',
    file: 'shared/membership/let-in-by.ts',
    from: ' && team?.devices[letInBy] !== undefined',
    to: '',
    test: 'shared/membership/let-in-by.test.ts',
  },
  {
    check: 'in on nobody’s word is not in on the team’s',
    file: 'shared/membership/chain-codec.ts',
    from: 'ok({ ...read, letInBy: null })',
    to: 'ok({ ...read, letInBy: read.keys.device })',
    test: 'shared/membership/let-in-by.test.ts',
  },
  {
    check: 'into a daughter’s own group come no phones that her mother let in',
    file: 'client/engine/membership/devices-of.ts',
    from: 'const byTeam = all.filter(isByTeam)',
    to: 'const byTeam = all.filter((each) => isByTeam(each) || each.role.length > 0)',
    test: further,
  },
  {
    check: 'a phone is the team’s as what it is there alone',
    file: 'client/engine/membership/devices-of.ts',
    from: 'known !== undefined && isOf(who, known) && ',
    to: 'known !== undefined && ',
    test: 'client/engine/membership/devices-of.test.ts',
  },
  {
    check: 'her own group begins once',
    file: 'client/engine/membership/devices-of.ts',
    from: ' || firstLetIn(own) !== undefined) return byTeam',
    to: ') return byTeam',
    test: further,
  },
  {
    check: 'her own group begins with whom the team let in',
    file: 'client/engine/membership/devices-of.ts',
    from: 'if (byTeam.length > 0 || ',
    to: 'if (',
    test: 'client/engine/membership/devices-of.test.ts',
  },
  {
    check: 'her own group begins with one phone on her mother’s word',
    file: 'client/engine/membership/devices-of.ts',
    from: '.slice(0, 1)',
    to: '',
    test: further,
  },
  {
    check: 'a phone under an associate’s id brings no associate in',
    file: 'client/engine/membership/devices-of.ts',
    from: 'return member === who.member && role === who.role',
    to: 'return member === who.member || role === who.member',
    test: further,
  },
  {
    check: 'the team’s devices let nobody in without a word whom the person invited',
    file: 'shared/membership/role-rules.ts',
    from: 'return isClinical(inviter) && (role',
    to: 'return (role',
    test: further,
  },
  {
    check: 'a device checks by itself who may invite face to face',
    file: 'client/engine/membership/invites.ts',
    from: 'mayComeInPerson(inviter.role, role,',
    to: "mayComeInPerson('staff', role,",
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: 'the relay takes no invite face to face of a person’s own',
    file: 'server/admission/joins.ts',
    from: 'mayComeInPerson(inviter.role, body.role,',
    to: "mayComeInPerson('staff', body.role,",
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'staff answer for nobody whom the person invited',
    file: 'client/engine/admin/circles.ts',
    from: " === (own.audience === 'staff')",
    to: " === (own.audience === 'staff') || inviter.role.length > 0",
    test: further,
  },
  {
    check: 'the person invites nobody under an id that is known',
    file: 'client/engine/acts/circle-acts.ts',
    from: "!(isKnown && device.own.audience === 'staff')",
    to: '!isKnown',
    test: further,
  },
]
