/** Why nothing was written, as people are told. */

import { entryByteLimit } from '../../../shared/protocol/entry.ts'
import type { WriteProblem } from '../../domain/records/record-base.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { WriteFailure } from './writer.ts'

export function problemOfRecord(problem: WriteProblem): CommandProblem {
  return problem.type === 'too-long' ? { type: 'too-long', limit: problem.limit } : problem
}

export function problemOfFailure(failure: WriteFailure): CommandProblem {
  switch (failure.type) {
    case 'no-space':
    case 'disk':
    case 'not-allowed':
    case 'forked':
      return failure
    case 'too-large':
      return { type: 'too-long', limit: entryByteLimit }
    case 'no-group':
      return { type: 'unknown-person' }
    case 'no-key':
      return { type: 'not-allowed' }
  }
}
