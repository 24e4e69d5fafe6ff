/** Things of a circle’s list put beside one another, changes no app of ours makes, and medicines that are found while two doses stand against each other. */
import type { Mutation } from './mutation.ts'

export const apartMutations: readonly Mutation[] = [
  {
    check: 'nobody of a circle puts a second thing under the name of another’s',
    file: 'client/engine/documents/own-words.ts',
    from: 'return isNamedAfter(member, key) &&',
    to: 'return (isNamedAfter(member, key) || member.length > 0) &&',
    test: 'client/engine/documents/own-words.test.ts',
  },
  {
    check: 'nobody of a circle writes a value into the list itself',
    file: 'client/engine/documents/own-words.ts',
    from: "if (obj === '_root' || obj === list || ",
    to: 'if (',
    test: 'client/engine/documents/own-words.test.ts',
  },
  {
    check: 'nobody of a circle says under another’s name that they hold a thing',
    file: 'client/engine/documents/own-words.ts',
    from: 'case member:',
    to: 'case key:',
    test: 'client/engine/documents/own-words.test.ts',
  },
  {
    check: 'a document that no save could hold is not folded into one',
    file: 'client/engine/documents/doc-engine.ts',
    from: 'return isSame ? saved : undefined\n  } catch {\n    return undefined',
    to: 'return isSame ? saved : saved\n  } catch {\n    return A.save(doc as A.Doc<unknown>) as Bytes',
    test: 'client/engine/documents/doc-store.test.ts',
  },
  {
    check: 'a change that numbers its operations far on waits',
    file: 'client/engine/documents/doc-engine.ts',
    from: 'filter(({ startOp }) => startOp > farOp)',
    to: 'filter(({ startOp }) => startOp > farOp * mostOps)',
    test: 'client/engine/documents/hostile-change.test.ts',
  },
  {
    check: 'a found medicine says that two doses stand against each other',
    file: 'client/engine/answers/answer-search.ts',
    from: '...(conflict !== undefined && { conflict })',
    to: '...(conflict === null && { conflict })',
    test: 'client/engine/tests/engine.medicines.test.ts',
  },
  {
    check: 'what an allergy forbids is told as being checked',
    file: 'client/engine/writing/publish-medicines.ts',
    from: 'sharedLines(medicines, heldBy(alarms))',
    to: 'sharedLines(medicines)',
    test: 'client/engine/tests/engine.published.test.ts',
  },
  {
    check: 'a change found to be none when its document is opened is parked',
    file: 'client/engine/writing/documents.ts',
    from: 'opened.refused.length === 0 ? undefined',
    to: 'opened.refused.length >= 0 ? undefined',
    test: 'client/engine/tests/engine.documents.test.ts',
  },
  {
    check: 'whoever says why a warning may stand has every side of its allergy kept with it',
    file: 'client/engine/writing/write-warning-answer.ts',
    from: 'return sides === undefined ? substance : sides.map',
    to: "return substance !== '' ? substance : (sides ?? []).map",
    test: 'client/engine/writing/write-warning-answer.test.ts',
  },
  {
    check: 'every side of an allergy goes to the warning about it',
    file: 'client/domain/safety/person-facts.ts',
    from: "      recordedOn: recordedOn === '' ? null : recordedOn,\n      author: last?.author ?? null,\n      writtenAt: last?.writtenAt ?? null,\n      ...(conflict.length > 0 && { sides: conflict }),",
    to: "      recordedOn: recordedOn === '' ? null : recordedOn,\n      author: last?.author ?? null,\n      writtenAt: last?.writtenAt ?? null,",
    test: 'client/domain/safety/person-facts.test.ts',
  },
  {
    check: 'every side of a medicine goes to the warning about it',
    file: 'client/domain/safety/person-facts.ts',
    from: '    writtenAt: newest?.writtenAt ?? null,\n    ...(conflict.length > 0 && { sides: conflict }),',
    to: '    writtenAt: newest?.writtenAt ?? null,',
    test: 'client/domain/safety/person-facts.test.ts',
  },
]
