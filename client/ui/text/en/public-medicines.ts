/** "My medicines": the person's own list, in plain words. No interactions, never two doses. */
import type { SharedMedicine } from '../../../domain/records/shared-medicines.ts'
import { capitalised } from '../text.ts'

const checking = 'Your care team is checking this medicine.'
const checkingHint = 'Ask them before you change what you take.'

export const myMedicinesText = {
  checking,
  checkingHint,
  onTheWay: 'Your list may still be on its way to this phone.',
  empty: 'No medicines are on your list.',
  listedOn: (date: string, when: string) =>
    when === 'today' ? `Your list of today, ${date}.` : `Your list of ${date}.`,
  sentence,
  ask: 'Ask about this',
  question: (name: string) => `I would like to ask about my medicine ${name}.`,
  aloud: (lines: readonly SharedMedicine[]) =>
    lines.length === 0
      ? 'No medicines are on your list.'
      : lines
          .map((line) =>
            line.checking
              ? `${line.name}. ${checking} ${checkingHint}`
              : `${line.name}, ${line.dose}. ${sentence(line.frequency, line.route)}`,
          )
          .join(' '),
}

function sentence(frequency: string, route: string): string {
  const words = [frequency, route].filter((part) => part !== '').join(', ')
  return words === '' ? '' : `${capitalised(words)}.`
}
