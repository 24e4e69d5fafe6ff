/** What is to be written for a command of sharing; loaded when the first of them comes. */
import type { Result } from '../../../shared/lib/result.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { SharingCommand } from '../../engine-api/sharing.ts'
import type { EntryDraft } from '../writing/writer.ts'
import { type ContactDraftDeps, contactDrafts } from './contact.ts'
import { type AgreementDeps, agreementDrafts } from './write-agreement.ts'
import { type ViewDeps, viewDrafts } from './write-view.ts'

export function sharingDrafts(
  deps: AgreementDeps & ContactDraftDeps & ViewDeps,
  command: SharingCommand,
): Promise<Result<readonly EntryDraft[], CommandProblem>> {
  switch (command.type) {
    case 'set-sharing':
      return agreementDrafts(deps, command)
    case 'set-contact':
      return contactDrafts(deps, command)
    case 'note-opened':
      return viewDrafts(deps, command)
  }
}
