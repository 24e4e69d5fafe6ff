/** What is to be written for a command of sharing; loaded when the first of them comes. */
import type { Result } from '../../../shared/lib/result.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { SharingCommand } from '../../engine-api/sharing.ts'
import type { EntryDraft } from '../writing/writer.ts'
import { type AgreementDeps, agreementDrafts } from './write-agreement.ts'
import { type ViewDeps, viewDrafts } from './write-view.ts'

export function sharingDrafts(
  deps: AgreementDeps & ViewDeps,
  command: SharingCommand,
): Promise<Result<readonly EntryDraft[], CommandProblem>> {
  return command.type === 'set-sharing' ? agreementDrafts(deps, command) : viewDrafts(deps, command)
}
