/** Safety warnings: what does not go together, why, and what to do now. Staff read these; the public never does. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { formatDay, isDay } from '../../../domain/dates.ts'
import type {
  AllergyFact,
  MedicineFact,
  VisitClash,
  Warning,
  WarningsRow,
} from '../../../domain/projections/warning-rows.ts'
import type { WarningItem } from '../../../engine-api/queries.ts'
import { fullTime } from './times.ts'

type Said = Pick<Warning, 'allergy' | 'kind' | 'level' | 'medicines' | 'why'>

const apartAbove = 'changed apart; who wrote what stands above.'

export const safetyText = {
  label: 'Safety warnings',
  /** The whole of it in one sentence. */
  title: (warning: Said) => `${opening(warning)}: ${subject(warning)}.`,
  now: ({ kind, level }: Said) => {
    if (kind === 'allergy' && level === 'stop') return 'Do not give before a prescriber has decided.'
    if (kind === 'allergy') return 'Ask a prescriber before you give it.'
    if (kind === 'none-known') return 'Take the allergy as true until somebody has asked again.'
    return 'Both may be meant. Check before you give the second one.'
  },
  why: ({ why: { name, type } }: Said) => {
    switch (type) {
      case 'same-substance':
        return `It is, or contains, ${name}.`
      case 'same-class':
        return `Both belong to: ${name}.`
      case 'related-classes':
        return `These are related: ${name}.`
      case 'same-word':
        return `Both say “${name}”. The safety table does not know it.`
      case 'same-medicine':
        return `Both contain ${name}.`
      case 'none-known':
        return `Recorded on ${dayOrWords(name)}.`
    }
  },
  source: (source: string) => `Source: ${source}.`,
  since: (day: string) => `In the record since ${dayOrWords(day)}.`,
  wroteAllergy: (fact: AllergyFact, now: Instant) =>
    fact.sides !== undefined ? `Allergy: ${apartAbove}` : `Allergy: ${wrote(fact, now)}.`,
  wroteMedicine: (fact: MedicineFact, now: Instant) =>
    fact.sides !== undefined
      ? `Medicine (${firstName(fact)}): ${apartAbove}`
      : `Medicine (${firstName(fact)}): ${wrote(fact, now)}.`,
  more: 'Why, and what to do',
  whatToDo: 'Call the prescriber, or write to the team:',
  ask: 'Ask in the staff thread',
  stop: (name: string) => `Stop or change ${name}`,
  looked: 'I have looked at it',
  reason: 'Why may it stand?',
  reasonHint: 'Colleagues read this beside the warning. It stays until one of its facts changes.',
  reasonMissing: 'Write why, in a few words.',
  keep: 'Keep it with this reason',
  cancel: 'Not now',
  answered: ({ at, author }: NonNullable<WarningItem['answer']>, now: Instant) =>
    `Looked at by ${author.name}, ${author.role}, ${fullTime(at, now)}`,
  answerReason: (reason: string) => `“${reason}”`,
  /** On the medicine's own line, and on the row of a day. */
  tag: ({ kind, level, allergy }: Said) =>
    kind === 'allergy'
      ? `${level === 'stop' ? 'Allergy' : 'Related allergy'}: ${allergy?.substance ?? ''}`
      : kind === 'none-known'
        ? 'Allergy in doubt'
        : kind === 'same-medicine'
          ? 'Twice on the list'
          : 'Two of one kind',
  rowTag: ({ kind, level }: Said) =>
    kind === 'allergy' ? (level === 'stop' ? 'Allergy and medicine' : 'Related allergy') : 'Check medicines',
  rowState: 'Do not give yet',
  stripAgainst: (names: readonly string[]) => `Does not go with ${names.join(', ')}`,
  unchecked: ({ allergies, medicines }: WarningsRow['unchecked']) =>
    `Not in the safety table, check by hand: ${[...allergies, ...medicines].join(', ')}.`,
  clash: {
    'two-members': 'Given to two colleagues. Agree who goes.',
    'two-times': 'Set to two times. Agree which it is.',
    'same-person': 'Two visits to this person at one time.',
    'same-member': 'Another visit of yours is at this time.',
  } satisfies Record<VisitClash['type'], string>,
}

function opening({ kind, level }: Said): string {
  if (kind === 'allergy') return `Allergy and medicine ${level === 'stop' ? 'do' : 'may'} not go together`
  if (kind === 'none-known') return '“No known allergies” and an allergy are both recorded'
  return kind === 'same-medicine' ? 'Twice on the list' : 'Two of one kind on the list'
}

function subject({ allergy, medicines }: Said): string {
  const known = allergy === null ? [] : [withReaction(allergy)]
  return [...known, ...medicines.map((fact) => `${firstName(fact)} ${fact.dose}`.trim())].join(' – ')
}

/** "Penicillin (rash, 2011)". */
function withReaction({ reaction, recordedOn, substance }: AllergyFact): string {
  const facts = [reaction, recordedOn === null ? '' : recordedOn.slice(0, 4)].filter((part) => part !== '')
  return facts.length === 0 ? substance : `${substance} (${facts.join(', ')})`
}

function firstName({ names: [name = ''] }: MedicineFact): string {
  return name
}

function wrote({ author, writtenAt }: Pick<AllergyFact, 'author' | 'writtenAt'>, now: Instant): string {
  if (author === null || writtenAt === null) return 'nobody is named'
  return `${author.name}, ${author.role}, ${fullTime(writtenAt, now)}`
}

function dayOrWords(day: string): string {
  return isDay(day) ? formatDay(day) : day
}
