/** What ends a step of syncing: a relay that is not heard, asks for time or says no, and a disk that does not take it. */
import type { Mutation } from './mutation.ts'

const houseWork = 'client/engine/tests/engine.house-work-cut.test.ts'
const refillBusy = 'client/engine/tests/engine.refill.busy.test.ts'
const chores = { file: 'client/engine/sync/chores.ts', test: houseWork } as const
const circle = { file: 'client/engine/sync/circle-care.ts', test: houseWork } as const
const removals = { file: 'client/engine/sync/finish-removals.ts', test: houseWork } as const
const work = { file: 'client/engine/sync/house-work.ts', test: houseWork } as const
const door = { file: 'client/engine/sync/let-in-person.ts', test: houseWork } as const
const begun = { file: 'client/engine/sync/begun.ts', test: 'client/engine/sync/begun.test.ts' } as const
const catchUp = { file: 'client/engine/sync/catch-up.ts', test: 'client/engine/sync/catch-up.test.ts' } as const
const refill = { file: 'client/engine/sync/run-refill.ts', test: refillBusy } as const

export const syncingMutations: readonly Mutation[] = [
  {
    ...chores,
    check: 'who was given a false key is sealed another until it was sent',
    from: "      if (healed.type !== 'ok') return healed\n      lacking.delete(group)",
    to: '      lacking.delete(group)',
  },
  {
    ...chores,
    check: 'boxes that could not be asked for are asked for again',
    from: "    if (healed.type !== 'ok') return healed\n    for (const circle",
    to: '    for (const circle',
  },
  {
    ...chores,
    check: 'a circle that could not be brought what it asks for is looked at again',
    from: "      if (cared.type !== 'ok') return cared\n",
    to: '',
  },
  {
    ...chores,
    check: 'a group is done with once its work was done',
    from: "        if (outcome.type !== 'ok') return outcome\n",
    to: '',
  },
  {
    ...chores,
    check: 'a box that was not sent ends the healing',
    from: "    if (healed.type !== 'ok') return healed\n  }\n  return { type: 'ok' }\n}\n\n/** Not ours",
    to: "  }\n  return { type: 'ok' }\n}\n\n/** Not ours",
  },
  {
    ...circle,
    check: 'family without a group of their own are given one until it is there',
    from: "      if (made.type !== 'ok') return made\n",
    to: '',
  },
  {
    ...circle,
    check: 'family are let into their own group until they are in',
    from: "    const done = await letIn(deps, session, own, devices)\n    if (done.type !== 'ok') return done\n",
    to: '    await letIn(deps, session, own, devices)\n',
  },
  {
    ...circle,
    check: 'whom a circle asks for is let in until they are in',
    from: "    if (done.type !== 'ok') return done\n    deps.onLetIn",
    to: '    deps.onLetIn',
  },
  {
    ...removals,
    check: 'a removal that was not heard is done again',
    from: "      if (posted.type !== 'ok') return posted\n",
    to: '',
  },
  {
    ...removals,
    check: 'a person whose phone is still in somewhere is looked at again',
    from: "        if (done.type !== 'ok') return done\n",
    to: '',
  },
  {
    ...work,
    check: 'nobody else is let in before a removed phone is out',
    from: "        if (finished.type !== 'ok') return finished\n",
    to: '',
  },
  {
    ...work,
    check: 'a door that could not be answered ends the house work',
    from: "      if (opened.type !== 'ok') return opened\n",
    to: '',
  },
  {
    ...work,
    check: 'chores that could not be done end the house work',
    from: "      if (done.type !== 'ok') return done\n",
    to: '',
  },
  {
    ...work,
    check: 'a false escrow that could not be followed by a key ends the house work',
    from: "      if (compared.type !== 'ok') return compared\n",
    to: '',
  },
  {
    ...work,
    check: 'a key of the board that was not sent ends the house work',
    from: "      if (rotated.type !== 'ok') return rotated\n",
    to: '',
  },
  {
    ...door,
    check: 'who was read off the screen is let in until they are in',
    from: "      if (done.type !== 'ok') return done\n    }\n    return { type: 'ok' }\n  }\n\n  async function letInAsking",
    to: "    }\n    return { type: 'ok' }\n  }\n\n  async function letInAsking",
  },
  {
    ...door,
    check: 'who asks at the door is let in until they are in',
    from: "      if (done.type !== 'ok') return done\n    }\n    return { type: 'ok' }\n  }\n\n  return {",
    to: "    }\n    return { type: 'ok' }\n  }\n\n  return {",
  },
  {
    file: 'client/engine/sync/post-plan.ts',
    test: houseWork,
    check: 'an act that the relay did not take is not called done',
    from: "  if (posted.type !== 'ok') return posted\n",
    to: '',
  },
  {
    file: 'client/engine/sync/post-plans.ts',
    test: 'client/engine/sync/post-plans.test.ts',
    check: 'a chain that the relay refuses for good is told from one that lost its race',
    from: "if (refusal?.type === 'refused' && !isRace(refusal.problem)) {",
    to: "if (refusal?.type === 'refused' && refusal.problem === 'malformed') {",
  },
  {
    ...begun,
    check: 'no entry leaves before the beginning of its group',
    from: "    if (posted.type !== 'ok') return posted\n",
    to: '',
  },
  {
    ...begun,
    check: 'a beginning that the relay had no time for is offered again',
    from: "      return refused.problem === 'too-many-requests' ? { type: 'refused' } : { type: 'ok' }",
    to: "      return { type: 'ok' }",
  },
  {
    file: 'client/engine/sync/push.ts',
    test: 'client/engine/sync/push.test.ts',
    check: 'a push that the disk did not take, or the relay had no time for, waits',
    from: "  if (!kept) return { type: 'refused' }\n",
    to: '',
  },
  {
    ...catchUp,
    check: 'nothing that the disk did not take is passed by',
    from: "    if (isDiskBroken) return { type: 'refused' }\n    if (!outcome.ok)",
    to: '    if (!outcome.ok)',
  },
  {
    ...catchUp,
    check: 'a head that is not on the disk is not called reached',
    from: "    if (!saved.ok) return { type: 'refused' }\n    at = reached",
    to: '    at = reached',
  },
  {
    ...catchUp,
    check: 'that a past is to be fetched whole is on the disk',
    from: "    if (!more && !(await fetchUnnamed())) return { type: 'refused' }\n",
    to: '    if (!more) await fetchUnnamed()\n',
  },
  {
    ...catchUp,
    check: 'another relay is read once it is on the disk that it is another',
    from: "    if (fresh === null) return { type: 'refused' }\n    at = fresh",
    to: '    at = fresh!',
  },
  {
    ...catchUp,
    check: 'nothing of a past that the disk did not take is passed by',
    from: "    if (isDiskBroken) return { type: 'refused' }\n    // Asked for once more",
    to: '    // Asked for once more',
  },
  {
    ...catchUp,
    check: 'that a past is here is on the disk',
    from: "    if (!(await advance([], next, next === null))) return { type: 'refused' }\n",
    to: '    await advance([], next, next === null)\n',
  },
  {
    file: 'client/engine/sync/refill-chains.ts',
    test: refillBusy,
    check: 'a chain that the relay had no time for is offered again',
    from: "    if (isBusy(refusal.problem)) return err({ type: 'busy' })\n",
    to: '',
  },
  {
    ...refill,
    check: 'nothing is offered before the chains it was written under',
    from: "    if (!offered.ok) return offered.error.type === 'busy' ? { type: 'refused' } : outcomeOfFailure(offered.error)\n",
    to: '',
  },
  {
    ...refill,
    check: 'attachments are offered again to a relay that was put back',
    from: "  if (!offered) return { type: 'refused' }\n",
    to: '',
  },
  {
    ...refill,
    check: 'entries that the relay had no time for are offered again',
    from: "    if (answer.value.some((result) => result.type === 'refused' && isBusy(result.problem))) return { type: 'refused' }\n",
    to: '',
  },
  {
    ...refill,
    check: 'a relay is called filled once it is on the disk',
    from: "  return saved.ok ? { type: 'offered', left: next, isFilled } : { type: 'refused' }",
    to: "  return saved.ok || true ? { type: 'offered', left: next, isFilled } : { type: 'refused' }",
  },
  {
    file: 'client/engine/sync/step-outcome.ts',
    test: 'client/engine/tests/engine.catch-up.test.ts',
    check: 'a session that has run out is asked for again at once',
    from: "failure.problem === 'no-session' || failure.status === 401 ? { type: 'no-session' }",
    to: "failure.problem === 'version-unsupported' ? { type: 'no-session' }",
  },
  {
    file: 'client/engine/sync/sync-step.ts',
    test: 'client/engine/sync/sync-step.test.ts',
    check: 'a relay that knows no fresh session is not asked in a circle',
    from: "done.step === 'session' || state.lostSession",
    to: "done.step === 'session'",
  },
  {
    file: 'client/engine/sync/sync-runner.ts',
    test: 'client/engine/sync/sync-runner.test.ts',
    check: 'a step that throws is no success',
    from: "let outcome: StepOutcome = { type: 'refused' }",
    to: "let outcome: StepOutcome = { type: 'ok' }",
  },
  {
    file: 'client/engine/sync/locked-flush.ts',
    test: 'client/engine/sync/locked-flush.test.ts',
    check: 'a flush that fails while it is wanted is heard',
    from: '      if (isOn) throw failure\n',
    to: '',
  },
  {
    file: 'client/engine/sync/pull-stream.ts',
    test: 'client/engine/sync/relay-client.test.ts',
    check: 'a stream that goes on after its end is nobody’s',
    from: "      if (!items.ok) return err({ type: 'not-the-relay' })\n",
    to: '',
  },
]
