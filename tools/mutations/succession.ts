import type { Mutation } from './mutation.ts'

/** A device that takes another identity. */
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
]
