/**
 * A record in plain words, as the story shows it: a title, sentences, and what
 * happens next. Each record's own file writes its words; records that are no
 * part of a story (receipts, the directory, cards) have none.
 */
import { summariseAdministration } from './administration.ts'
import { summariseDecision } from './decision.ts'
import { summariseLeftOut } from './left-out.ts'
import { summariseLetIn } from './let-in.ts'
import { summariseMessage } from './message.ts'
import { summariseNextStep } from './next-step.ts'
import { summariseNote } from './note.ts'
import { summariseObservations } from './observations.ts'
import { summarisePhoto } from './photo.ts'
import type { CareRecord } from './record.ts'
import type { RecordSummary } from './summary.ts'
import { summariseVisitFinished } from './visit-finished.ts'
import { summariseVisitStarted } from './visit-started.ts'
import { summariseWarningAnswer } from './warning-answer.ts'

export function summariseRecord(record: CareRecord): RecordSummary | null {
  switch (record.type) {
    case 'note':
      return summariseNote(record)
    case 'observations':
      return summariseObservations(record)
    case 'message':
      return summariseMessage(record)
    case 'next-step':
      return summariseNextStep(record)
    case 'visit-started':
      return summariseVisitStarted()
    case 'visit-finished':
      return summariseVisitFinished(record)
    case 'warning-answer':
      return summariseWarningAnswer(record)
    case 'administration':
      return summariseAdministration(record)
    case 'let-in':
      return summariseLetIn()
    case 'left-out':
      return summariseLeftOut(record)
    case 'decision':
      return summariseDecision(record)
    case 'photo':
      return summarisePhoto(record)
    case 'receipt':
    case 'directory-entry':
    case 'staff-card':
    case 'invited-card':
    case 'team-contact':
    case 'shared-medicines':
    case 'board-key':
    case 'member-card':
    case 'person-card':
    case 'team-card':
    case 'agreement':
    case 'contact-agreement':
    case 'shared-visits':
    case 'shared-with':
    case 'view':
    case 'opening':
      return null
  }
}
