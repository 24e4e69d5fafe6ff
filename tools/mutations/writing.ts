/** What a command cannot do: nothing of it is written, and whoever asked is told why. */
import type { Mutation } from './mutation.ts'

const refused = 'client/engine/tests/engine.refused.test.ts'
const notToldWhy = {
  from: 'return planned.ok ? planned : err(problemOfEdit(planned.error, missing))',
  to: 'return planned as Planned',
} as const
const payload = {
  file: 'client/engine/writing/record-payload.ts',
  test: 'client/engine/writing/record-payload.test.ts',
} as const
const documents = 'client/engine/writing/documents.ts'
const problem = { file: 'client/engine/writing/write-problem.ts', test: refused } as const
const newPerson = { file: 'client/engine/writing/write-new-person.ts', test: refused } as const
const records = { file: 'client/engine/writing/write-records.ts', test: refused } as const
const diary = 'client/engine/writing/write-diary.ts'
const settings = 'client/engine/writing/write-settings.ts'
const thread = 'client/engine/writing/write-thread.ts'
const writer = { file: 'client/engine/writing/writer.ts', test: refused } as const

export const writingMutations: readonly Mutation[] = [
  {
    check: 'what has begun to be deleted here is not edited',
    file: documents,
    from: 'if (group === undefined || isGone(group)) return',
    to: 'if (group === undefined) return',
    test: 'client/engine/tests/engine.eviction.test.ts',
  },
  {
    check: 'a robot is told that its change was not written',
    file: documents,
    from: '      if (!written.ok) return written\n',
    to: '',
    test: refused,
  },
  {
    ...payload,
    check: 'an act is a list of records',
    from: 'if (!decoded.ok || !Array.isArray(decoded.value))',
    to: 'if (!decoded.ok)',
  },
  {
    ...payload,
    check: 'an act has a record, and not more than it may have',
    from: "  if (values.length === 0 || values.length > mostRecords) return err({ type: 'malformed' })\n",
    to: '',
  },
  {
    check: 'a visit is planned on a day that colleagues would take',
    file: diary,
    from: "  if (!isDay(date) || !isInDiaryReach(date, at)) return err({ type: 'implausible', field: 'date', suggestion: null })\n",
    to: '',
    test: 'client/engine/tests/engine.document-rights.test.ts',
  },
  {
    check: 'a visit is given to one of the team',
    file: diary,
    from: "  if (!(await isColleague(rows, command))) return err({ type: 'unknown-colleague' })\n",
    to: '',
    test: 'client/engine/tests/engine.people.test.ts',
  },
  { ...notToldWhy, check: 'what the diary refuses is told as of a visit', file: diary, test: refused },
  {
    ...notToldWhy,
    check: 'what a list of medicines refuses is told as of a medicine',
    file: 'client/engine/writing/write-medicine.ts',
    test: refused,
  },
  {
    ...notToldWhy,
    check: 'what a care plan refuses is told as of the plan',
    file: 'client/engine/writing/write-plan.ts',
    test: refused,
  },
  { ...notToldWhy, check: 'what the settings refuse is told as of a setting', file: settings, test: refused },
  {
    ...notToldWhy,
    check: 'what a conversation refuses is not told as done',
    file: thread,
    to: 'return planned.ok ? planned : { ok: true, value: null }',
    test: refused,
  },
  {
    check: 'a value that cannot be is told in the form that says what was meant',
    file: 'client/engine/writing/write-edit.ts',
    from: "return { type: 'implausible', field: problem.field, suggestion: null }",
    to: 'return problem as CommandProblem',
    test: refused,
  },
  {
    ...newPerson,
    check: 'nobody is added under the id of somebody who is here',
    from: 'if (team === undefined || chains.careChainOf(personId) !== undefined)',
    to: 'if (team === undefined)',
  },
  {
    ...newPerson,
    check: 'nobody is left for somebody who is not in the list',
    from: 'team === undefined || !directory.has(otherId))',
    to: 'team === undefined)',
  },
  {
    ...problem,
    check: 'how much is too long is told without the name of the field',
    from: "return problem.type === 'too-long' ? { type: 'too-long', limit: problem.limit } : problem",
    to: 'return problem as CommandProblem',
  },
  {
    ...problem,
    check: 'what no entry holds is told as too long',
    from: "return { type: 'too-long', limit: entryByteLimit }",
    to: "return { type: 'nothing-written' }",
  },
  {
    ...problem,
    check: 'who has no key is told that she may not write there',
    from: "case 'no-key':\n      return { type: 'not-allowed' }",
    to: "case 'no-key':\n      return { type: 'not-open' }",
  },
  {
    ...records,
    check: 'a dose is given of a medicine',
    from: "  if (!isId(command.medicineId)) return err({ type: 'unknown-medicine' })\n",
    to: '',
  },
  {
    ...records,
    check: 'staff write no message where she has not agreed to any',
    from: '    if (problem !== null) return err(problem)\n',
    to: '',
    test: 'client/engine/tests/engine.contact.test.ts',
  },
  {
    ...records,
    check: 'a decision takes the place of a decision',
    from: "  if (command.instead !== null && !isId(command.instead)) return err({ type: 'unknown-entry' })\n",
    to: '',
  },
  {
    ...records,
    check: 'nothing is written about somebody who is not here',
    from: "const unknownPerson = err({ type: 'unknown-person' } as const)",
    to: 'const unknownPerson = ok([])',
  },
  {
    check: 'who is put on duty is one of the team',
    file: settings,
    from: "  if (memberId !== '' && (await colleagueOf(rows, memberId)) === undefined) return err({ type: 'unknown-colleague' })\n",
    to: '',
    test: 'client/engine/tests/engine.team-settings.test.ts',
  },
  {
    check: 'nobody of a circle hands a task on',
    file: 'client/engine/writing/write-task.ts',
    from: "  if (isCircle && to !== null) return err({ type: 'not-allowed' })\n",
    to: '',
    test: 'client/engine/tests/engine.circle-tasks.test.ts',
  },
  {
    check: 'what staff say among themselves is nobody’s to take',
    file: thread,
    from: "if (chain === undefined || (chain.kind !== 'private' && chain.kind !== 'circle'))",
    to: 'if (chain === undefined)',
    test: 'client/engine/tests/engine.team-settings.test.ts',
  },
  {
    check: 'a visit of no words is none',
    file: 'client/engine/writing/write-visit.ts',
    from: "  if (written.length === 0 && command.photo == null) return err({ type: 'nothing-written' })\n",
    to: '',
    test: refused,
  },
  {
    ...writer,
    check: 'who left a group writes nothing more into it',
    from: 'if (author === undefined || !canWrite(chain, team, deps.device))',
    to: 'if (author === undefined)',
  },
  {
    ...writer,
    check: 'without any key of a group nothing is written into it',
    from: "  return err({ type: 'no-key' })\n",
    to: "  return err({ type: 'too-large' })\n",
  },
  {
    check: 'family say nothing for her, and staff not that she said it herself',
    file: 'client/engine/sharing/contact.ts',
    from: "  if ((said === 'herself') === deps.isStaff) return err({ type: 'not-allowed' })\n",
    to: '',
    test: 'client/engine/tests/engine.contact.test.ts',
  },
  {
    check: 'nothing is shared with who is not in her circle',
    file: 'client/engine/sharing/write-agreement.ts',
    from: "  if (on && !one.inCircle) return err({ type: 'not-in-circle' })\n",
    to: '',
    test: 'client/engine/tests/engine.sharing.test.ts',
  },
]
