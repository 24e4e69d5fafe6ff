/** Recording an allergy, taking one back, and "none known". */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { AllergyFact } from '../../../domain/projections/warning-rows.ts'
import type { AllergyField } from '../../models/allergy-form-model.ts'
import { fullTime, writtenDay } from './times.ts'

const faults: Readonly<Record<AllergyField, string>> = {
  substance: 'Write what it is an allergy to.',
  on: 'Enter the day.',
  reason: 'Write how it is known, in a few words.',
}

export const allergiesText = {
  tabTitle: 'Allergies',
  title: 'Allergies',
  toPerson: 'Record',
  open: 'Record an allergy',
  known: 'Recorded now',
  name: ({ reaction, substance }: AllergyFact) => (reaction === '' ? substance : `${substance} (${reaction})`),
  decide: 'Decide which holds',
  /** Of one that was written apart, who wrote what stands with its sides. */
  by: ({ author, recordedOn, sides, writtenAt }: AllergyFact, now: Instant) =>
    [
      recordedOn === null ? '' : `Recorded ${writtenDay(recordedOn)}`,
      sides === undefined ? written({ author, writtenAt }, now) : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
  takeBack: 'Take back',
  takeBackWhy: 'Why is it not an allergy?',
  takeBackHint: 'It stays in the history with your name and this reason.',
  takeBackYes: 'Take it back',
  takenBack: (substance: string) => `${substance} is taken back.`,
  add: 'Record an allergy',
  substance: 'Allergy to',
  substanceHint: 'One substance, as the label says it: penicillin, aspirin, latex. Each gets its own entry.',
  reaction: 'What happened',
  reactionHint: 'For example: rash, swelling of the face. Leave it empty if nobody knows.',
  on: 'Recorded on',
  reason: 'How is it known?',
  reasonHint: 'For example: she told me; GP letter; I saw it. Colleagues read this.',
  save: 'Record this allergy',
  saved: (substance: string) => `Allergy recorded: ${substance}.`,
  errorsTitle: 'Before you save',
  fault: (field: AllergyField) => faults[field],
  noneTitle: 'No allergies?',
  noneWords: 'Only after asking today. It is different from “not recorded”.',
  none: 'Asked today: no known allergies',
  noneSaved: 'No known allergies, asked today.',
  cancel: 'Not now',
  backTo: (called: string) => `Back to ${called}`,
}

function written({ author, writtenAt }: Pick<AllergyFact, 'author' | 'writtenAt'>, now: Instant): string {
  if (author === null || writtenAt === null) return ''
  return `written by ${author.name}, ${author.role}, ${fullTime(writtenAt, now)}`
}
