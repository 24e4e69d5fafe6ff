/**
 * The monthly drill: with two sheets and a copy of the relay’s file, does every
 * key of every group open? Said in words; nothing is exported. Rule AV382.
 */
import type { ArchiveFault, OpenedArchive } from './open-archive.ts'

export interface Drill {
  readonly isGood: boolean
  readonly lines: readonly string[]
}

const faultWords: Readonly<Record<ArchiveFault['what'], string>> = {
  'false-escrow': 'The sheets’ copy of a key is not the key in use',
  'no-key': 'No key could be found',
  refused: 'An entry did not pass the checks',
  waits: 'An entry builds on something that is missing',
}

export function drillOf({ chains, faults }: Pick<OpenedArchive, 'chains' | 'faults'>): Drill {
  const groups = chains.groups().map((group) => chains.state(group))
  const keys = groups.reduce((count, chain) => count + (chain?.epochs.length ?? 0), 0)
  const wrong = faults.map(
    ({ detail, group, what }) => `${faultWords[what]}${group === null ? '' : `, group ${group}`}: ${detail}.`,
  )
  const lacking = new Set(faults.flatMap(({ group, what }) => (what === 'no-key' ? [group] : []))).size
  const summary =
    faults.length === 0
      ? `All ${keys} keys of ${groups.length} groups opened with these two sheets, and every entry passed its checks.`
      : `Not all is as it should be: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}${lacking === 0 ? '' : `, ${lacking} ${lacking === 1 ? 'group' : 'groups'} not open`}. Ask your administrators to look at it, and keep this copy.`
  return { isGood: faults.length === 0, lines: [summary, ...wrong] }
}
