/** What makes opening and saving wait for less, and must not make them wrong. */
import type { Mutation } from './mutation.ts'

export const speedMutations: readonly Mutation[] = [
  {
    check: 'what changes pages waits for those who read them',
    file: 'client/engine/read-model/turns.ts',
    from: 'Promise.all([alone, ...under])',
    to: 'Promise.all([alone])',
    test: 'client/engine/read-model/turns.test.ts',
  },
  {
    check: 'chains that were read ahead are forgotten when they are written',
    file: 'client/engine/storage/chains-ahead.ts',
    from: 'if (writes.some((write) => write.store === everyChain.store)) forget()',
    to: '',
    test: 'client/engine/storage/chains-ahead.test.ts',
  },
  {
    check: 'what another window wrote before this one claimed the disk is read',
    file: 'client/engine/storage/chains-ahead.ts',
    from: '      claim: (token) => {\n        forget()\n',
    to: '      claim: (token) => {\n',
    test: 'client/engine/storage/chains-ahead.test.ts',
  },
  {
    check: 'what a save takes is fetched while it is typed',
    file: 'client/engine/writing/prepare-writing.ts',
    from: "if (form === 'visit') await",
    to: "if (form === 'never') await",
    test: 'client/engine/tests/engine.counts.test.ts',
  },
  {
    check: 'of a document that waits the last batch shows nothing either',
    file: 'client/engine/writing/documents.ts',
    from: 'isMoreComing || waiting.has(nameText(name))',
    to: 'isMoreComing && name.key !== undefined',
    test: 'client/engine/tests/engine.documents.test.ts',
  },
  {
    check: 'of two who read a person at once one folds in what waits',
    file: 'client/engine/read-model/tails.ts',
    from: 'while (partitions.some(isUnder))',
    to: 'while (partitions.some(isUnder) && count < 0)',
    test: 'client/engine/read-model/tails.test.ts',
  },
  {
    check: 'of a row that a batch says several times the newest waits behind the pages',
    file: 'client/domain/projections/merge-rows.ts',
    from: 'known < row.order',
    to: 'known > row.order',
    test: 'client/engine/read-model/tails.test.ts',
  },
  {
    check: 'receipts behind the pages join, whichever is newest',
    file: 'client/domain/projections/merge-rows.ts',
    from: 'joins(row) || ',
    to: '',
    test: 'client/engine/read-model/tails.test.ts',
  },
]
