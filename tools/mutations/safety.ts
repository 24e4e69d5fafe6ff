/** What keeps a medicine from somebody it would harm. */
import type { Mutation } from './mutation.ts'

export const safetyMutations: readonly Mutation[] = [
  {
    check: 'of several answers about an allergy the gravest stands',
    file: 'client/domain/safety/relate-drugs.ts',
    from: "found.find(({ level }) => level === 'stop') ?? found[0]",
    to: 'found[0]',
    test: 'client/domain/safety-checks.test.ts',
  },
  {
    check: 'half known is not known',
    file: 'client/domain/safety/relate-drugs.ts',
    from: 'unknown.length === 0 && ',
    to: '',
    test: 'client/domain/safety-checks.test.ts',
  },
  {
    check: 'an immediate reaction stops what its grounds say it stops',
    file: 'client/domain/safety-checks.ts',
    from: 'stopsAfterImmediate && isImmediateReaction(',
    to: 'stopsAfterImmediate === undefined && isImmediateReaction(',
    test: 'client/domain/safety-checks.test.ts',
  },
  {
    check: 'the gravest warning stands first',
    file: 'client/domain/safety-checks.ts',
    from: '].sort(gravestFirst)',
    to: ']',
    test: 'client/domain/safety-checks.test.ts',
  },
  {
    check: '“none known” is not said while an allergy is recorded, or its end is disputed',
    file: 'client/domain/documents/allergies.ts',
    from: '  if (isRecorded) ',
    to: '  if (doc.noKnownAllergiesOn === undefined) ',
    test: 'client/domain/documents/allergies.test.ts',
  },
]
