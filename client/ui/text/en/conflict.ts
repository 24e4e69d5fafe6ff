/** Two changes to one medicine, made apart. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { MedicineChange, MedicineState } from '../../../domain/projections/rows.ts'
import { fullTime, writtenDay } from './times.ts'

const letters = 'ABCDEFGH'

export const conflictText = {
  title: (sides: number) => (sides === 2 ? 'Two different changes' : `${sides} different changes`),
  nothingPicked: 'They were written without seeing each other. Nothing has been picked.',
  until: 'Until this is decided nobody can change it here. Ask before you give it.',
  letter: (index: number) => letters[index] ?? String(index + 1),
  /** What stands largest. */
  main: ({ dose, status }: MedicineState) => (status === 'stopped' ? 'Stop' : dose),
  whole: ({ dose, form, frequency, name, route, status, stoppedOn }: MedicineState) =>
    status === 'stopped'
      ? `${name}, stopped${stoppedOn === null ? '' : ` ${writtenDay(stoppedOn)}`}`
      : [name, form, dose, frequency, route].filter((part) => part !== '').join(', '),
  was: 'Before',
  now: 'Changed to',
  authorUnknown: 'Nobody is named',
  times: ({ arrivedAt, writtenAt }: MedicineChange, now: Instant) =>
    [
      writtenAt === null ? 'Time of writing not known' : `Written ${fullTime(writtenAt, now)}`,
      ...(arrivedAt === null ? [] : [`arrived ${fullTime(arrivedAt, now)}`]),
    ].join(' · '),
  reason: 'Reason:',
  noReason: 'none given',
  keep: (letter: string, what: string) => `Keep ${letter}: ${what}`,
  /** Stands in the record as the reason of the decision. */
  kept: (letter: string, what: string) => `Decided between changes made apart: kept ${letter}, ${what}.`,
  merged: (names: string) => `Changed by ${names}, each without seeing the other. The changes go together.`,
}
