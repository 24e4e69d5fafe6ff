/** What every edit of a document by a command needs, and how its refusal is told. */
import type { Result } from '../../../shared/lib/result.ts'
import type { DocumentProblem } from '../../domain/documents/document-problem.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { OwnDevice } from '../life/own-device.ts'
import type { Rows } from '../read-model/rows.ts'
import type { Documents, PlannedEdit } from './documents.ts'

export interface EditDeps {
  readonly documents: Pick<Documents, 'plan'>
  readonly own: Pick<OwnDevice, 'signature'>
  readonly rows: Pick<Rows, 'find'>
}

/** Null: it changes nothing. */
export type Planned = Result<PlannedEdit | null, CommandProblem>

export type EditRefusal = DocumentProblem | { readonly type: 'not-allowed' }
type EditProblem = EditRefusal | { readonly type: 'no-group' }

/** `missing`: what is said where the document has no group here, and where it does not hold what is to be changed. */
export function problemOfEdit(
  problem: EditProblem,
  missing: Readonly<Record<'group' | 'entry', CommandProblem>>,
): CommandProblem {
  switch (problem.type) {
    case 'no-group':
      return missing.group
    case 'unknown-id':
      return missing.entry
    case 'implausible':
      return { type: 'implausible', field: problem.field, suggestion: null }
    default:
      return problem
  }
}

/** Undefined: none of the team here. */
export async function colleagueOf(rows: EditDeps['rows'], memberId: string): Promise<Signature | undefined> {
  return (await rows.find('staff', { id: memberId }))[0]?.signature
}
