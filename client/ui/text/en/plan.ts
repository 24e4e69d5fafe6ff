/** The care plan: what a person and the team agreed, written together. Staff read these. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { planSectionName } from '../../../domain/documents/plan-sections.ts'
import type { TaskFact } from '../../../domain/projections/plan-rows.ts'
import { counted, fullTime } from './times.ts'

const list = (all: readonly string[]) =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`

export const planText = {
  title: 'Care plan',
  back: 'Back to the record',
  name: planSectionName,
  none: (called: string) => `No care plan yet. Start with what matters to ${called === '' ? 'this person' : called}.`,
  open: 'Open the care plan',
  start: 'Write the first words',
  changedAt: (at: Instant, now: Instant) => `Changed ${fullTime(at, now)}`,
  written: (count: number) => counted(count, 'section written', 'sections written'),
  nothing: 'Nothing written yet.',
  lastChanged: (edits: readonly TaskFact[], now: Instant) =>
    `Last changed by ${list(edits.map(({ at, by }) => `${by.name}, ${fullTime(at, now)}`))}`,
  bothEdited: (people: readonly string[]) =>
    `${list(people)} ${people.length === 2 ? 'both' : 'all'} changed this paragraph, without seeing each other’s words. All of them are here: read it through.`,
  change: 'Change',
  write: 'Write',
  carryOn: (at: Instant, now: Instant) => `Your words from ${fullTime(at, now)} are kept here, not yet in the plan.`,
  carryOnAction: 'Carry on',
  words: 'What it says',
  sectionName: 'Name of this section',
  wordsHint: 'Somebody may write here at the same time: all words are kept.',
  save: 'Save in the plan',
  close: 'Close, keep as draft',
  discard: 'Throw these words away',
  saved: (device: string, at: Instant, now: Instant) => `Saved on this ${device}, ${fullTime(at, now)}`,
  meanwhile: (who: string, at: Instant, now: Instant) =>
    `${who} changed this section while you write, ${fullTime(at, now)}. Nothing is lost: saving puts both together.`,
  somebody: 'Somebody',
  showTheirs: 'Show what it says now',
  hideTheirs: 'Hide what it says now',
  add: 'Add a section',
  addName: 'Name of the new section',
  addAction: 'Add it',
  unknown: 'This person is not on this device',
}
