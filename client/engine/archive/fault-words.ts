/** What is wrong with an archive, in words: on the page of an export and in the drill. */
import type { ArchiveFault } from './open-archive.ts'

const faultWords: Readonly<Record<ArchiveFault['what'], string>> = {
  'false-escrow': 'The archive’s copy of a key was not the key in use',
  'no-key': 'No key could be found for part of it',
  refused: 'An entry did not pass the checks and is not in here',
  waits: 'An entry builds on something that is missing and is not in here',
}

export function wordFault({ detail, what }: Pick<ArchiveFault, 'detail' | 'what'>): string {
  return `${faultWords[what]} (${detail}).`
}
