/** Who is added, by whom, and who is said to be who. */
import type { Mutation } from './mutation.ts'

export const peopleMutations: readonly Mutation[] = [
  {
    check: 'only whoever begins a record looks after it by her own word',
    file: 'shared/membership/break-glass.ts',
    from: 'chain.access.every((access) => access.by === by)',
    to: 'chain.access.every((access) => access.by !== null)',
    test: 'shared/membership/steps.test.ts',
  },
  {
    check: 'a team that is not ready adds nobody',
    file: 'client/engine/writing/write-new-person.ts',
    from: "if (!isReadyForPeople(team, team.seq)) return err({ type: 'not-ready' })",
    to: "if (team.seq < 0) return err({ type: 'not-ready' })",
    test: 'client/engine/tests/engine.founding.test.ts',
  },
  {
    check: 'nobody is entered a second time under one number',
    file: 'client/engine/writing/write-new-person.ts',
    from: '(row) => hasNumber(row, input.nhsNumber) || !command',
    to: "(row) => hasNumber(row, 'none') || !command",
    test: 'client/engine/tests/engine.new-person.test.ts',
  },
  {
    check: 'the beginning of a record leaves before its entries',
    file: 'client/engine/sync/push.ts',
    from: 'const begun = await postBegun(deps)',
    to: "const begun = postBegun.length < 0 ? await postBegun(deps) : ({ type: 'ok' } as const)",
    test: 'client/engine/tests/engine.new-person.test.ts',
  },
  {
    check: 'who was invited is by an administrator’s word alone',
    file: 'client/domain/projections/record-place.ts',
    from: 'if (adminOnly === true && !context.byAdmin)',
    to: 'if (adminOnly === true && context.entryId === undefined)',
    test: 'client/domain/records/invited-card.test.ts',
  },
  {
    check: 'a person has one record',
    file: 'server/admission/control.ts',
    from: 'if (isSecondRecord(entry, state)) return',
    to: 'if (isSecondRecord(entry, state) && entry.header.author === undefined) return',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'who read the true phone lets in no other by that square',
    file: 'client/engine/sync/let-in-person.ts',
    from: "join.value.body.mode !== 'in-person' || (await isAnother(book, join.value))) continue",
    to: "join.value.body.mode !== 'in-person' || isAnother.length < 0) continue",
    test: 'client/engine/tests/engine.in-person.test.ts',
  },
  {
    check: 'spoken digits are stretched as a passphrase is',
    file: 'client/engine/membership/spoken-invite.ts',
    from: "purpose('spoken'), passphraseCost)",
    to: "purpose('spoken'), { ...passphraseCost, memoryKiB: 64 })",
    test: 'client/engine/membership/spoken-invite.test.ts',
  },
]
