/** Checks of the one table of who writes which document, at the relay and on devices. */
import type { Mutation } from './mutation.ts'

export const documentMutations: readonly Mutation[] = [
  {
    check: 'the relay takes nothing that the table of documents forbids',
    file: 'server/admission/content.ts',
    from: 'if ((isIn || isCounted) && isTheirs)',
    to: 'if (isIn || isCounted)',
    test: 'server/admission/documents.test.ts',
  },
  {
    check: 'the relay keeps nothing of a leaver of the public that was not theirs to write',
    file: 'server/admission/content.ts',
    from: 'const isKept = isWorthKeeping && !isIn && (mayWrite || isLeaver)',
    to: 'const isKept = !isIn && (mayWrite || isLeaver)',
    test: 'server/admission/documents.test.ts',
  },
  {
    check: 'of a colleague who left the relay keeps also what the table does not know',
    file: 'server/admission/content.ts',
    from: 'const isWorthKeeping = isTheirs || (isLeaver && isClinical(role))',
    to: 'const isWorthKeeping = isTheirs',
    test: 'server/admission/documents.test.ts',
  },
  {
    check: 'a device parks what the table forbids, whoever brought it',
    file: 'client/engine/receive/open-records.ts',
    from: 'if (!mayWriteEntry(chain, item.author.role, item.entry.header)) refuse(',
    to: 'if (item.author.role.length === 0) refuse(',
    test: 'client/engine/tests/engine.document-rights.test.ts',
  },
  {
    check: 'no device seals what the table forbids',
    file: 'client/engine/writing/writer.ts',
    from: "if (!isTheirs) return err({ type: 'not-allowed' })",
    to: "if (!isTheirs && draft.group.length === 0) return err({ type: 'not-allowed' })",
    test: 'client/engine/tests/engine.document-rights.test.ts',
  },
  {
    check: 'a record stands in no other group’s conversation',
    file: 'shared/membership/documents.ts',
    from: 'return doc === zeroDoc || (talks.has(place.kind) && doc === idsOf(place).thread)',
    to: 'return doc === zeroDoc || talks.has(place.kind)',
    test: 'shared/membership/documents.test.ts',
  },
  {
    check: 'a day of the diary is told by the time its change names, whatever was asked before',
    file: 'shared/membership/documents.ts',
    from: 'if (day === undefined || !isNear(day, writtenAt)) return undefined',
    to: 'if (day === undefined) return undefined',
    test: 'server/admission/documents.test.ts',
  },
  {
    check: 'what is found to be no change when its document is opened is parked on the disk too',
    file: 'client/engine/writing/documents.ts',
    from: '...(parking?.writes ?? [])',
    to: '',
    test: 'client/engine/tests/engine.documents.test.ts',
  },
  {
    check: 'what is found to be no change when what it waited for comes is parked',
    file: 'client/engine/receive/receiver.ts',
    from: 'if (late.length > 0) {',
    to: 'if (late.length < 0) {',
    test: 'client/engine/tests/engine.documents.test.ts',
  },
  {
    check: 'a medicine that an allergy forbids has no dose in the person’s own list',
    file: 'client/domain/records/shared-medicines.ts',
    from: 'held.has(row.medicineId) ? checked(sharedLine(row)) : sharedLine(row)',
    to: 'sharedLine(row)',
    test: 'client/engine/tests/engine.published.test.ts',
  },
  {
    check: 'an allergy that comes alone changes the person’s own list',
    file: 'client/engine/writing/documents.ts',
    from: "if (collection === 'medicines' || collection === 'warnings')",
    to: "if (collection === 'medicines')",
    test: 'client/engine/tests/engine.published.test.ts',
  },
]
