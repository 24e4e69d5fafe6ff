import type { Mutation } from './mutation.ts'

/** A device that takes another identity. */
const anew = {
  file: 'client/engine/succession/start-anew.ts',
  test: 'client/engine/tests/engine.anew-refused.test.ts',
} as const

export const successionMutations: readonly Mutation[] = [
  {
    check: 'who hands over is out by the same control',
    file: 'shared/membership/succeed.ts',
    from: 'devices: { ...grown.devices, [author]: { ...former, removedAt: groupSeq } },',
    to: 'devices: grown.devices,',
    test: 'shared/membership/succeed.test.ts',
  },
  {
    check: 'an identity known before is nobody’s next one',
    file: 'shared/membership/succeed.ts',
    from: "if (chain.devices[keys.device] !== undefined) return err({ type: 'already-member' })",
    to: '',
    test: 'shared/membership/succeed.test.ts',
  },
  {
    check: 'whom the team let in as somebody else takes no associate’s place',
    file: 'shared/membership/succeed.ts',
    from: 'if (isKnown && !isTheirs)',
    to: 'if (isKnown && !needsTeam(chain.kind, former.role))',
    test: 'shared/membership/succeed.test.ts',
  },
  {
    check: 'the next identity has keys that are its own',
    file: 'shared/membership/succeed.ts',
    from: 'if (refused !== undefined) return err(refused)',
    to: '',
    test: 'shared/membership/succeed.test.ts',
  },
  {
    check: 'a mark of a managed device goes with it',
    file: 'shared/membership/succeed.ts',
    from: 'managed: markOfSuccessor(grown.managed, author, keys.device),',
    to: 'managed: grown.managed,',
    test: 'shared/membership/succeed.test.ts',
  },
  {
    check: 'whoever removes a device removes what it became',
    file: 'client/engine/membership/group-admin.ts',
    from: 'device: latestOf(draft.chain!, device) })',
    to: 'device })',
    test: 'client/engine/membership/group-admin.test.ts',
  },
  {
    check: 'the group a device was let into is handed over last',
    file: 'client/engine/succession/old-copy.ts',
    from: 'return [...groups.filter((group) => group !== own.group), ...groups.filter((group) => group === own.group)]',
    to: 'return groups',
    test: 'client/engine/tests/engine.old-copy-others.test.ts',
  },
  {
    ...anew,
    check: 'a device whose feed has one history does not start anew',
    from: "  if (named === null && !device.feeds.all().some(isForked)) return err('not-needed')\n",
    to: '',
  },
  {
    ...anew,
    check: 'without signal no other identity is named',
    from: "  if ((await session.relaySession()) === null) return err('no-signal')\n",
    to: '',
  },
  {
    ...anew,
    check: 'whoever signed the beginning of a group stays until it has left',
    from: "  if (await hasBegun(deps.store)) return err('not-yet')\n",
    to: '',
  },
  {
    ...anew,
    check: 'a handing over that did not get through is told so',
    from: "    if (type !== 'refused') return err('no-signal')\n",
    to: "    if (type !== 'refused') return ok(undefined)\n",
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
  {
    ...anew,
    check: 'a chain that was not handed over keeps back those after it',
    from: "if (problem !== 'author-not-active' || group === undefined",
    to: 'if (group === undefined',
    test: 'client/engine/tests/engine.old-copy-others.test.ts',
  },
  {
    ...anew,
    check: 'a handing over that lost every race is no handing over',
    from: "return isDone() ? ok(undefined) : err('refused')",
    to: 'return ok(undefined)',
  },
  {
    ...anew,
    check: 'keys that the disk did not keep are handed nothing',
    from: "return saved.ok ? ok(keys) : err('no-space')",
    to: 'return ok(keys)',
  },
  {
    file: 'client/engine/succession/change-over.ts',
    check: 'a past that the disk did not clear is not taken for cleared',
    from: '  if (!saved.ok) throw new RowsNotMade(saved.error)\n',
    to: '',
    test: 'client/engine/tests/engine.old-copy.test.ts',
  },
]
