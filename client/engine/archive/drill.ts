/**
 * The monthly drill: with two sheets and a copy of the relay’s file, does every
 * key of every group open? Said in words; nothing is exported. Rule AV382.
 */
import { wordFault } from './fault-words.ts'
import type { OpenedArchive } from './open-archive.ts'

export interface Drill {
  readonly isGood: boolean
  readonly lines: readonly string[]
}

export function drillOf({ chains, faults }: Pick<OpenedArchive, 'chains' | 'faults'>): Drill {
  const groups = chains.groups().map((group) => chains.state(group))
  const keys = groups.reduce((count, chain) => count + (chain?.epochs.length ?? 0), 0)
  const wrong = faults.map((fault) =>
    fault.group === null ? wordFault(fault) : `Group ${fault.group}: ${wordFault(fault)}`,
  )
  const lacking = new Set(faults.flatMap(({ group, what }) => (what === 'no-key' ? [group] : []))).size
  const summary =
    faults.length === 0
      ? `All ${keys} keys of ${groups.length} groups opened with these two sheets, and every entry passed its checks.`
      : `Not all is as it should be: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}${lacking === 0 ? '' : `, ${lacking} ${lacking === 1 ? 'group' : 'groups'} not open`}. Ask your administrators to look at it, and keep this copy.`
  return { isGood: faults.length === 0, lines: [summary, ...wrong] }
}
