/** Checks of a circle's own tasks, and of who says first who looks after somebody. */
import type { Mutation } from './mutation.ts'

export const circleMutations: readonly Mutation[] = [
  {
    check: 'nobody but who began a record says for good that she looks after it',
    file: 'shared/membership/break-glass.ts',
    from: 'by === chain.founder &&',
    to: "by !== '' &&",
    test: 'shared/membership/steps.test.ts',
  },
  {
    check: 'nobody of a circle writes in another’s name',
    file: 'client/engine/documents/own-words.ts',
    from: '({ by }: Said) => by.memberId === member',
    to: '({ by }: Said) => by.memberId !== undefined',
    test: 'client/engine/documents/own-words.test.ts',
  },
  {
    check: 'nobody of a circle words what another put on the list',
    file: 'client/engine/documents/own-words.ts',
    from: 'if (words.has(key) && !mayWord && makerOf(obj, speaker) !== speaker.member) return false',
    to: 'if (words.has(key) && !mayWord && makerOf(obj, speaker) === undefined) return false',
    test: 'client/engine/documents/own-words.test.ts',
  },
  {
    check: 'nobody of a circle is shown to do what they did not say',
    file: 'client/domain/documents/owners.ts',
    from: '.filter(isId))',
    to: ".filter((each) => each !== ''))",
    test: 'client/engine/documents/circle-list.test.ts',
  },
  {
    check: 'a second thing in the place of one’s own takes nothing of what others said',
    file: 'client/domain/documents/task-rows.ts',
    from: '    .flatMap(({ value }) => (isMap(value) ?',
    to: '    .slice(-1)\n    .flatMap(({ value }) => (isMap(value) ?',
    test: 'client/engine/documents/circle-list.test.ts',
  },
  {
    check: 'a thing nobody could read comes into no list',
    file: 'client/engine/documents/own-words.ts',
    from: '&& parts.every(has)',
    to: '&& parts.some(has)',
    test: 'client/engine/documents/circle-list.test.ts',
  },
  {
    check: 'nobody of the public passes for staff by saying so',
    file: 'client/domain/projections/project-record.ts',
    from: 'return byStaff ? record : ',
    to: "return byStaff || as === 'family' ? record : ",
    test: 'client/domain/projections/standing.test.ts',
  },
  {
    check: 'who does a thing of a circle stands there as what they are',
    file: 'client/engine/answers/answer-circle-tasks.ts',
    from: 'found.map((row) => allWithStanding(chain, row))',
    to: 'found.filter((row) => allWithStanding(chain, row))',
    test: 'client/engine/tests/engine.circle-tasks.test.ts',
  },
  {
    check: 'a name that stands alone says what its bearer is',
    file: 'client/domain/records/who-wrote.ts',
    from: 'return as === undefined ? name : ',
    to: "return as !== 'family' ? name : ",
    test: 'client/domain/projections/standing.test.ts',
  },
  {
    check: 'the public writes in no list of tasks but their circle’s',
    file: 'client/engine/command-handler.ts',
    from: "('circle' in command && command.circle === true)",
    to: "command.type === 'add-task'",
    test: 'client/engine/tests/engine.circle-tasks.test.ts',
  },
  {
    check: 'the public writes no document but a circle’s tasks',
    file: 'shared/membership/documents.ts',
    from: '(everybodys.has(name.kind) || isClinical(role))',
    to: '(everybodys.has(name.kind) || role.length > 0)',
    test: 'client/engine/documents/doc-store.test.ts',
  },
]
