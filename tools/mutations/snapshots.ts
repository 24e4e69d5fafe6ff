/** Snapshots: what is read of them, who writes them, and that a false one is found. */
import type { Mutation } from './mutation.ts'

const document = 'client/engine/snapshots/snapshot-document.ts'
const check = 'client/engine/snapshots/check-snapshots.ts'
const documentTest = 'client/engine/snapshots/snapshot-document.test.ts'
const engineTest = 'client/engine/tests/engine.snapshots.test.ts'
const newcomersTest = 'client/engine/tests/engine.newcomers.test.ts'

export const snapshotMutations: readonly Mutation[] = [
  {
    check: 'a snapshot is unpacked no further than a document may be',
    file: 'client/engine/snapshots/packed-document.ts',
    from: 'if (size > most) {',
    to: 'if (size < 0) {',
    test: documentTest,
  },
  {
    check: 'a snapshot’s document is measured before Automerge reads it',
    file: 'client/engine/documents/change-size.ts',
    from: 'return longestOf(reader, [...ofChanges, ...ofOps], most)',
    to: 'return longestOf(reader, [...ofChanges, ...ofOps], 1e9)',
    test: documentTest,
  },
  {
    check: 'a snapshot has the heads it says',
    file: document,
    from: 'if (isSame(headsOf(doc), snapshot.heads) && isMadeOf',
    to: 'if (isMadeOf',
    test: documentTest,
  },
  {
    check: 'a snapshot holds changes of the devices it names alone, as many as it names',
    file: document,
    from: 'if (author === undefined || more === 0) return false',
    to: 'if (author === undefined || more === 0) continue',
    test: documentTest,
  },
  {
    check: 'a snapshot holds no fewer changes than it names',
    file: document,
    from: '[...left.values()].every((count) => count === 0)',
    to: 'left.size >= 0',
    test: documentTest,
  },
  {
    check: 'a snapshot is by somebody who may write the document, in a group of staff alone',
    file: 'shared/membership/documents.ts',
    from: 'return readByStaffAlone.has(place.kind) && documentBy',
    to: 'return documentBy',
    test: 'shared/membership/documents.test.ts',
  },
  {
    check: 'a snapshot with another history than its entries is false',
    file: check,
    from: "[...made].sort().join() === [...heads].sort().join() ? 'good' : 'false'",
    to: "made.length === heads.length ? 'good' : 'false'",
    test: engineTest,
  },
  {
    check: 'a snapshot that names what is no change of its document is false',
    file: check,
    from: '  // A number that stands for something else: whoever believed it would never be sent that.\n  if (',
    to: '  if (named.length < 0 && ',
    test: engineTest,
  },
  {
    check: 'nobody is blamed for a snapshot of what is not here yet',
    file: check,
    from: "if (!isAllHere(said.value, here)) return 'later'",
    to: '',
    test: engineTest,
  },
  {
    check: 'a snapshot stands for nothing beyond what is here of the feeds it names',
    file: 'client/engine/snapshots/use-snapshots.ts',
    from: 'isTheirs && last < next && last',
    to: 'isTheirs && last',
    test: newcomersTest,
  },
  {
    check: 'what is missing and no snapshot names is fetched',
    file: 'client/engine/sync/catch-up.ts',
    from: '(group) => hasUnnamed(group) && !askedWhole.has(group)',
    to: '(group) => hasUnnamed(group) && askedWhole.has(group)',
    test: newcomersTest,
  },
  {
    check: 'receipts end before what is missing',
    file: 'client/engine/writing/receipts.ts',
    from: ', missing?.get(device) ?? next)',
    to: ')',
    test: newcomersTest,
  },
  {
    check: 'the relay leaves out nothing that its newest snapshot does not fold',
    file: 'server/routes/fold.ts',
    from: 'return seq <= upTo && seq <',
    to: 'return seq <',
    test: 'server/routes/fold.test.ts',
  },
  {
    check: 'the relay never leaves out the newest entry of a feed',
    file: 'server/routes/fold.ts',
    from: ' && seq < (coverage.heads.get(author) ?? 0) ?',
    to: ' ?',
    test: 'server/routes/fold.test.ts',
  },
  {
    check: 'of a leaver a snapshot is believed up to the cut',
    file: 'client/engine/snapshots/use-snapshots.ts',
    from: ' && last < (chain.cuts[device] ?? Number.POSITIVE_INFINITY)',
    to: '',
    test: 'client/engine/snapshots/use-snapshots.test.ts',
  },
  {
    check: 'a snapshot is believed of those alone who might write the document',
    file: 'client/engine/snapshots/use-snapshots.ts',
    from: 'return isTheirs && last < next',
    to: 'return (isTheirs || true) && last < next',
    test: 'client/engine/snapshots/use-snapshots.test.ts',
  },
]
